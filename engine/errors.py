"""Everything the engine raises on purpose, sorted by what the caller must do.

EngineError
├── Refused            a rule said no: show it, do not retry
│   ├── UnknownCoin    show the nearest names
│   ├── UnknownWindow  show the list
│   └── NoData         say so and why
│       ├── HistoryLoading  say how far it is
│       └── CoinEnded       say when
└── Unavailable        the outside is away: try again later
    ├── VenueAway      a venue does not answer
    └── StorageAway    the database or Redis does not answer
"""

from collections.abc import Sequence
from datetime import datetime


class EngineError(Exception):
    """Root. `text_key` names the message a person gets; the log gets `str(self)`."""

    text_key = "error-internal"


class Refused(EngineError):
    """A rule said no. Nothing was done. Show it, do not retry."""

    text_key = "error-refused"


class UnknownCoin(Refused):
    """No contract of that coin is known. `nearest` are coins to offer instead, best first."""

    text_key = "error-unknown-coin"

    def __init__(self, typed: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(f"unknown coin {typed!r}")
        self.typed = typed
        self.nearest = tuple(nearest)


class UnknownWindow(Refused):
    """Not one of the nine windows."""

    text_key = "error-unknown-window"

    def __init__(self, typed: str) -> None:
        super().__init__(f"unknown window {typed!r}")
        self.typed = typed


class NoData(Refused):
    """The coin exists and nothing can be said about it now. `reason` is a text key: what is missing."""

    text_key = "error-no-data"

    def __init__(self, coin: str, reason: str) -> None:
        super().__init__(f"no data for {coin}: {reason}")
        self.coin = coin
        self.reason = reason


class HistoryLoading(NoData):
    """The first history is being fetched. `left_s` None: nobody can say how long it will take."""

    def __init__(self, coin: str, share: float, left_s: float | None) -> None:
        super().__init__(coin, "reason-history-loading")
        self.share = share
        self.left_s = left_s


class CoinEnded(NoData):
    """All contracts of the coin were delisted. `ended_at` None: the venue did not tell when."""

    def __init__(self, coin: str, ended_at: datetime | None) -> None:
        super().__init__(coin, "reason-ended")
        self.ended_at = ended_at


class Unavailable(EngineError):
    """Something outside does not answer. Retry with back-off; show "not now" to people."""

    text_key = "error-unavailable"


class VenueAway(Unavailable):
    """The venue refused, timed out or sent nonsense."""

    text_key = "error-venue-away"


class StorageAway(Unavailable):
    """The database or Redis does not answer. Keep what was asked and do it when they are back."""

    text_key = "error-storage-away"
