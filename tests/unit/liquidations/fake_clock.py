"""A clock that stands where it is put."""

from datetime import UTC, datetime


class StoppedClock:
    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.now_ms / 1000, UTC)
