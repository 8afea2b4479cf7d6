"""Outputs of a small exchange: a grid of 0.1 USDT and 0.001 BTC, so that a lot at a tick is worth 0.0001 USDT."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from engine.exchange.contract import Contract, Tier
from engine.exchange.money import SCALE
from engine.exchange.orders import MarginMode, Order, OrderStatus, Slot, Way
from engine.exchange.outputs import (
    AccountChanged,
    Cause,
    Fill,
    FillCause,
    FillModel,
    OrderChanged,
    Output,
    PositionChanged,
    Purse,
    Transfer,
)
from engine.exchange.venues.paper.ports import Batch, CommandDone
from engine.market.values import Coin, MarketSource, Symbol, Venue

SIMULATED = MarketSource.SIMULATED
BTC = Symbol("BTCUSDT")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOON_MS = int(NOON.timestamp() * 1000)
LOT_TICK = SCALE // 10_000
CENT = SCALE // 100
BTC_CONTRACT = Contract(
    venue=Venue.BYBIT,
    symbol=BTC,
    coin=Coin("BTC"),
    tick_size=Decimal("0.1"),
    lot_size=Decimal("0.001"),
    min_quantity=Decimal("0.001"),
    max_quantity=Decimal(100),
    max_market_quantity=Decimal(100),
    min_notional_usdt=Decimal(5),
    max_leverage=Decimal(100),
    tiers=(Tier(Decimal(1_000_000), Decimal("0.005"), Decimal(0), Decimal(100)),),
    funding_interval=timedelta(hours=8),
)


class Trader:
    """One account's outputs with right sums, as the core would say them. Cash and position are kept here."""

    def __init__(self, account_id: int) -> None:
        self.account_id = account_id
        self.cash = 0
        self.lots = self.cost = self.realised = self.opened_ms = 0

    def opened(self, usdt: int) -> list[Output]:
        self.cash = usdt * SCALE
        return [self._moved(Cause.OPENING, self.cash, Purse.HOUSE, None, 0, NOON_MS), self.stands(NOON_MS)]

    def filled(
        self, fill_id: int, lots: int, ticks: int, *, fee: int = CENT, at_ms: int = NOON_MS, order_id: int = 4
    ) -> list[Output]:
        """`lots` signed. Through the opposite side of the position it goes in one fill."""
        closing = min(abs(lots), abs(self.lots)) if lots * self.lots < 0 else 0
        sign = 1 if self.lots > 0 else -1
        cost = self.cost * closing // abs(self.lots) if closing else 0
        gross = sign * (closing * ticks * LOT_TICK - cost)
        fill = Fill(
            fill_id, self.account_id, order_id, BTC, Slot.ONE_WAY, at_ms, at_ms - 50, lots > 0, ticks, abs(lots), False,
            fee, gross, FillCause.ORDER, FillModel.BOOK,
        )  # fmt: skip
        said: list[Output] = [fill]
        said += [self._moved(Cause.PNL, gross, Purse.MARKET, BTC, fill_id, at_ms)] if gross else []
        said += [self._moved(Cause.FEE, -fee, Purse.FEES, BTC, fill_id, at_ms)] if fee else []
        self.cash += gross - fee
        if closing:
            self.lots, self.cost = self.lots - sign * closing, self.cost - cost
            self.realised += gross - fee
            said.append(self.position(at_ms))
        if opening := abs(lots) - closing:
            if not self.lots:
                self.opened_ms, self.realised = at_ms, 0
            self.lots += opening if lots > 0 else -opening
            self.cost += opening * ticks * LOT_TICK
            self.realised -= 0 if closing else fee
            said.append(self.position(at_ms))
        return [*said, self.order(order_id, lots, ticks, at_ms), self.stands(at_ms)]

    def closed(self, at_ms: int) -> list[Output]:
        """What is left goes back to the house."""
        left, self.cash = self.cash, 0
        return [self._moved(Cause.CLOSING, -left, Purse.HOUSE, None, 0, at_ms), self.stands(at_ms, is_open=False)]

    def order(
        self, order_id: int, lots: int, ticks: int, at_ms: int, status: OrderStatus = OrderStatus.FILLED
    ) -> OrderChanged:
        order = Order(order_id, self.account_id, BTC, Way.BUY if lots > 0 else Way.SELL, abs(lots))
        filled = abs(lots) if status is OrderStatus.FILLED else 0
        return OrderChanged(order, status, at_ms, filled, filled * ticks)

    def position(self, at_ms: int) -> PositionChanged:
        return PositionChanged(
            self.account_id, BTC, Slot.ONE_WAY, at_ms, self.lots, self.cost, 1000, 0, self.opened_ms, self.realised, 0
        )

    def stands(self, at_ms: int, *, is_open: bool = True) -> AccountChanged:
        return AccountChanged(self.account_id, at_ms, self.cash, MarginMode.ISOLATED, False, is_open)

    def _moved(
        self, cause: Cause, gained: int, other: Purse, symbol: Symbol | None, fill_id: int, at_ms: int
    ) -> Transfer:
        purses = (other, Purse.CASH) if gained > 0 else (Purse.CASH, other)
        return Transfer(self.account_id, at_ms, cause, *purses, abs(gained), symbol, fill_id)


def batch(number: int, outputs: Sequence[Output] = (), done: Sequence[CommandDone] = ()) -> Batch:
    return Batch(number, NOON + timedelta(seconds=number), tuple(done), tuple(outputs))
