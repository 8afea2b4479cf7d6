"""For whom a message is written: language, zone, place, and what they may press."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.callbacks import SHARED
from bot.texts import Markup, Translate
from engine.club.people import Person, Preferences
from engine.market.windows import Window


class Place(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"  # buttons are links


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses outside the chat. Codes None: no referral buttons."""

    bot_name: str
    bybit_code: str | None = None
    coinglass_code: str | None = None
    has_vendor: bool = False  # a data vendor's key is set
    has_paper: bool = False  # there is a paper exchange to trade on
    has_lessons: bool = False
    day_prize: str = ""  # "$100" for the best of a day's round; empty: there are no rounds

    def start(self, payload: str) -> str:
        return f"https://t.me/{self.bot_name}?start={quote(payload)}"

    def bybit(self, symbol: str) -> str | None:
        if not self.bybit_code:
            return None
        return f"https://www.bybit.com/trade/usdt/{quote(symbol)}?affiliate_id={quote(self.bybit_code)}"

    def coinglass(self) -> str | None:
        return f"https://www.coinglass.com/?ref_code={quote(self.coinglass_code)}" if self.coinglass_code else None


@dataclass(frozen=True, slots=True)
class Reader:
    """`person` None: somebody without an account here (a channel, an anonymous admin)."""

    t: Translate
    prefers: Preferences
    now: datetime
    place: Place
    links: Links
    person: Person | None = None
    owner: str = SHARED  # who may press the buttons of what is sent now

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.prefers.zone)

    @property
    def city(self) -> str:
        return self.prefers.zone.rsplit("/", 1)[-1].replace("_", " ")

    def moment(self, at: datetime) -> Markup:
        """6 Feb 06:00, in the reader's zone."""
        local = at.astimezone(self.zone)
        return self.t("moment", day=str(local.day), month=f"m{local.month}", time=f"{local:%H:%M}")

    def clock(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%H:%M}"

    def span(self, window: Window) -> Markup:
        """12 h, 7 days."""
        return self.t("window-words", window=f"w{window.value}")
