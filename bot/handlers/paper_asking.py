"""Asks for a number and remembers what it is for, until it is written, or another command comes."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.keyboards.buttons import keyboard, press
from bot.keyboards.paper_presses import NeverMindPress
from bot.speech import say_text
from bot.texts import Markup
from bot.views.reader import Reader


class Dialogue(StatesGroup):
    number = State()


class Wanted(StrEnum):
    """What the number will be."""

    TICKET_RISK = "ticket-risk"
    TICKET_STOP = "ticket-stop"
    TICKET_TARGET = "ticket-target"
    HOLD_STOP = "hold-stop"
    HOLD_TARGET = "hold-target"
    HOLD_TRAIL = "hold-trail"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Asked:
    """`id`: of the ticket or the order; `symbol`, `slot`: of the position. `example` is what may be written."""

    what: str
    example: str
    id: int = 0
    symbol: str = ""
    slot: int = 0


async def ask(message: Message, state: FSMContext, asked: Asked, words: Markup, reader: Reader) -> None:
    await state.set_state(Dialogue.number)
    await state.set_data(asdict(asked))
    await say_text(message, words, keyboard([press(reader.t.plain("button-never-mind"), NeverMindPress())]))
