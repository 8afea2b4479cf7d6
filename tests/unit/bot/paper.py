"""Paper values for tests of what is said about them: the trade of the screens."""

from datetime import timedelta
from decimal import Decimal

from engine.club.paper_cards import PaperCard
from engine.exchange.orders import MarginMode, Order, OrderKind, OrderStatus, Slot, Way
from engine.exchange.outputs import FillCause, FillModel
from engine.exchange.venues.paper.values import ClosedTrade, PaperAccount, PaperFill, PaperOrder, PaperPosition
from engine.market.values import Coin, MarketSource, Side, Symbol
from engine.market.windows import Window
from tests.unit.exchange.markets import AT, D

BTC, SYMBOL = Coin("BTC"), Symbol("BTCUSDT")
FEE_IN = D("0.5493675")  # 0.055 % of 0.015 at 66,590

CARD = PaperCard(4, 7, 55, 7, 1, MarketSource.LIVE, BTC, SYMBOL, Slot.ONE_WAY, Window.H12, D("9.79"))
POSITION = PaperPosition(
    1,
    SYMBOL,
    BTC,
    Slot.ONE_WAY,
    Side.LONG,
    D("0.015"),
    D("66590.0"),
    D(10),
    D(0),
    AT,
    -FEE_IN,
    D("60232.2"),
)
TRADE = ClosedTrade(
    1,
    SYMBOL,
    BTC,
    Side.LONG,
    D("0.015"),
    D(10),
    D("66590.0"),
    D("68100.0"),
    AT,
    AT + timedelta(hours=2, minutes=34),
    D("21.5388"),
    FillCause.ORDER,
)
ACCOUNT = PaperAccount(
    1, 7, MarketSource.LIVE, 1, AT - timedelta(days=3), None, D(10_000), D(10_000), MarginMode.ISOLATED, False, None
)


def order(
    order_id: int = 4,
    status: OrderStatus = OrderStatus.OPEN,
    *,
    limit: str | None = "67940",
    trigger: str | None = None,
    filled: str = "0",
    quantity: str = "0.015",
    way: Way = Way.SELL,
    **more: int,
) -> PaperOrder:
    asked = Order(
        order_id,
        1,
        SYMBOL,
        way,
        15,
        OrderKind.LIMIT if limit else OrderKind.MARKET,
        None if limit is None else int(Decimal(limit) * 10),
        **more,  # type: ignore[arg-type]
    )
    return PaperOrder(
        asked,
        BTC,
        status,
        AT,
        AT,
        D(quantity),
        D(filled),
        None,
        None if limit is None else D(limit),
        None if trigger is None else D(trigger),
        None,
    )


def last_fill(
    order_id: int, price: str = "68100.0", cause: FillCause = FillCause.ORDER, fee: str = "0.56"
) -> PaperFill:
    return PaperFill(
        9,
        1,
        order_id,
        SYMBOL,
        BTC,
        Slot.ONE_WAY,
        TRADE.closed_at,
        None,
        False,
        D(price),
        D("0.015"),
        False,
        D(fee),
        D(0),
        cause,
        FillModel.BOOK,
    )
