"""A trading floor for tests: one tick is 1 USDT and one lot is 1 coin, so that sums are done in one's head."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.exchange.contract import Contract, Tier
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Bar, Book, Input, Prices, Trade
from engine.exchange.money import SCALE
from engine.exchange.orders import (
    Command,
    MarginMode,
    OpenAccount,
    Order,
    OrderKind,
    Place,
    Sent,
    SetLeverage,
    Way,
)
from engine.exchange.outputs import CommandRefused, Fill, OrderChanged, Output, PositionChanged
from engine.market.values import Coin, Symbol, Venue

BTC, ETH = Symbol("BTCUSDT"), Symbol("ETHUSDT")
ANN, BOB = 1, 2
DEEP = 1_000_000


def contract(symbol: Symbol = BTC, **changes: Any) -> Contract:
    fields: dict[str, Any] = {
        "venue": Venue.BYBIT,
        "symbol": symbol,
        "coin": Coin(symbol.removesuffix("USDT")),
        "tick_size": Decimal(1),
        "lot_size": Decimal(1),
        "min_quantity": Decimal(1),
        "max_quantity": Decimal(1_000_000),
        "max_market_quantity": Decimal(100_000),
        "min_notional_usdt": Decimal(5),
        "max_leverage": Decimal(100),
        "tiers": (
            Tier(Decimal(1_000_000), Decimal("0.005"), Decimal(0), Decimal(100)),
            Tier(Decimal(2_000_000), Decimal("0.01"), Decimal(5_000), Decimal(50)),
            Tier(Decimal(10_000_000), Decimal("0.02"), Decimal(25_000), Decimal(25)),
        ),
        "funding_interval": timedelta(hours=8),
    }
    return Contract(**(fields | changes))


class Floor:
    """Everything the exchange said is in `said`; time goes on by a second with every event."""

    def __init__(self, *contracts: Contract, rules: Rules | None = None) -> None:
        self.exchange = Exchange(contracts or (contract(), contract(ETH)), rules or Rules(latency_ms=0))
        self.said: list[Output] = []
        self.log: list[Input] = []
        self.now_ms = 1_000_000
        self._next_id = 4

    def apply(self, event: Input) -> Sequence[Output]:
        self.log.append(event)
        outputs = self.exchange.apply(event)
        self.said.extend(outputs)
        return outputs

    def send(self, command: Command) -> Sequence[Output]:
        return self.apply(Sent(command, self.now_ms))

    def open(
        self,
        account: int = ANN,
        cash: int = 10_000,
        margin: MarginMode = MarginMode.ISOLATED,
        leverage: int = 10,
        *,
        is_hedged: bool = False,
    ) -> None:
        self.send(OpenAccount(account, cash * SCALE, margin, is_hedged))
        for symbol in (BTC, ETH):
            self.send(SetLeverage(account, symbol, leverage * 100))

    def place(self, way: Way, lots: int, limit: int | None = None, account: int = ANN, **fields: Any) -> int:
        order_id = self._next_id
        self._next_id += 4
        kind = OrderKind.MARKET if limit is None else OrderKind.LIMIT
        symbol = fields.pop("symbol", BTC)
        self.send(Place(Order(order_id, account, symbol, way, lots, kind, limit, **fields)))
        return order_id

    def buy(self, lots: int, limit: int | None = None, **fields: Any) -> int:
        return self.place(Way.BUY, lots, limit, **fields)

    def sell(self, lots: int, limit: int | None = None, **fields: Any) -> int:
        return self.place(Way.SELL, lots, limit, **fields)

    def _tick(self) -> int:
        self.now_ms += 1_000
        return self.now_ms

    def book(self, bid: int, ask: int, lots: int = DEEP, symbol: Symbol = BTC) -> Sequence[Output]:
        return self.levels(((bid, lots),), ((ask, lots),), symbol)

    def levels(
        self, bids: tuple[tuple[int, int], ...], asks: tuple[tuple[int, int], ...], symbol: Symbol = BTC
    ) -> Sequence[Output]:
        return self.apply(Book(symbol, self._tick(), bids, asks))

    def last(self, ticks: int, symbol: Symbol = BTC) -> Sequence[Output]:
        return self.apply(Prices(symbol, self._tick(), last_ticks=ticks))

    def mark(self, ticks: int, symbol: Symbol = BTC) -> Sequence[Output]:
        return self.apply(Prices(symbol, self._tick(), mark_ticks=ticks))

    def trade(self, ticks: int, lots: int, *, is_buy: bool, symbol: Symbol = BTC) -> Sequence[Output]:
        return self.apply(Trade(symbol, self._tick(), ticks, lots, is_buy))

    def bar(self, open_: int, high: int, low: int, close: int, symbol: Symbol = BTC) -> Sequence[Output]:
        start = self._tick()
        self.now_ms += 59_000
        return self.apply(Bar(symbol, start, self.now_ms, open_, high, low, close, 1_000))

    def order(self, order_id: int) -> OrderChanged:
        return next(o for o in reversed(self.said) if isinstance(o, OrderChanged) and o.order.order_id == order_id)

    def fills(self, account: int = ANN) -> list[Fill]:
        return [output for output in self.said if isinstance(output, Fill) and output.account_id == account]

    def refusals(self) -> list[CommandRefused]:
        return [output for output in self.said if isinstance(output, CommandRefused)]

    def position(self, account: int = ANN, symbol: Symbol = BTC) -> PositionChanged | None:
        held = self.exchange.image(account).positions
        return next((position for position in held if position.symbol == symbol), None)

    def lots(self, account: int = ANN, symbol: Symbol = BTC) -> int:
        position = self.position(account, symbol)
        return position.lots if position else 0

    def cash(self, account: int = ANN) -> Decimal:
        return Decimal(self.exchange.image(account).account.cash) / SCALE

    def equity(self, account: int = ANN) -> Decimal:
        return Decimal(self.exchange.equity(account)) / SCALE
