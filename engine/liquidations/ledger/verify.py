"""Checks a chain against itself and against heads that were posted: the second is what its owner cannot undo."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from engine.liquidations.ledger.chain import GENESIS, Entry, Fault, Tip, follow
from engine.liquidations.ledger.heads import Head
from engine.market.values import MarketSource

Pages = AsyncIterator[Sequence[tuple[Entry, bytes | None]]]


@dataclass(frozen=True, slots=True)
class GivenHead:
    """A head as somebody kept it. `number` None: only the day and the hash were given."""

    source: MarketSource | None
    day: date
    number: int | None
    hash: bytes


@dataclass(slots=True)
class Verification:
    """`fault`: the first entry that does not hold. `unmatched`: posted heads that the chain does not contain."""

    source: MarketSource
    entries: int = 0
    bodies: int = 0
    bodies_gone: int = 0  # too old to be kept; their hashes were checked
    matched: list[GivenHead] = field(default_factory=list)
    unmatched: list[GivenHead] = field(default_factory=list)
    fault: Fault | None = None
    unvouched_since: date | None = None  # days from here on have no posted head among the given
    tip: Tip = GENESIS

    @property
    def holds(self) -> bool:
        return self.fault is None and not self.unmatched


def given(head: Head) -> GivenHead:
    return GivenHead(head.source, head.day, head.number, head.hash)


async def verify(source: MarketSource, pages: Pages, heads: Sequence[GivenHead]) -> Verification:
    """Reads every entry once. A rewritten and fully re-chained past is consistent in itself: only `heads` find it."""
    found = Verification(source)
    wanted = [head for head in heads if head.source in (None, source)]
    hashes = {head.hash for head in wanted}
    numbered = {head.number for head in wanted}
    seen: dict[bytes, Entry] = {}
    at_number: dict[int, Entry] = {}
    last_of_day: dict[date, int] = {}
    async for page in pages:
        if found.fault is None:
            _check(found, page)
        for entry, _ in page:
            last_of_day[entry.written_at.date()] = entry.number
            if entry.hash in hashes:
                seen[entry.hash] = entry
            if entry.number in numbered:
                at_number[entry.number] = entry
    for head in wanted:
        (found.matched if _is_in(head, seen) else found.unmatched).append(head)
    vouched = max((seen[head.hash].number for head in found.matched), default=0)
    found.unvouched_since = min((day for day, number in last_of_day.items() if number > vouched), default=None)
    if found.fault is None and found.unmatched:
        good = [seen[head.hash].number for head in found.matched]
        found.fault = _lie(found.unmatched, at_number, good)
    return found


def _check(found: Verification, page: Sequence[tuple[Entry, bytes | None]]) -> None:
    tip, fault = follow(found.tip, [entry for entry, _ in page])
    found.entries += tip.number - found.tip.number
    for entry, body in page:
        if fault is not None and entry.number >= fault.number:
            break
        if body is None:
            found.bodies_gone += 1
        elif sha256(body).digest() == entry.digest:
            found.bodies += 1
        else:
            fault = Fault(entry.number, "its body is not the one that was hashed")
    found.tip, found.fault = tip, fault


def _is_in(head: GivenHead, seen: dict[bytes, Entry]) -> bool:
    entry = seen.get(head.hash)
    return entry is not None and (head.number is None or head.number == entry.number)


def _lie(unmatched: Sequence[GivenHead], at_number: dict[int, Entry], good: Sequence[int]) -> Fault:
    """The earliest posted head that is missing: something between the last good head and it changed since."""
    head = min(unmatched, key=lambda one: one.day)
    if head.number is None:
        return Fault(max(good, default=0) + 1, f"or a later one: the head posted for {head.day} is not in this chain")
    first = max((number for number in good if number < head.number), default=0) + 1
    if head.number not in at_number:
        return Fault(first, f"to {head.number}: the posted head of {head.day} is not there any more")
    return Fault(first, f"to {head.number}: changed after the head of {head.day} was posted")
