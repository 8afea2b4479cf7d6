"""Trades on prices that the market had left already.

The exchange fills an order at the first price after it was sent, so this needs a price that arrives late: what somebody
buys is worth more a moment later, time after time, by more than both fees. The moment later is what others paid.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import sqrt
from statistics import fmean, pstdev

from engine.club.rounds.cheats.values import CheatKind, Suspicion
from engine.exchange.outputs import FillCause
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Symbol

_FROM, _UNTIL = timedelta(seconds=1), timedelta(seconds=30)
_LEAST_FILLS = 12
_LEAST_GAIN = 0.0011  # both taker fees
_LEAST_SURE = 5.0  # standard errors above nothing
_SHOWN = 12

_Tape = tuple[list[datetime], list[PaperFill]]


def early(fills: Iterable[PaperFill]) -> Sequence[Suspicion]:
    """Fills of a price that was there before the order: the exchange never makes one, so somebody wrote it."""
    found: dict[int, list[int]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    for fill in fills:
        counts[fill.account_id] += 1
        if fill.sent_at is not None and fill.sent_at >= fill.at:
            found[fill.account_id].append(fill.fill_id)
    return [
        Suspicion(account_id, CheatKind.STALE_PRICE, (), len(ids), len(ids) / counts[account_id], tuple(ids[:_SHOWN]))
        for account_id, ids in sorted(found.items())
    ]


def stale_prices(fills: Sequence[PaperFill], watched: frozenset[int] | None = None) -> Sequence[Suspicion]:
    """`fills` of everybody, ascending by time. `watched` None: all."""
    tapes = _tapes(fills)
    gains: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for fill in fills:
        if fill.is_maker or fill.cause is not FillCause.ORDER or not (watched is None or fill.account_id in watched):
            continue
        later = _price_after(fill, tapes[fill.symbol])
        if later is not None:
            gain = (later / float(fill.price_usd) - 1) * (1 if fill.is_buy else -1)
            gains[fill.account_id].append((gain, fill.fill_id))
    return [
        _suspicion(account_id, found)
        for account_id, found in sorted(gains.items())
        if _is_too_good([gain for gain, _ in found])
    ]


def _tapes(fills: Sequence[PaperFill]) -> Mapping[Symbol, _Tape]:
    tapes: dict[Symbol, _Tape] = defaultdict(lambda: ([], []))
    for fill in fills:
        times, made = tapes[fill.symbol]
        times.append(fill.at)
        made.append(fill)
    return tapes


def _price_after(fill: PaperFill, tape: _Tape) -> float | None:
    """What others paid from one to thirty seconds later, on average; None where nobody traded."""
    times, made = tape
    span = made[bisect_left(times, fill.at + _FROM) : bisect_left(times, fill.at + _UNTIL)]
    prices = [float(other.price_usd) for other in span if other.account_id != fill.account_id]
    return fmean(prices) if prices else None


def _is_too_good(gains: Sequence[float]) -> bool:
    if len(gains) < _LEAST_FILLS or fmean(gains) < _LEAST_GAIN:
        return False
    return fmean(gains) >= _LEAST_SURE * pstdev(gains) / sqrt(len(gains))


def _suspicion(account_id: int, found: Sequence[tuple[float, int]]) -> Suspicion:
    good = [fill_id for gain, fill_id in found if gain > 0]
    return Suspicion(
        account_id, CheatKind.STALE_PRICE, (), len(good), len(good) / len(found), tuple(good[:_SHOWN])
    )  # fmt: skip
