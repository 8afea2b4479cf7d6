"""Paper fills beside what the recorded market would have given: how far the fill model flatters, or is too strict.

Looked at, not owed: floats. A positive advantage means that paper was kinder than the market.

- Taker: the average of the takers' own prints of that direction from the fill's instant on, until its quantity has
  traded. Less than that within the horizon: unanswered, nobody knows what more would have cost.
- Maker: its own price where, since it was sent, the tape went through the price or traded its quantity at it.
  Otherwise it would not have been filled: the difference is what taking it then would have cost.
- Where only candles are known: the open of the next one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.exchange.outputs import FillModel
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Bars, FloatArray, IntArray, Symbol

HORIZON = timedelta(seconds=5)
COMPARED = frozenset({FillModel.BOOK, FillModel.QUEUE, FillModel.BAR})  # others were made at a stated price
_BPS = 1e4
_ALL_OF_IT = 1 - 1e-9  # sums of floats
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Tape:
    """Trades of one contract, ascending by `at_ms` (n,) of the venue's clock; prices per coin, quantities in coins.
    `is_buy`: the taker bought."""

    at_ms: IntArray
    price_usd: FloatArray
    quantity: FloatArray
    is_buy: NDArray[np.bool_]

    def between(self, from_ms: int, to_ms: int) -> "Tape":
        """from_ms <= at < to_ms, as views."""
        start, stop = np.searchsorted(self.at_ms, [from_ms, to_ms])
        part = slice(int(start), int(stop))
        return Tape(self.at_ms[part], self.price_usd[part], self.quantity[part], self.is_buy[part])


class Verdict(StrEnum):
    TAKEN = "taken"  # beside prints or candles that a taker would have met
    PASSED = "passed"  # a maker's price that the tape confirms
    NOT_REACHED = "not-reached"  # a maker's price that the tape does not confirm
    UNANSWERED = "unanswered"  # too little was recorded


@dataclass(frozen=True, slots=True)
class Compared:
    """`reference_usd` and the advantages are None when unanswered."""

    fill: PaperFill
    verdict: Verdict
    reference_usd: float | None = None

    @property
    def advantage_bps(self) -> float | None:
        if self.reference_usd is None:
            return None
        return _sign(self.fill) * (self.reference_usd - float(self.fill.price_usd)) / self.reference_usd * _BPS

    @property
    def advantage_usdt(self) -> float | None:
        if self.reference_usd is None:
            return None
        return _sign(self.fill) * (self.reference_usd - float(self.fill.price_usd)) * float(self.fill.quantity)


def compare_fills(
    fills: Iterable[PaperFill],
    tapes: Mapping[Symbol, Tape],
    bars: Mapping[Symbol, Bars] | None = None,
    horizon: timedelta = HORIZON,
) -> list[Compared]:
    """In the order of the fills, without settlements and takeovers. Candles are asked only where there is no tape.

    `tapes` reach from the oldest order sent to `horizon` after the last fill.
    """
    candles = bars or {}
    return [
        _compared(fill, tapes.get(fill.symbol), candles.get(fill.symbol), horizon)
        for fill in fills
        if fill.model in COMPARED
    ]


def _compared(fill: PaperFill, tape: Tape | None, bars: Bars | None, horizon: timedelta) -> Compared:
    if tape is not None:
        return _maker(fill, tape, horizon) if fill.is_maker else _taker(fill, tape, horizon, Verdict.TAKEN)
    opened = None if bars is None else _next_open(fill, bars)
    return Compared(fill, Verdict.UNANSWERED) if opened is None else Compared(fill, Verdict.TAKEN, opened)


def _taker(fill: PaperFill, tape: Tape, horizon: timedelta, verdict: Verdict) -> Compared:
    at = _ms(fill.at)
    after = tape.between(at, at + horizon // _MS + 1)
    same = after.is_buy == fill.is_buy
    average = _average(after.price_usd[same], after.quantity[same], float(fill.quantity))
    return Compared(fill, Verdict.UNANSWERED) if average is None else Compared(fill, verdict, average)


def _maker(fill: PaperFill, tape: Tape, horizon: timedelta) -> Compared:
    price = float(fill.price_usd)
    since = _ms(fill.at if fill.sent_at is None else fill.sent_at)
    before = tape.between(since, _ms(fill.at) + 1)
    beyond = _sign(fill) * (before.price_usd - price)
    at_price = float(before.quantity[beyond == 0].sum())
    if bool((beyond < 0).any()) or at_price >= float(fill.quantity):
        return Compared(fill, Verdict.PASSED, price)
    return _taker(fill, tape, horizon, Verdict.NOT_REACHED)


def _average(prices: FloatArray, quantities: FloatArray, wanted: float) -> float | None:
    """Of the first `wanted` coins; None where fewer traded."""
    through = np.cumsum(quantities)
    if through.size == 0 or through[-1] < wanted * _ALL_OF_IT:
        return None
    last = min(int(np.searchsorted(through, wanted)), through.size - 1)
    taken = quantities[: last + 1].copy()
    taken[last] -= max(through[last] - wanted, 0.0)
    return float(np.average(prices[: last + 1], weights=taken))


def _next_open(fill: PaperFill, bars: Bars) -> float | None:
    """None where the next candle is missing: a later one says nothing of this instant."""
    at = _ms(fill.at)
    place = int(np.searchsorted(bars.open_ms, at))
    if place == len(bars) or int(bars.open_ms[place]) - at > bars.step_ms:
        return None
    return float(bars.open[place])


def _sign(fill: PaperFill) -> int:
    return 1 if fill.is_buy else -1


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
