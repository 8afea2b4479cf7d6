"""Buttons under two maps side by side."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ModelChoice
from bot.keyboards.buttons import chosen, keyboard, link, press
from bot.keyboards.cards import FIRST_WINDOWS
from bot.keyboards.models import VENDORS, ComparePress, model_text
from bot.views.reader import Place, Reader


def compare_keyboard(asked: ComparePress, reader: Reader) -> InlineKeyboardMarkup | None:
    """`asked.model` as it was answered: HELIX where two of our own maps stand side by side."""
    if reader.place is Place.CHANNEL:
        return None
    t = reader.t
    windows = [chosen(w.value, asked.but(window=w), w is asked.window) for w in FIRST_WINDOWS]
    beside = [
        chosen(t.plain("button-two-own"), asked.but(model=ModelChoice.HELIX), asked.model.is_own),
        *(chosen(model_text(model, reader), asked.but(model=model), model is asked.model) for model in VENDORS),
    ]
    maps = [press(t.plain("button-own-map"), asked.card(ModelChoice.HELIX))]
    if not asked.model.is_own:
        maps.append(press(t.plain("button-vendor-map"), asked.card(asked.model)))
    away = reader.links.coinglass()
    referral = [link(t.plain("button-coinglass"), away)] if away is not None and asked.model.is_own else []
    return keyboard(windows, beside, maps, referral)
