"""What the buttons of /group say. Who presses is asked of Telegram each time."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class GroupPage(StrEnum):
    MAIN = "main"
    LOCALE = "lang"
    TOPIC = "topic"
    TIME = "time"
    COOLDOWN = "cool"
    CLEAN_UP = "clean"
    BOARDS = "board"  # the last three are switches: a press turns them
    PINS = "pins"
    MUTE = "mute"


class GroupPress(CallbackData, prefix="gs"):
    """`value` empty opens the page; else it is the choice."""

    page: GroupPage
    value: str = Field(default="", max_length=20)
