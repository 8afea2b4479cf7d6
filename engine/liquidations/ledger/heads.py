"""The head of a day: the hash of its last entry, posted where the database does not reach."""

import re
from dataclasses import dataclass
from datetime import date

from engine.errors import Unavailable
from engine.market.values import MarketSource

_LINE = re.compile(r"helix-head (live|recorded|simulated) (\d{4}-\d{2}-\d{2}) (\d{1,15}) ([0-9a-f]{64})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Head:
    """What people copy: `number` is the entry that `hash` belongs to."""

    source: MarketSource
    day: date
    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class MadeHead:
    """A head with what the day held: all entries, maps among them, and coins with a map."""

    head: Head
    entries: int
    maps: int
    coins: int


def head_line(head: Head) -> str:
    """`helix-head live 2026-02-06 48231 9f3c…`: the same in every language."""
    return f"helix-head {head.source.value} {head.day.isoformat()} {head.number} {head.hash.hex()}"


def find_heads(text: str) -> list[Head]:
    """All of them in a text, as copied from a channel with whatever stands around."""
    return [
        Head(MarketSource(source), date.fromisoformat(day), int(number), bytes.fromhex(digits))
        for source, day, number, digits in _LINE.findall(text)
    ]


@dataclass(frozen=True, slots=True)
class DuePost:
    """One head on its way to one chat. `is_unknown`: a process died over it, so it may be there already, as one of the
    messages after `anchor_id`. `previous`: the head of the last day before that had one."""

    made: MadeHead
    previous: bytes | None
    chat: str
    chat_id: int | None
    is_unknown: bool
    anchor_id: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class PostedAt:
    """Where a head can be read outside the database."""

    day: date
    chat: str
    chat_id: int | None
    message_id: int


class NotPosted(Unavailable):
    """The chat did not take it now: Telegram is away, or the bot may not speak there yet. `is_unknown`: no answer came,
    so it may be there all the same."""

    def __init__(self, why: str, *, is_unknown: bool = False) -> None:
        super().__init__(why)
        self.is_unknown = is_unknown
