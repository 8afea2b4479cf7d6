"""Keeps the ranks of all rounds that run: every few seconds what changed goes to Redis, every minute to the books."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from engine.club.rounds.keeping import LiveRound
from engine.club.rounds.ranking import Standing
from engine.club.rounds.stores import EntryStore, Equities, RoundLedger, RoundStore
from engine.club.rounds.values import Round, RoundKey, RoundState
from engine.exchange.venues.paper.values import PaperFill
from engine.market.ports import Clock
from engine.market.values import FloatArray

_AT_ONCE = 20_000
_BATCHES = 500  # of the exchange, read at once
_WRITTEN_EVERY = timedelta(minutes=1)


class Ranks(Protocol):
    """Raises `StorageAway`."""

    async def put(self, key: RoundKey, standings: Sequence[Standing]) -> None: ...

    async def is_there(self, key: RoundKey) -> bool: ...

    async def drop(self, key: RoundKey) -> None: ...


@dataclass(slots=True)
class _Kept:
    round: Round
    live: LiveRound
    batch: int  # of the exchange, counted up to here
    unwritten: set[int] = field(default_factory=set)
    written_at: datetime | None = None


@dataclass(slots=True)
class RankKeeper:
    """Begins with the entries and the exchange's fills: what Redis held before is of no account."""

    clock: Clock
    rounds: RoundStore
    entries: EntryStore
    ledger: RoundLedger
    equities: Equities
    ranks: Ranks
    _kept: dict[RoundKey, _Kept] = field(default_factory=dict)

    async def look(self) -> None:
        """Raises `StorageAway`: what was not told is told at the next look."""
        now = self.clock.now()
        running = [
            kept.round
            for kept in await self.rounds.unfinished()
            if kept.state is RoundState.RUNNING and now < kept.round.ends_at
        ]
        for key in self._kept.keys() - {round_.key for round_ in running}:
            await self._write(self._kept.pop(key), now)
        for round_ in running:
            await self._keep(round_, now)

    async def _keep(self, round_: Round, now: datetime) -> None:
        kept = self._kept.pop(round_.key, None)  # until it is through: after an error it begins anew
        if kept is None or not await self.ranks.is_there(round_.key):
            kept = await self._begun(round_)
        else:
            await self._take_in_late(kept)
        await self._take_in(kept)
        if len(kept.live.account_ids):
            await self._tell(kept, now)
        self._kept[round_.key] = kept

    async def _begun(self, round_: Round) -> _Kept:
        kept = _Kept(round_, LiveRound(), await self.ledger.batch_before(round_.starts_at))
        await self.ranks.drop(round_.key)
        while entries := await self.entries.since(round_.key, kept.live.last_entry_id, _AT_ONCE):
            kept.live.add(entries)
        return kept

    async def _take_in_late(self, kept: _Kept) -> None:
        """With what they did between being counted in and now, as far as it was gone by already."""
        while entries := await self.entries.since(kept.round.key, kept.live.last_entry_id, _AT_ONCE):
            kept.live.add(entries)
            accounts = [entry.standing.account_id for entry in entries]
            since = min(entry.opening.at for entry in entries)
            _count(kept, await self.ledger.fills_before(accounts, since, kept.batch))

    async def _take_in(self, kept: _Kept) -> None:
        until = await self.ledger.last_batch()
        kept.live.shut_out(await self.entries.out(kept.round.key))
        while kept.batch < until:
            upto = min(kept.batch + _BATCHES, until)
            _count(kept, await self.ledger.fills_of_batches(kept.batch, upto))
            kept.batch = upto

    async def _tell(self, kept: _Kept, now: datetime) -> None:
        live = kept.live
        equities = await self.equities.equities(live.account_ids)
        rows, standings = await asyncio.to_thread(_looked_at, live, equities, now)
        await self.ranks.put(kept.round.key, standings)
        kept.unwritten.update(rows)
        if kept.written_at is None or now - kept.written_at >= _WRITTEN_EVERY:
            await self._write(kept, now)

    async def _write(self, kept: _Kept, now: datetime) -> None:
        rows = sorted(kept.unwritten)
        for start in range(0, len(rows), _AT_ONCE):
            part = [(kept.live.standing(row, now), kept.live.peak(row)) for row in rows[start : start + _AT_ONCE]]
            await self.entries.stand(kept.round.key, part)
        kept.unwritten, kept.written_at = set(), now


def _count(kept: _Kept, fills: Sequence[PaperFill]) -> None:
    for fill in fills:
        opening = kept.live.openings_reach.get(fill.account_id)
        if opening is None or opening.has_fill(fill) or fill.at >= kept.round.ends_at:
            continue
        count = kept.live.count(fill.account_id)
        if count is not None:
            count.add(fill)


def _looked_at(live: LiveRound, equities: FloatArray, now: datetime) -> tuple[list[int], list[Standing]]:
    rows = live.mark(equities, now)
    return rows, [live.standing(row, now) for row in rows]
