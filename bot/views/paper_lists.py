"""Positions, orders and closed trades, as lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from bot.paper.stories import Held
from bot.texts import Markup
from bot.views import money
from bot.views.card import lines
from bot.views.paper_card import guards_line, position_line
from bot.views.reader import Reader
from engine.exchange.contract import Contract
from engine.exchange.orders import IDS_AN_ORDER, STOP_LOSS_ID, TAKE_PROFIT_ID, TRAILING_ID
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.venues.paper.values import ClosedTrade, PaperOrder
from engine.market.values import MarketSource, Symbol

_KINDS = {0: "limit", TAKE_PROFIT_ID: "target", STOP_LOSS_ID: "stop", TRAILING_ID: "trailing"}
Contracts = Mapping[Symbol, Contract | None]


def positions_text(held: Sequence[Held], contracts: Contracts, source: MarketSource, reader: Reader) -> Markup:
    t = reader.t
    if not held:
        return lines(t("paper-no-positions"), source_line(source, reader))
    rows: list[Markup] = []
    for one in held:
        contract = contracts.get(one.position.symbol)
        rows += [position_line(one, contract, reader), guards_line(one, contract, reader)]
        rows.append(_costs(one, reader))
    return lines(t("paper-positions-title", count=len(held)), *rows, source_line(source, reader))


def _costs(held: Held, reader: Reader) -> Markup:
    """Leverage and the next funding: what waiting costs."""
    leverage = money.leverage(held.position.leverage)
    if held.quote is None or held.quote.next_funding_at is None:
        return reader.t("paper-costs-unknown", leverage=leverage)
    amount = funding_usdt(held, held.quote)
    return reader.t(
        "paper-costs",
        leverage=leverage,
        at=reader.clock(held.quote.next_funding_at),
        gets="yes" if amount >= 0 else "no",
        **money.about(amount),
    )


def funding_usdt(held: Held, quote: Quote) -> Decimal:
    """What the next settlement would bring, at the present rate and mark; negative: it costs."""
    position = held.position
    return -position.side.sign * position.quantity * quote.mark_usd * quote.funding_rate


def orders_text(orders: Sequence[PaperOrder], contracts: Contracts, source: MarketSource, reader: Reader) -> Markup:
    t = reader.t
    if not orders:
        return lines(t("paper-no-orders"), source_line(source, reader))
    rows = [
        Markup(f"{number}. {order_line(one, contracts.get(one.order.symbol), reader)}")  # as on the buttons
        for number, one in enumerate(orders, 1)
    ]
    return lines(t("paper-orders-title", count=len(orders)), *rows, source_line(source, reader))


def order_kind(order: PaperOrder) -> str:
    """limit, target, stop, trailing; market for one that is on its way."""
    kind = _KINDS[order.order.order_id % IDS_AN_ORDER]
    if kind != "limit":
        return kind
    if order.trigger_usd is not None:
        return "stop"
    return "limit" if order.limit_usd is not None else "market"


def order_line(order: PaperOrder, contract: Contract | None, reader: Reader) -> Markup:
    price = order.limit_usd if order.limit_usd is not None else order.trigger_usd
    return reader.t(
        "paper-order",
        kind=reader.t(f"paper-order-{order_kind(order)}"),
        way=order.order.way.value,
        quantity="all" if order.quantity == 0 else money.plain(order.quantity),
        coin=order.coin,
        price="none" if price is None else money.short(price, contract),
        filled="none" if order.filled == 0 else money.plain(order.filled),
    )


def history_text(
    trades: Sequence[ClosedTrade], contracts: Contracts, first: int, source: MarketSource, reader: Reader
) -> Markup:
    """`first`: number of the first of them, counted from the newest."""
    t = reader.t
    if not trades:
        return lines(t("paper-no-history"), source_line(source, reader))
    rows = [_trade_row(number, one, contracts.get(one.symbol), reader) for number, one in enumerate(trades, first)]
    return lines(t("paper-history-title"), *rows, source_line(source, reader))


def _trade_row(number: int, trade: ClosedTrade, contract: Contract | None, reader: Reader) -> Markup:
    return reader.t(
        "paper-history-row",
        number=str(number),
        at=reader.moment(trade.closed_at),
        side=trade.side.value,
        coin=trade.coin,
        leverage=money.leverage(trade.leverage),
        entry=money.short(trade.entry_usd, contract),
        exit=money.short(trade.exit_usd, contract),
        gain=money.gain(trade.net_usdt),
        cause=trade.cause.value,
    )


def source_line(source: MarketSource, reader: Reader) -> Markup:
    return reader.t("paper-source", source=reader.t(f"paper-source-{source.value}"))


def restart_note(away_s: float, positions: int, orders: int, reader: Reader) -> Markup:
    """For a member who held something while the exchange was away for more than a minute."""
    return lines(
        reader.t("paper-was-away", minutes=max(round(away_s / 60), 1), positions=positions, orders=orders),
        reader.t("paper-simulated"),
    )


def file_name(number: int, at: datetime) -> str:
    return f"helix-paper-{number}-{at:%Y%m%d-%H%M}.csv"
