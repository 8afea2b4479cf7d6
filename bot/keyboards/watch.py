"""Buttons under the card that keeps itself up to date."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import WatchPress, WatchTask
from bot.keyboards.buttons import chosen, in_rows, keyboard, link, press
from bot.keyboards.cards import FIRST_WINDOWS
from bot.views.reader import Reader
from engine.market.windows import Window


def watch_keyboard(coins: Sequence[str], window: Window, reader: Reader) -> InlineKeyboardMarkup:
    """A coin's button is a link: it opens a scan of one's own and leaves the card where it is."""
    t = reader.t
    shown = FIRST_WINDOWS if window in FIRST_WINDOWS else (*FIRST_WINDOWS[:4], window)
    windows = [chosen(w.value, WatchPress(do=WatchTask.SHOW, window=w), w is window) for w in shown]
    links = [link(coin, reader.links.start(f"scan_{coin}_{window.value}")) for coin in coins]
    stop = press(t.plain("button-stop-watching"), WatchPress(do=WatchTask.STOP, window=window))
    refresh = press(t.plain("button-refresh"), WatchPress(do=WatchTask.SHOW, window=window))
    return keyboard(*in_rows(links, 4), windows, [refresh, stop])
