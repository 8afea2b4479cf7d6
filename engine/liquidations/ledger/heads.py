"""The head of a day: the hash of its last entry, posted where the database does not reach."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.market.values import MarketSource

POST_KIND = "ledger-head"
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
    """A head with what the day held: all entries, maps among them, and coins with a map. `previous`: the head of the
    last day before that had one."""

    head: Head
    entries: int
    maps: int
    coins: int
    previous: bytes | None = None


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
class PostedAt:
    """Where a head can be read outside the database."""

    day: date
    chat_id: int
    message_id: int


def head_key(head: Head) -> str:
    """The name of its post."""
    return f"{POST_KIND}:{head.source.value}:{head.day.isoformat()}"


def head_body(made: MadeHead) -> dict[str, Any]:
    """What the post is written from, as JSON values; the source is the post's own."""
    head = made.head
    return {
        "day": head.day.isoformat(),
        "number": head.number,
        "hash": head.hash.hex(),
        "entries": made.entries,
        "maps": made.maps,
        "coins": made.coins,
        "previous": None if made.previous is None else made.previous.hex(),
    }


def head_from(source: MarketSource, body: Mapping[str, Any]) -> MadeHead:
    day, digest, previous = date.fromisoformat(body["day"]), bytes.fromhex(body["hash"]), body["previous"]
    return MadeHead(
        Head(source, day, body["number"], digest),
        body["entries"],
        body["maps"],
        body["coins"],
        None if previous is None else bytes.fromhex(previous),
    )
