"""The chain of batches: each hash covers what its batch added and the hash before it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from engine.market.values import MarketSource

GENESIS = bytes(32)
_HEAD = "helix-paper 1"


def batch_hash(
    previous: bytes, source: MarketSource, number: int, at: datetime, done: bytes, fills: bytes, transfers: bytes
) -> bytes:
    """`done`, `fills` and `transfers` are COPY lines, each with its end, in the order of their ids."""
    head = f"{_HEAD}\n{source.value}\n{number}\n{at.astimezone(UTC).isoformat(timespec='microseconds')}\n"
    summary = sha256(head.encode() + previous)
    for part in (done, fills, transfers):
        summary.update(sha256(part).digest())
    return summary.digest()


def done_lines(done: Iterable[tuple[int, str | None]]) -> bytes:
    """Of commands that were carried out, with why where they were refused."""
    return "".join(f"{command_id}\t{refusal or ''}\n" for command_id, refusal in sorted(done)).encode()
