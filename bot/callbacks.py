"""What a button says when it is pressed: typed, at most 64 bytes, self-contained, so that no menu expires by itself.

Anything in here can be forged; a press is judged by who pressed it, never by what it claims.
"""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from engine.club.people import Locale, Style, Theme
from engine.liquidations.values import LeverageBand, MapQuery
from engine.liquidations.vendor.values import MapModel
from engine.market.values import Coin, Venue
from engine.market.windows import Window

COIN = r"^[A-Z0-9]{1,20}$"
OWNER = r"^[0-9a-z]{1,13}$"
SHARED = "0"  # anybody may press


class CardKind(StrEnum):
    SCAN = "s"
    HEATMAP = "h"


class VenueChoice(StrEnum):
    ALL = "a"
    BYBIT = "y"
    BINANCE = "b"

    @property
    def venue(self) -> Venue | None:
        return {VenueChoice.BYBIT: Venue.BYBIT, VenueChoice.BINANCE: Venue.BINANCE}.get(self)

    @staticmethod
    def of(venue: Venue | None) -> "VenueChoice":
        return {Venue.BYBIT: VenueChoice.BYBIT, Venue.BINANCE: VenueChoice.BINANCE, None: VenueChoice.ALL}[venue]


class LeverageChoice(StrEnum):
    ALL = "a"
    MID = "m"
    HIGH = "h"

    @property
    def band(self) -> LeverageBand:
        return LeverageBand[self.name]

    @staticmethod
    def of(band: LeverageBand) -> "LeverageChoice":
        return LeverageChoice[band.name]


class ModelChoice(StrEnum):
    """Whose map. `ANY`: nobody said, so the installation's own choice."""

    ANY = "-"
    HELIX = "0"
    CG1 = "1"
    CG2 = "2"
    CG3 = "3"

    @property
    def is_own(self) -> bool:
        return self in (ModelChoice.ANY, ModelChoice.HELIX)

    @property
    def model(self) -> MapModel:
        return MapModel.HELIX if self.is_own else MapModel(self.value)


class CardAction(StrEnum):
    OPEN = "o"  # show this card here
    KEYS = "k"  # back to the card's own buttons
    WINDOWS = "w"
    FILTERS = "f"
    LEVELS = "l"
    REFRESH = "r"
    ZOOM = "z"
    BESIDE = "b"  # several windows side by side


class CardPress(CallbackData, prefix="c"):
    """A scan or a map and what to do with it. `top_page`: 0, or the page of /top it was opened from."""

    do: CardAction
    kind: CardKind
    coin: str = Field(pattern=COIN)
    window: Window
    venue: VenueChoice = VenueChoice.ALL
    leverage: LeverageChoice = LeverageChoice.ALL
    hide_weak: int = Field(default=0, ge=0, le=95)
    top_page: int = Field(default=0, ge=0, le=999)
    owner: str = Field(default=SHARED, pattern=OWNER)
    model: ModelChoice = ModelChoice.ANY
    whales: bool = False  # real accounts' liquidation prices on the map

    @property
    def query(self) -> MapQuery:
        return MapQuery(Coin(self.coin), self.window, self.venue.venue, self.leverage.band)

    def but(self, **changes: object) -> "CardPress":
        return self.model_copy(update=changes)


class LevelPress(CallbackData, prefix="l"):
    """A level was chosen. It carries its price: the map may have moved on since."""

    kind: CardKind
    coin: str = Field(pattern=COIN)
    window: Window
    name: str = Field(pattern=r"^[AB]\d{1,2}$")
    price: float = Field(gt=0, lt=1e9)
    venue: VenueChoice = VenueChoice.ALL
    hide_weak: int = Field(default=0, ge=0, le=95)
    owner: str = Field(default=SHARED, pattern=OWNER)


class AlertPress(CallbackData, prefix="a"):
    """The second tap: tell me when price gets there. `ahead`: percent before the level. For whoever pressed."""

    coin: str = Field(pattern=COIN)
    window: Window
    name: str = Field(pattern=r"^[AB]\d{1,2}$")
    price: float = Field(gt=0, lt=1e9)
    ahead: int = Field(default=0, ge=0, le=20)


class TopAction(StrEnum):
    OPEN = "o"
    KEYS = "k"
    WINDOWS = "w"
    NINE = "n"


class TopTab(StrEnum):
    SIGNALS = "s"
    MOVERS = "m"
    HUNTERS = "h"
    LIQUIDATED = "l"  # of 24 hours
    LIQUIDATED_HOUR = "k"


class TopPress(CallbackData, prefix="t"):
    do: TopAction
    window: Window
    tab: TopTab = TopTab.SIGNALS
    page: int = Field(default=1, ge=1, le=999)
    owner: str = Field(default=SHARED, pattern=OWNER)

    def but(self, **changes: object) -> "TopPress":
        return self.model_copy(update=changes)


class AlertsPress(CallbackData, prefix="d"):
    """0 lists, anything else deletes that alert."""

    alert_id: int = Field(ge=0, lt=2**62)


class WatchTask(StrEnum):
    ADD = "a"  # a coin to the chat's card
    SHOW = "r"  # again, or through another window
    STOP = "x"


class WatchPress(CallbackData, prefix="wt"):
    """For the card of the chat it is pressed in; whoever may change it there is asked at the press."""

    do: WatchTask
    window: Window
    coin: str = Field(default="", pattern=r"^[A-Z0-9]{0,20}$")


class SettingsPage(StrEnum):
    MAIN = "main"
    LOCALE = "lang"
    ZONE = "zone"
    THEME = "theme"
    STYLE = "style"
    WINDOW = "win"


class SettingsPress(CallbackData, prefix="s"):
    """`value` empty opens the page; else it is the choice. Read by the page's own type."""

    page: SettingsPage
    value: str = Field(default="", max_length=40)

    def choice(self) -> Locale | Theme | Style | Window | str | None:
        """Raises `ValueError` for a value that is none of the page's."""
        if not self.value:
            return None
        kinds = {
            SettingsPage.LOCALE: Locale,
            SettingsPage.THEME: Theme,
            SettingsPage.STYLE: Style,
            SettingsPage.WINDOW: Window,
        }
        return kinds.get(self.page, str)(self.value)


class HelpPress(CallbackData, prefix="h"):
    subject: str = Field(default="", pattern=r"^[a-z]{0,16}$")


class Screen(StrEnum):
    START = "start"
    TOP = "top"
    SETTINGS = "settings"
    ALERTS = "alerts"
    HELP = "help"


class GoPress(CallbackData, prefix="g"):
    to: Screen


def owner_code(user_id: int) -> str:
    """Base 36, so that it takes few of the 64 bytes."""
    digits, number = "0123456789abcdefghijklmnopqrstuvwxyz", abs(user_id)
    code = ""
    while number:
        number, digit = divmod(number, 36)
        code = digits[digit] + code
    return code or SHARED
