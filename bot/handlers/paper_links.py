"""`?start=positions` and the like: where a group's "open it in the private chat" leads."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.commands import ACCOUNT, CLOSE, HISTORY, LONG, ORDERS, POSITIONS, RESET, SHORT, START
from bot.handlers.paper_lists import account, history, orders, positions, reset
from bot.keyboards.screens import main_keyboard
from bot.paper.curves import AccountCurves
from bot.paper.desk import PaperDesk
from bot.speech import say_text
from bot.views.reader import Reader
from engine.club.people import Person

router = Router(name="paper-links")

_LISTS = {POSITIONS.name: positions, CLOSE.name: positions, ORDERS.name: orders, HISTORY.name: history}
_LISTS[RESET.name] = reset
_TYPED = {LONG.name: LONG, SHORT.name: SHORT}


@router.message(Command(START.name, magic=F.args.in_(_LISTS.keys())))
async def list_by_link(
    message: Message, command: CommandObject, reader: Reader, person: Person, paper: PaperDesk
) -> None:
    await _LISTS[command.args or ""](message, reader, person, paper)


@router.message(Command(START.name, magic=F.args == ACCOUNT.name))
async def account_by_link(
    message: Message, reader: Reader, person: Person, paper: PaperDesk, account_curves: AccountCurves
) -> None:
    await account(message, reader, person, paper, account_curves)


@router.message(Command(START.name, magic=F.args.in_(_TYPED.keys())))
async def how_by_link(message: Message, command: CommandObject, reader: Reader) -> None:
    """What was typed in the group cannot come along."""
    usage = _TYPED[command.args or ""].usage
    await say_text(message, reader.t("trade-how", usage=usage), main_keyboard(reader))
