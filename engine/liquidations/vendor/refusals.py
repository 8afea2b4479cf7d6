"""Why there is no vendor's map now, one kind message each."""

from enum import StrEnum

from engine.errors import Refused


class VendorWhy(StrEnum):
    NO_KEY = "no-key"  # nobody set one
    BAD_KEY = "bad-key"  # the vendor does not know it
    PLAN = "plan"  # the key is good, its plan has no such answer
    QUOTA = "quota"  # asked too often this minute
    AWAY = "away"
    NONSENSE = "nonsense"  # answered something that cannot be read
    NO_COIN = "no-coin"  # the vendor has nothing of this coin
    NO_WINDOW = "no-window"
    EMPTY = "empty"  # an answer without a single level
    NOT_LIVE = "not-live"  # our prices are simulated or recorded, the vendor's are the world's

    @property
    def is_passing(self) -> bool:
        """May be over in a minute: an earlier answer stands meanwhile."""
        return self in (VendorWhy.QUOTA, VendorWhy.AWAY, VendorWhy.NONSENSE, VendorWhy.EMPTY)


class VendorRefused(Refused):
    """No map of the vendor. `wait_s`: when to ask again, where that is known."""

    def __init__(self, why: VendorWhy, detail: str = "", wait_s: float | None = None) -> None:
        super().__init__(f"coinglass: {why}{': ' + detail if detail else ''}")
        self.why = why
        self.wait_s = wait_s

    @property
    def text_key(self) -> str:  # type: ignore[override]  # of the class there, of the reason here
        return f"vendor-{self.why}"
