"""/signal: an admin says one. Shown with its numbers first; the second tap makes it count."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.commands import SIGNAL, Role, may
from bot.handlers.registration import on_command
from bot.keyboards.screens import main_keyboard
from bot.keyboards.signals import SignalAction, SignalPress, preview_keyboard
from bot.signal_desk import SignalDesk
from bot.speech import change_text, say, say_text
from bot.views.card import Card
from bot.views.manual_signal import how_text, preview_text, refusal_text
from bot.views.reader import Reader
from engine.signals.manual import SlotTaken, TooFar, WrongSide
from engine.signals.typed import BadSignal, parse_signal

router = Router(name="manual signals")

_DRAFT = "signal_draft"
_LONGEST = 600
_TOLD = (BadSignal, WrongSide, TooFar, SlotTaken)


@on_command(router, SIGNAL)
async def signal(
    message: Message, command: CommandObject, reader: Reader, signal_desk: SignalDesk, state: FSMContext
) -> None:
    words = (command.args or "")[:_LONGEST]
    try:
        typed = parse_signal(words, await signal_desk.desk.coins())
        draft = await signal_desk.parts.manual.prepare(typed)
    except _TOLD as refused:
        known = refused.missing != ("side", "stop", "target") if isinstance(refused, BadSignal) else True
        text = refusal_text(refused, reader) if known else how_text(reader)
        await say_text(message, text, main_keyboard(reader))
        return
    shown = await say(message, Card(preview_text(draft, reader), preview_keyboard(reader)))
    await state.update_data({_DRAFT: {"words": words, "message_id": shown.message_id}})


@router.callback_query(SignalPress.filter(F.do.in_({SignalAction.SAY, SignalAction.CANCEL})))
async def preview_pressed(
    query: CallbackQuery,
    callback_data: SignalPress,
    reader: Reader,
    role: Role,
    signal_desk: SignalDesk,
    state: FSMContext,
) -> str | None:
    message, person, t = query.message, reader.person, reader.t
    if not isinstance(message, Message) or person is None or not may(role, SIGNAL):
        return t.plain("not-allowed")
    draft = await _draft(state, message)
    if draft is None:
        return t.plain("signal-draft-gone")
    if callback_data.do is SignalAction.CANCEL:
        await state.update_data({_DRAFT: None})
        await change_text(message, Card(t("signal-cancelled"), main_keyboard(reader)))
        return None
    try:
        typed = parse_signal(str(draft["words"]), await signal_desk.desk.coins())
        said = await signal_desk.parts.manual.say(typed, person.user_id, person.first_name)
    except _TOLD as refused:
        await change_text(message, Card(refusal_text(refused, reader), main_keyboard(reader)))
        return None
    await state.update_data({_DRAFT: None})
    asked = SignalPress(do=SignalAction.CARD, id=said.signal_id)
    await change_text(message, await signal_desk.card(said, asked, role, reader))
    return t.plain("signal-said")


async def _draft(state: FSMContext, message: Message) -> dict[str, Any] | None:
    """What this very preview shows; None where it is another one's, or too old."""
    draft = (await state.get_data()).get(_DRAFT)
    return draft if isinstance(draft, dict) and draft.get("message_id") == message.message_id else None
