"""How fast CoinGlass may be asked: as its own reply headers say, never by the name of a plan."""

from collections.abc import Mapping

from engine.feeds.pacing import RateLimiter

FIRST_GUESS = 30  # a minute: what the smallest plan allows, until the vendor has spoken
_MINUTE_S = 60.0
_MOST = "API-KEY-MAX-LIMIT"  # questions a minute
_USED = "API-KEY-USE-LIMIT"  # of them used so far, by everybody with this key


class HeaderLimits:
    """One for all questions with one key."""

    def __init__(self, limiter: RateLimiter | None = None, minute_s: float = _MINUTE_S) -> None:
        self.limiter = limiter or RateLimiter(FIRST_GUESS, minute_s)
        self._minute_s = minute_s

    def heard(self, headers: Mapping[str, str]) -> None:
        """Reads the quota of any answer; used up, nobody asks until the minute must be over."""
        most, used = _count(headers, _MOST), _count(headers, _USED)
        if most is not None and most > 0:
            self.limiter.resize(most)
        if most is not None and used is not None and used >= most:
            self.limiter.pause(self._minute_s)

    def refused(self) -> float:
        """The vendor said 429: how long to keep quiet. It names no time, so a whole minute."""
        self.limiter.pause(self._minute_s)
        return self._minute_s


def _count(headers: Mapping[str, str], name: str) -> int | None:
    """None where the header is missing or no number."""
    text = headers.get(name, "").strip()
    return int(text) if text.isascii() and text.isdecimal() else None
