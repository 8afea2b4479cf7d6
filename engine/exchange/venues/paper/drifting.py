"""Looks at each fill once its horizon has passed: what would the trades around it have given?

A restart forgets the fills that wait; the report counts them as not looked at.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

import structlog
from prometheus_client import Counter

from engine.errors import StorageAway
from engine.exchange.contract import Contract
from engine.exchange.drift import COMPARED, HORIZON, Compared, Verdict, compare_fills
from engine.exchange.drift_rows import DriftStore, Looked, Why
from engine.exchange.money import usdt
from engine.exchange.outputs import Fill, FillModel, Output
from engine.exchange.venues.paper.recent import RecentMarket, Ring
from engine.exchange.venues.paper.values import PaperFill
from engine.market.cancelling import heed_cancellation
from engine.market.ports import Clock
from engine.market.values import Symbol

log = structlog.get_logger()

_DROPPED = Counter("helix_paper_drift_dropped", "Fills that were not compared because too many waited")
_LOOK_EVERY_S = 0.5
_HORIZON_MS = int(HORIZON.total_seconds() * 1000)
_LATE_MS = 2_000  # prints arrive so much after they happened, at most
_BARS_MS = 11 * 60_000  # the candle after a fill is told when it closes: within two of five minutes
_MOST_WAITING = 20_000  # looked at within a minute, as long as their trades are kept
_MOST_A_LOOK = 200  # a twentieth of a core
_AT_ONCE = 10  # a millisecond; then others have their turn


class DriftWatch:
    """`hear` is told every output that was written; `run` is endless.

    In a rush fills beyond `most_waiting` are not looked at, and counted. So are rows the store does not take for long.
    """

    def __init__(
        self,
        contract_of: Callable[[Symbol], Contract | None],
        market: RecentMarket,
        store: DriftStore,
        clock: Clock,
        most_waiting: int = _MOST_WAITING,
        every_s: float = _LOOK_EVERY_S,
    ) -> None:
        self._contract_of, self._market, self._store, self._clock = contract_of, market, store, clock
        self._waiting: deque[Fill] = deque()
        self._unwritten: deque[Looked] = deque()
        self._most, self._every_s = most_waiting, every_s
        self._dropped = 0

    @property
    def waiting(self) -> int:
        return len(self._waiting) + len(self._unwritten)

    def hear(self, outputs: Iterable[Output]) -> None:
        for one in outputs:
            if type(one) is not Fill or one.model not in COMPARED:
                continue
            if len(self._waiting) < self._most:
                self._waiting.append(one)
            else:
                self._dropped += 1

    async def run(self) -> None:
        while True:
            heed_cancellation()
            await asyncio.sleep(self._every_s)
            try:
                await self.look()
            except StorageAway as away:
                log.warning("paper_drift_waits", reason=str(away)[:200], rows=len(self._unwritten))
            except Exception:  # the supervisor of this loop: who only looks on must not stop the exchange
                log.exception("paper_drift_failed", rows=len(self._unwritten))
                self._dropped += len(self._unwritten)
                self._unwritten.clear()

    async def look(self) -> int:
        """How many fills were looked at and stored."""
        for fills in _slices(self._due()):
            self._unwritten.extend(look_at(fills, self._contract_of, self._market))
            await asyncio.sleep(0)
        self._say_dropped()
        rows = list(self._unwritten)
        if rows:
            await self._store.add_drift(rows)
            self._unwritten.clear()
        return len(rows)

    def _due(self) -> list[Fill]:
        """In the order they were made; all fills of a market wait for the same time."""
        now_ms = int(self._clock.now().timestamp() * 1000)
        due: list[Fill] = []
        while self._waiting and len(due) < _MOST_A_LOOK and _due_ms(self._waiting[0]) <= now_ms:
            due.append(self._waiting.popleft())
        return due

    def _say_dropped(self) -> None:
        while len(self._unwritten) > self._most:
            self._unwritten.popleft()
            self._dropped += 1
        if self._dropped:
            log.warning("paper_drift_dropped", fills=self._dropped)
            _DROPPED.inc(self._dropped)
            self._dropped = 0


def look_at(
    fills: Sequence[Fill], contract_of: Callable[[Symbol], Contract | None], market: RecentMarket
) -> list[Looked]:
    """By contract. Fills of one that is not known any more are left out."""
    looked: list[Looked] = []
    for symbol, of_symbol in groupby(sorted(fills, key=lambda fill: fill.symbol), key=lambda fill: fill.symbol):
        contract = contract_of(symbol)
        if contract is not None:
            looked += _look_at([paper_fill(fill, contract) for fill in of_symbol], contract, market)
    return looked


def _look_at(fills: Sequence[PaperFill], contract: Contract, market: RecentMarket) -> Iterator[Looked]:
    if fills[0].model is FillModel.BAR:
        bars = market.bars(contract)
        return (
            Looked(one, Why.NO_BAR if one.verdict is Verdict.UNANSWERED else None)
            for one in compare_fills(fills, {}, {} if bars is None else {contract.symbol: bars})
        )
    ring = market.ring(contract.symbol) or Ring()
    span = min(map(_since_ms, fills)), max(_ms(fill.at) for fill in fills) + _HORIZON_MS + 1
    return (_judged(one, ring) for one in compare_fills(fills, {contract.symbol: ring.tape(contract, *span)}))


def _judged(one: Compared, ring: Ring) -> Looked:
    """A price that the tape confirms is confirmed, whatever else was missed. Anything else needs all of it."""
    if one.verdict is Verdict.PASSED:
        return Looked(one)
    fill, whole_from_ms = one.fill, ring.whole_from_ms
    since_ms = _since_ms(fill)
    if whole_from_ms is None or ring.heard_ms < _ms(fill.at) + _HORIZON_MS:
        return _unanswered(fill, Why.DEAF)
    if whole_from_ms > since_ms:
        return _unanswered(fill, Why.OLD if ring.is_cut_after(since_ms) else Why.DEAF)
    return _unanswered(fill, Why.THIN) if one.verdict is Verdict.UNANSWERED else Looked(one)


def _unanswered(fill: PaperFill, why: Why) -> Looked:
    return Looked(Compared(fill, Verdict.UNANSWERED), why)


def paper_fill(fill: Fill, contract: Contract) -> PaperFill:
    return PaperFill(
        fill_id=fill.fill_id,
        account_id=fill.account_id,
        order_id=fill.order_id,
        symbol=fill.symbol,
        coin=contract.coin,
        slot=fill.slot,
        at=_moment(fill.at_ms),
        sent_at=_moment(fill.sent_at_ms) if fill.sent_at_ms else None,
        is_buy=fill.is_buy,
        price_usd=contract.price(fill.ticks),
        quantity=contract.quantity(fill.lots),
        is_maker=fill.is_maker,
        fee_usdt=usdt(fill.fee),
        realised_usdt=usdt(fill.realised),
        cause=fill.cause,
        model=fill.model,
    )


def _due_ms(fill: Fill) -> int:
    return fill.at_ms + (_BARS_MS if fill.model is FillModel.BAR else _HORIZON_MS + _LATE_MS)


def _since_ms(fill: PaperFill) -> int:
    """What the tape must reach back to."""
    return _ms(fill.sent_at if fill.is_maker and fill.sent_at is not None else fill.at)


def _slices(fills: Sequence[Fill]) -> Iterator[Sequence[Fill]]:
    return (fills[start : start + _AT_ONCE] for start in range(0, len(fills), _AT_ONCE))


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
