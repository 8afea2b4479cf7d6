"""Single buttons and rows of them."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

Row = Sequence[InlineKeyboardButton]


def press(text: str, data: CallbackData, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data.pack(), style=style)


def chosen(text: str, data: CallbackData, is_chosen: bool) -> InlineKeyboardButton:
    """`•` marks the present choice."""
    return press(f"{text} •" if is_chosen else text, data)


def link(text: str, url: str, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, url=url, style=style)


def copy(text: str, content: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=content))


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """Empty rows are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def in_rows(buttons: Row, width: int) -> list[Row]:
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
