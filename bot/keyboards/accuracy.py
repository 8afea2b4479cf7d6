"""Buttons under /accuracy."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from pydantic import Field

from bot.callbacks import CardAction, CardKind, CardPress, GoPress, Screen
from bot.keyboards.buttons import Row, in_rows, keyboard, link, press
from bot.views.reader import Place, Reader

PAGE_SIZE = 10


class AccuracyAction(StrEnum):
    OPEN = "o"  # all coins, or the coin
    MONTH = "m"
    COINS = "c"
    HOW = "h"


class AccuracyPress(CallbackData, prefix="ac"):
    """`coin` empty: all coins."""

    do: AccuracyAction
    coin: str = Field(default="", pattern=r"^[A-Z0-9]{0,20}$")
    page: int = Field(default=1, ge=1, le=999)


def accuracy_keyboard(coin: str, reader: Reader) -> InlineKeyboardMarkup:
    """Under the overview, and under a coin's."""
    t = reader.t
    if reader.place is Place.CHANNEL:
        return keyboard([link(t.plain("button-open-bot"), reader.links.start("start"))])
    month = press(t.plain("button-accuracy-month"), AccuracyPress(do=AccuracyAction.MONTH, coin=coin))
    about = [
        press(t.plain("button-accuracy-coins"), AccuracyPress(do=AccuracyAction.COINS)),
        press(t.plain("button-accuracy-how"), AccuracyPress(do=AccuracyAction.HOW, coin=coin)),
    ]
    return keyboard([month], about, _card_row(coin, reader) if coin else [], _way_back(coin, reader))


def _card_row(coin: str, reader: Reader) -> Row:
    card = CardPress(do=CardAction.OPEN, kind=CardKind.SCAN, coin=coin, window=reader.prefers.window)
    t = reader.t
    return [press(t.plain("button-scan"), card), press(t.plain("button-map"), card.but(kind=CardKind.HEATMAP))]


def _way_back(coin: str, reader: Reader) -> Row:
    t = reader.t
    if coin:
        return [press(t.plain("button-accuracy-all"), AccuracyPress(do=AccuracyAction.OPEN))]
    if reader.place is not Place.PRIVATE:
        return [link(t.plain("button-open-bot"), reader.links.start("start"))]
    return [press(t.plain("button-start"), GoPress(to=Screen.START))]


def back_to(coin: str, reader: Reader) -> InlineKeyboardMarkup:
    """From a picture or an explanation to where one came from."""
    t = reader.t
    text = t.plain("button-accuracy-coin", coin=coin) if coin else t.plain("button-accuracy-all")
    return keyboard([press(text, AccuracyPress(do=AccuracyAction.OPEN, coin=coin))])


def coins_keyboard(coins: Sequence[str], page: int, pages: int, reader: Reader) -> InlineKeyboardMarkup:
    """`coins` of this page."""
    listed = AccuracyPress(do=AccuracyAction.COINS)
    buttons = [press(coin, AccuracyPress(do=AccuracyAction.OPEN, coin=coin)) for coin in coins]
    turn = [
        press("‹", AccuracyPress(do=AccuracyAction.COINS, page=(page - 2) % pages + 1)),
        press(f"{page} / {pages}", AccuracyPress(do=listed.do, page=page)),
        press("›", AccuracyPress(do=AccuracyAction.COINS, page=page % pages + 1)),
    ]
    return keyboard(
        *in_rows(buttons, 5),
        turn if pages > 1 else [],
        [press(reader.t.plain("button-accuracy-all"), AccuracyPress(do=AccuracyAction.OPEN))],
    )
