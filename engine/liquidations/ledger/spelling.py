"""How bodies of the ledger are spelt: one line a name, times in UTC, figures with nine digits at most."""

from collections.abc import Iterable
from datetime import UTC, datetime

from engine.errors import EngineError

_DIGITS = 9


class BadBody(EngineError):
    """A stored body is not what the ledger writes: it was changed, or a later version wrote it."""


def number(value: float) -> str:
    """Read back and spelt again it is the same."""
    return f"{value:.{_DIGITS}g}"


def numbers(values: Iterable[float]) -> str:
    return " ".join(number(value) for value in values)


def stamp(at: datetime) -> str:
    """2026-02-06T12:00:00.000000Z. Raises `ValueError` for a naive time."""
    if at.tzinfo is None:
        raise ValueError("the ledger's times are aware")
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


class Lines:
    """The named lines of one body. Every reading raises `BadBody` where the line is missing or makes no sense."""

    def __init__(self, body: bytes, head: str) -> None:
        first, *rest = body.decode("utf-8", "replace").split("\n")
        if first != head:
            raise BadBody(f"begins with {first[:40]!r}, not {head!r}")
        self._named = dict(line.partition(" ")[::2] for line in rest if line)

    def has(self, name: str) -> bool:
        return name in self._named

    def word(self, name: str) -> str:
        if name not in self._named:
            raise BadBody(f"has no line {name!r}")
        return self._named[name]

    def words(self, name: str) -> list[str]:
        return self.word(name).split()

    def number(self, name: str) -> float:
        return self.numbers(name)[0]

    def numbers(self, name: str) -> tuple[float, ...]:
        try:
            return tuple(float(word) for word in self.words(name))
        except ValueError as error:
            raise BadBody(f"{name}: {error}") from error

    def moment(self, name: str) -> datetime:
        try:
            return moment(self.word(name))
        except ValueError as error:
            raise BadBody(f"{name}: {error}") from error
