"""Buttons of /whales, and the switch of their layer on a map."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.callbacks import COIN, OWNER, SHARED, CardAction, CardKind, CardPress, ModelChoice
from bot.keyboards.buttons import keyboard, press
from bot.views.reader import Place, Reader


class WhalesPress(CallbackData, prefix="wh"):
    """The coin's whales, from the page on: pages hold what fits a message."""

    coin: str = Field(pattern=COIN)
    page: int = Field(default=1, ge=1, le=99)
    owner: str = Field(default=SHARED, pattern=OWNER)

    def but(self, **changes: object) -> "WhalesPress":
        return self.model_copy(update=changes)


def whales_switch(card: CardPress, reader: Reader) -> InlineKeyboardButton:
    text = reader.t.plain("button-whales-layer", state="on" if card.whales else "off")
    return press(text, card.but(whales=not card.whales))


def whales_keyboard(asked: WhalesPress, pages: int, reader: Reader) -> InlineKeyboardMarkup | None:
    if reader.place is Place.CHANNEL:
        return None
    t = reader.t
    on_map = CardPress(
        do=CardAction.OPEN,
        kind=CardKind.HEATMAP,
        coin=asked.coin,
        window=reader.prefers.window,
        owner=asked.owner,
        model=ModelChoice.HELIX,
        whales=True,
    )
    turning = []
    if asked.page > 1:
        turning.append(press("‹", asked.but(page=asked.page - 1)))
    if pages > 1:
        turning.append(press(f"{asked.page} / {pages}", asked))
    if asked.page < pages:
        turning.append(press("›", asked.but(page=asked.page + 1)))
    tools = [press(t.plain("button-whales-map"), on_map), press(t.plain("button-refresh"), asked)]
    return keyboard(turning, tools)
