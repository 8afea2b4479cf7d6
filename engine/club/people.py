"""Who uses Helix and how they want to see it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.club.quiet import QuietHours
from engine.market.windows import Window


class Locale(StrEnum):
    EN = "en"
    ES = "es"
    RU = "ru"

    @staticmethod
    def nearest(language_code: str | None) -> "Locale":
        """`pt-br` and unknown ones are read in English."""
        wanted = (language_code or "").lower().split("-")[0]
        return Locale(wanted) if wanted in set(Locale) else Locale.EN


class Theme(StrEnum):
    DARK = "dark"
    LIGHT = "light"


class Style(StrEnum):
    """How much a card says: everything, or the levels and the state alone."""

    FULL = "full"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Preferences:
    locale: Locale
    zone: str  # IANA name
    theme: Theme = Theme.DARK
    style: Style = Style.FULL
    window: Window = Window.H12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody Telegram knows by `user_id`. `started_at` None: met in a group, never wrote to the bot in private."""

    user_id: int
    first_name: str
    prefers: Preferences
    inviter_code: str | None
    started_at: datetime | None
    is_reachable: bool  # False once the bot was blocked
    quiet: QuietHours | None = None

    @property
    def has_started(self) -> bool:
        return self.started_at is not None


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"
