"""The chain: each entry's hash covers the one before it, so nothing can be changed, slipped in or left out unseen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from engine.liquidations.ledger.spelling import stamp
from engine.market.values import Coin, MarketSource

ALL = Coin("*")  # for entries that are about no single coin
_HEAD = "helix-ledger 1"


class Kind(StrEnum):
    MAP = "map"  # frozen before its hour
    MISSED = "missed"  # no map was frozen for the hour, and why
    SCORE = "score"  # what the hour then brought
    WEIGHTS = "weights"  # of B7 and B8, fitted on hours that were over long before


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its place. `written_at`: by the market's clock."""

    kind: Kind
    coin: Coin
    hour_at: datetime
    written_at: datetime
    body: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of a source's chain. `number` counts from 1; `digest` is the body's sha256, which outlives the body."""

    source: MarketSource
    number: int
    kind: Kind
    coin: Coin
    hour_at: datetime
    written_at: datetime
    digest: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a chain ends."""

    number: int
    hash: bytes


GENESIS = Tip(0, bytes(32))


def entry_hash(previous: bytes, entry: Entry) -> bytes:
    """sha256 of the entry's lines; the entry's own `hash` does not go in."""
    lines = (
        _HEAD,
        entry.source.value,
        str(entry.number),
        entry.kind.value,
        entry.coin,
        stamp(entry.hour_at),
        stamp(entry.written_at),
        entry.digest.hex(),
        previous.hex(),
    )
    return sha256(("\n".join(lines) + "\n").encode("utf-8")).digest()


def chained(source: MarketSource, tip: Tip, drafts: Iterable[Draft]) -> list[Entry]:
    """The drafts as entries that follow `tip`, in their order."""
    entries: list[Entry] = []
    for draft in drafts:
        digest = sha256(draft.body).digest()
        bare = Entry(source, tip.number + 1, draft.kind, draft.coin, draft.hour_at, draft.written_at, digest, b"")
        tip = Tip(bare.number, entry_hash(tip.hash, bare))
        entries.append(
            Entry(source, tip.number, draft.kind, draft.coin, draft.hour_at, draft.written_at, digest, tip.hash)
        )
    return entries


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry that does not hold, and why."""

    number: int
    why: str


def follow(tip: Tip, entries: Sequence[Entry]) -> tuple[Tip, Fault | None]:
    """Recomputes every hash. The tip behind the last entry that holds, and the first that does not."""
    for entry in entries:
        if entry.number != tip.number + 1:
            return tip, Fault(entry.number, f"follows entry {tip.number}: something is missing or came twice")
        if entry_hash(tip.hash, entry) != entry.hash:
            return tip, Fault(entry.number, "its hash is not that of its content and the entry before it")
        tip = Tip(entry.number, entry.hash)
    return tip, None
