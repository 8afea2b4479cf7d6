"""How an account's equity ran, as arrays for looking at: from the ledger's `Decimal` once, here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np

from engine.exchange.venues.paper.values import ClosedTrade, EquityPoint
from engine.market.values import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class TradeMark:
    """A trade at the moment it was closed. `net_usdt`: fees and funding in."""

    at_ms: int
    net_usdt: float


@dataclass(frozen=True, slots=True, eq=False)
class EquityCurve:
    """`at_ms` (n,) ascending and `equity_usdt` (n,), n >= 1. `today_ms`: when the reader's day began."""

    at_ms: IntArray
    equity_usdt: FloatArray
    start_usdt: float
    trades: tuple[TradeMark, ...] = ()
    today_ms: int | None = None

    @property
    def peaks(self) -> FloatArray:
        """(n,) the most it had been until then, the start included."""
        return np.maximum.accumulate(np.maximum(self.equity_usdt, self.start_usdt))

    @property
    def change(self) -> float:
        """Fraction of the start."""
        return float(self.equity_usdt[-1]) / self.start_usdt - 1

    @property
    def dip(self) -> float:
        """The deepest fall from a peak, a fraction at or below 0."""
        peaks = self.peaks
        return float(((self.equity_usdt - peaks) / peaks).min())


def equity_curve(
    points: Sequence[EquityPoint],
    trades: Sequence[ClosedTrade],
    *,
    opened_at: datetime,
    start_usdt: Decimal,
    today_from: datetime | None = None,
) -> EquityCurve:
    """`points` ascending; the opening is put before them where they do not begin with it. `trades` in any order."""
    ms, usdt = [_ms(point.at) for point in points], [float(point.equity_usdt) for point in points]
    if not ms or ms[0] > _ms(opened_at):
        ms, usdt = [_ms(opened_at), *ms], [float(start_usdt), *usdt]
    marks = sorted((TradeMark(_ms(one.closed_at), float(one.net_usdt)) for one in trades), key=lambda one: one.at_ms)
    return EquityCurve(
        np.array(ms, np.int64),
        np.array(usdt, np.float64),
        float(start_usdt),
        tuple(marks),
        None if today_from is None else _ms(today_from),
    )


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
