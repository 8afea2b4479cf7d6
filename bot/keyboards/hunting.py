"""Buttons under /hunt: the ranking, one coin, and one coin's window."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from pydantic import Field

from bot.callbacks import SHARED, CardAction, CardKind, CardPress, GoPress, Screen, VenueChoice
from bot.keyboards.buttons import Row, chosen, in_rows, keyboard, link, press
from bot.keyboards.cards import FIRST_WINDOWS, MORE_WINDOWS
from bot.views.reader import Place, Reader
from engine.market.values import Venue
from engine.market.windows import Window


class HuntAction(StrEnum):
    LIST = "l"
    WINDOWS = "w"
    COIN = "c"
    DETAIL = "d"  # one window of the coin


class HuntPress(CallbackData, prefix="hn"):
    """`coin` empty on the list. `page`: of the list, also where a coin was opened from it."""

    do: HuntAction
    window: Window
    coin: str = Field(default="", pattern=r"^[A-Z0-9]{0,20}$")
    venue: VenueChoice = VenueChoice.ALL
    page: int = Field(default=1, ge=1, le=999)
    owner: str = Field(default=SHARED, pattern=r"^[0-9a-z]{1,13}$")

    def but(self, **changes: object) -> "HuntPress":
        return self.model_copy(update=changes)


def hunters_keyboard(
    here: HuntPress, coins: Sequence[str], first: int, pages: int, reader: Reader
) -> InlineKeyboardMarkup:
    """`coins` of this page; `first`: the number of its first row."""
    if reader.place is Place.CHANNEL:
        return keyboard([link(w.value, reader.links.start(f"hunt_{w.value}")) for w in FIRST_WINDOWS])
    return keyboard(
        *in_rows(coin_numbers(here, coins, first), 8),
        _windows(here.but(do=HuntAction.LIST, page=1), here.but(do=HuntAction.WINDOWS)),
        _pages(here.but(do=HuntAction.LIST), pages),
        _way_out(here, reader),
    )


def _way_out(here: HuntPress, reader: Reader) -> Row:
    if reader.place is Place.GROUP:
        return [link(reader.t.plain("button-open-own"), reader.links.start(f"hunt_{here.window.value}"))]
    return [press(reader.t.plain("button-top"), GoPress(to=Screen.TOP))]


def coin_numbers(here: HuntPress, coins: Sequence[str], first: int) -> Row:
    opened = here.but(do=HuntAction.COIN)
    return [press(str(number), opened.but(coin=coin)) for number, coin in enumerate(coins, first)]


def more_windows_keyboard(here: HuntPress, reader: Reader) -> InlineKeyboardMarkup:
    """What `[+]` opens."""
    opened = here.but(do=HuntAction.DETAIL if here.coin else HuntAction.LIST)
    more = [chosen(w.value, opened.but(window=w, page=1), w is here.window) for w in MORE_WINDOWS]
    return keyboard(more, [press(reader.t.plain("button-back"), opened)])


def coin_keyboard(here: HuntPress, venues: Sequence[Venue], reader: Reader) -> InlineKeyboardMarkup:
    """A window's button opens its details; `venues`: those that were measured by themselves."""
    if reader.place is Place.CHANNEL:
        return keyboard([link(reader.t.plain("button-open-own"), reader.links.start(f"hunt_{here.coin}"))])
    opened = here.but(do=HuntAction.DETAIL)
    windows = [press(w.value, opened.but(window=w)) for w in Window]
    return keyboard(
        *in_rows(windows, 5), _venues(here.but(do=HuntAction.COIN), venues, reader), _coin_row(here, reader)
    )


def detail_keyboard(here: HuntPress, reader: Reader) -> InlineKeyboardMarkup:
    if reader.place is Place.CHANNEL:
        return coin_keyboard(here, (), reader)
    back = press(reader.t.plain("button-back"), here.but(do=HuntAction.COIN))
    return keyboard(
        _windows(here.but(do=HuntAction.DETAIL), here.but(do=HuntAction.WINDOWS)), [back, *_coin_row(here, reader)]
    )


def _windows(opened: HuntPress, more: HuntPress) -> Row:
    shown = FIRST_WINDOWS if opened.window in FIRST_WINDOWS else (*FIRST_WINDOWS[:4], opened.window)
    row = [chosen(w.value, opened.but(window=w), w is opened.window) for w in shown]
    return [*row, press("+", more)]


def _pages(opened: HuntPress, pages: int) -> Row:
    if pages < 2:
        return []
    before, after = (opened.page - 2) % pages + 1, opened.page % pages + 1
    return [
        press("‹", opened.but(page=before)),
        press(f"{opened.page} / {pages}", opened),
        press("›", opened.but(page=after)),
    ]


def _venues(opened: HuntPress, venues: Sequence[Venue], reader: Reader) -> Row:
    if len(venues) < 2:
        return []
    names = {VenueChoice.of(venue): venue.value.capitalize() for venue in venues}
    every = {VenueChoice.ALL: reader.t.plain("button-all-venues"), **names}
    return [chosen(name, opened.but(venue=choice), choice is opened.venue) for choice, name in every.items()]


def _coin_row(here: HuntPress, reader: Reader) -> Row:
    scan = CardPress(do=CardAction.OPEN, kind=CardKind.SCAN, coin=here.coin, window=here.window, owner=here.owner)
    row = [press(reader.t.plain("button-scan"), scan)]
    ranking = here.but(do=HuntAction.LIST, coin="", venue=VenueChoice.ALL)
    row.append(press(reader.t.plain("button-back-hunters", window=here.window.value), ranking))
    if reader.place is Place.GROUP:
        row.append(link(reader.t.plain("button-open-own"), reader.links.start(f"hunt_{here.coin}")))
    return row
