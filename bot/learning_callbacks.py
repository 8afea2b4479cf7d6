"""What the buttons of /learn carry. A press needs nothing but what stands on it."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class LearnAction(StrEnum):
    HOME = "h"  # the six lessons
    SCREEN = "s"
    TICKET = "t"  # the practice trade, with what is chosen so far
    GO = "g"  # make it
    SKIP = "k"
    BADGES = "b"


class LearnPress(CallbackData, prefix="ln"):
    """`lesson` 0: none. `screen` counts from 1. `code`: what is chosen, empty is the lesson's own beginning."""

    do: LearnAction
    lesson: int = Field(default=0, ge=0, le=99)
    screen: int = Field(default=1, ge=1, le=99)
    code: str = Field(default="", pattern=r"^([ls][0-9]{4})?$")
