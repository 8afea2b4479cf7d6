"""Buttons of /signals: the list, one signal, and the preview of one an admin says."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.callbacks import SHARED, CardAction, CardKind, CardPress, GoPress, Screen
from bot.keyboards.buttons import chosen, keyboard, link, press
from bot.views.reader import Place, Reader
from engine.signals.ports import Tab
from engine.signals.values import Signal

PAGE_SIZE = 5
_TABS = {Tab.LIVE: "button-signals-live", Tab.WAITING: "button-signals-waiting", Tab.CLOSED: "button-signals-closed"}


class SignalAction(StrEnum):
    LIST = "l"
    CARD = "c"
    MAP = "m"
    SAY = "s"
    CANCEL = "x"


class SignalPress(CallbackData, prefix="sg"):
    do: SignalAction
    tab: Tab = Tab.LIVE
    page: int = Field(default=1, ge=1, le=9999)
    id: int = Field(default=0, ge=0, lt=2**53)
    owner: str = Field(default=SHARED, pattern=r"^[0-9a-z]{1,13}$")

    def but(self, **changes: object) -> "SignalPress":
        return self.model_copy(update=changes)


def list_keyboard(here: SignalPress, shown: Sequence[Signal], pages: int, reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    if reader.place is Place.CHANNEL:
        return keyboard([link(t.plain("button-open-bot"), reader.links.start("signals"))])
    first = (here.page - 1) * PAGE_SIZE + 1
    numbers = [
        press(str(number), here.but(do=SignalAction.CARD, id=signal.signal_id))
        for number, signal in enumerate(shown, first)
    ]
    listed = here.but(do=SignalAction.LIST, id=0)
    tabs = [chosen(t.plain(text), listed.but(tab=tab, page=1), tab is here.tab) for tab, text in _TABS.items()]
    return keyboard(numbers, tabs, _last_row(listed, pages, reader))


def _last_row(listed: SignalPress, pages: int, reader: Reader) -> list[InlineKeyboardButton]:
    row: list[InlineKeyboardButton] = []
    if pages > 1:
        before, after = (listed.page - 2) % pages + 1, listed.page % pages + 1
        row = [
            press("‹", listed.but(page=before)),
            press(f"{listed.page} / {pages}", listed),
            press("›", listed.but(page=after)),
        ]
    row.append(press(reader.t.plain("button-refresh"), listed))
    if reader.place is Place.GROUP:
        return [*row, link(reader.t.plain("button-open-own"), reader.links.start("signals"))]
    return [*row, press(reader.t.plain("button-start"), GoPress(to=Screen.START))]


def signal_keyboard(here: SignalPress, signal: Signal, reader: Reader) -> InlineKeyboardMarkup:
    """`[Map]` is the picture with this plan in it."""
    t = reader.t
    scan = CardPress(do=CardAction.OPEN, kind=CardKind.SCAN, coin=signal.coin, window=signal.window, owner=reader.owner)
    first = [
        press(t.plain("button-map"), here.but(do=SignalAction.MAP), "primary"),
        press(t.plain("button-scan"), scan),
        press(t.plain("button-refresh"), here.but(do=SignalAction.CARD)),
    ]
    back = press(t.plain("button-back-signals"), here.but(do=SignalAction.LIST, id=0))
    bybit = reader.links.bybit(f"{signal.coin}USDT")
    return keyboard(first, [back] if bybit is None else [back, link(t.plain("button-bybit"), bybit)])


def picture_keyboard(here: SignalPress, reader: Reader) -> InlineKeyboardMarkup:
    """Under the picture of a plan."""
    card = press(reader.t.plain("button-signal"), here.but(do=SignalAction.CARD))
    return keyboard([card, press(reader.t.plain("button-back-signals"), here.but(do=SignalAction.LIST, id=0))])


def post_keyboard(signal: Signal, reader: Reader) -> InlineKeyboardMarkup:
    """Under a channel's post: links, since nobody's press could be answered there."""
    t, where = reader.t, f"{signal.coin}_{signal.window.value}"
    row = [
        link(t.plain("button-signal"), reader.links.start(f"signal_{signal.signal_id}")),
        link(t.plain("button-scan"), reader.links.start(f"scan_{where}")),
    ]
    bybit = reader.links.bybit(f"{signal.coin}USDT")
    return keyboard(row, [link(t.plain("button-bybit"), bybit)] if bybit is not None else [])


def preview_keyboard(reader: Reader) -> InlineKeyboardMarkup:
    """The second tap says it."""
    say = press(reader.t.plain("button-say-signal"), SignalPress(do=SignalAction.SAY), "success")
    return keyboard([say, press(reader.t.plain("button-cancel"), SignalPress(do=SignalAction.CANCEL), "danger")])
