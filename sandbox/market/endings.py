"""Contracts the venue takes off its list. Announced through `/sandbox/delistings`, forgotten with the process."""

from collections.abc import Collection, Mapping


class Endings:
    """Times in ms of the simulated clock. The simulation itself goes on; only nobody is told of it any more."""

    def __init__(self) -> None:
        self._at_ms: dict[str, int] = {}

    def announce(self, symbol: str, at_ms: int) -> None:
        self._at_ms[symbol] = at_ms

    def take_back(self) -> None:
        self._at_ms.clear()

    def announced(self) -> Mapping[str, int]:
        return dict(self._at_ms)

    def at_ms(self, symbol: str) -> int | None:
        """None while nothing is announced."""
        return self._at_ms.get(symbol)

    def is_over(self, symbol: str, now_ms: int) -> bool:
        at_ms = self._at_ms.get(symbol)
        return at_ms is not None and now_ms >= at_ms

    def last_ms(self, symbol: str, now_ms: int) -> int:
        """Until when there is something to tell of a contract."""
        return min(now_ms, self._at_ms.get(symbol, now_ms))

    def listed(self, symbols: Collection[str], now_ms: int) -> list[str]:
        return [symbol for symbol in symbols if not self.is_over(symbol, now_ms)]
