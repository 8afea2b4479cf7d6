"""/tune: a threshold tried on the past month, then kept or dropped; and /audit."""

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.commands import AUDIT, TUNE, Role, may
from bot.handlers.registration import on_command
from bot.keyboards.screens import main_keyboard
from bot.keyboards.tune import AuditPress, TuneAction, TunePress
from bot.speech import change_text, say, say_text
from bot.tune_desk import TuneDesk
from bot.views.card import Card
from bot.views.reader import Place, Reader
from bot.views.thresholds import read_tune
from engine.club.people import Person
from engine.market.values import Coin
from engine.signals.tuning import ALL_COINS, KNOB_OF, OutOfBounds, Setting

router = Router(name="tune")


@on_command(router, TUNE)
async def tune(message: Message, command: CommandObject, reader: Reader, tune_desk: TuneDesk) -> None:
    typed = read_tune((command.args or "").split()[:6])
    coin = await tune_desk.desk.coin_of(typed.rest[0]) if typed.rest else ALL_COINS
    if typed.knob is None:
        await say(message, await tune_desk.main(coin, reader))
    elif not typed.has_value:
        await say(message, tune_desk.knob(typed.knob, coin, reader))
    else:
        try:
            card = await tune_desk.trial(Setting(coin, typed.knob.name, typed.value), reader)
        except OutOfBounds:
            await say_text(message, tune_desk.bounds_text(typed.knob, reader), main_keyboard(reader))
            return
        await say(message, card)


@router.callback_query(TunePress.filter())
async def tune_pressed(
    query: CallbackQuery, callback_data: TunePress, reader: Reader, role: Role, tune_desk: TuneDesk
) -> str | None:
    message, asked, t = query.message, callback_data, reader.t
    if not may(role, TUNE) or reader.person is None or reader.place is not Place.PRIVATE:
        return t.plain("not-allowed")
    if not isinstance(message, Message) or (asked.do is not TuneAction.MAIN and asked.name not in KNOB_OF):
        return t.plain("press-old")
    try:
        card, toast = await _done(asked, reader.person, reader, tune_desk)
    except OutOfBounds:
        return t.plain("press-old")
    is_changed = await change_text(message, card)
    return toast if toast is not None or is_changed else t.plain("same-still")


async def _done(asked: TunePress, person: Person, reader: Reader, desk: TuneDesk) -> tuple[Card, str | None]:
    """What to show now, and the toast."""
    coin, t = Coin(asked.coin), reader.t
    setting = Setting(coin, asked.name, asked.value)
    match asked.do:
        case TuneAction.KNOB:
            return desk.knob(KNOB_OF[asked.name], coin, reader), None
        case TuneAction.TRY:
            return await desk.trial(setting, reader), None
        case TuneAction.KEEP:
            kept = await desk.tuner.keep(setting, person.user_id, person.first_name)
            toast = t.plain("tune-kept" if kept is not None else "tune-kept-already")
            return await desk.main(coin, reader), toast
        case TuneAction.DROP:
            return await desk.main(coin, reader), t.plain("tune-dropped")
    return await desk.main(coin, reader), None


@on_command(router, AUDIT)
async def audit(message: Message, reader: Reader, tune_desk: TuneDesk) -> None:
    await say(message, await tune_desk.audit(1, reader))


@router.callback_query(AuditPress.filter())
async def audit_pressed(
    query: CallbackQuery, callback_data: AuditPress, reader: Reader, role: Role, tune_desk: TuneDesk
) -> str | None:
    if not may(role, AUDIT) or reader.place is not Place.PRIVATE:
        return reader.t.plain("not-allowed")
    if not isinstance(query.message, Message):
        return reader.t.plain("press-old")
    is_changed = await change_text(query.message, await tune_desk.audit(callback_data.page, reader))
    return None if is_changed else reader.t.plain("same-still")
