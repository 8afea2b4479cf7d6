"""What a test can make the venue do wrong. Set through `/sandbox/faults`, gone with the process."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

GARBAGE = '{"topic":"tickers.BTCUSDT","type":"delta","data":{"lastPrice":'


@dataclass(slots=True)
class Faults:
    """All off by default. Counts go down with use; -1 means until it is taken back."""

    freeze: bool = False  # the stream says nothing but answers pings
    refuse: bool = False  # no new WebSocket connections (HTTP 503)
    malformed: int = 0  # so many of the next stream messages are garbage
    silence: list[str] = field(default_factory=list)  # symbols the stream leaves out
    status: int = 0  # REST answers with this HTTP status ...
    status_count: int = -1  # ... for so many requests
    malformed_rest: int = 0  # so many of the next REST answers are cut in the middle
    delay_s: float = 0.0  # REST answers come so much later

    def set(self, wanted: Mapping[str, Any]) -> None:
        """Raises ValueError for an unknown name or a value of another type."""
        known = {f.name: type(getattr(self, f.name)) for f in fields(self)}
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"unknown fault {name!r}; known: {', '.join(known)}")
            accepted = (int, float) if known[name] is float else known[name]
            if not isinstance(value, accepted) or (known[name] is int and isinstance(value, bool)):
                raise ValueError(f"{name} must be a {known[name].__name__}")
        for name, value in wanted.items():
            setattr(self, name, value)

    def clear(self) -> None:
        self.set({f.name: getattr(Faults(), f.name) for f in fields(self)})

    def values(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def takes(self, name: str) -> bool:
        """Whether a counted fault strikes now; uses one up."""
        left = int(getattr(self, name))
        if left > 0:
            setattr(self, name, left - 1)
        return left != 0

    def http_status(self) -> int:
        """Status to fail this REST request with, 0 to answer it."""
        return self.status if self.status and self.takes("status_count") else 0
