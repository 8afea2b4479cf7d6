"""/trader NAME, and following."""

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.commands import TRADER
from bot.handlers.registration import on_command
from bot.keyboards.screens import main_keyboard
from bot.rounds.presses import TraderPress, TraderTask
from bot.rounds.trader_desk import TraderDesk
from bot.speech import change_text, say, say_text
from bot.views.reader import Place, Reader
from engine.club.people import Person

router = Router(name="trader")


@on_command(router, TRADER)
async def trader(
    message: Message, command: CommandObject, reader: Reader, person: Person, trader_desk: TraderDesk | None
) -> None:
    """Alone and in private it is the reader's own."""
    if trader_desk is None:
        await say_text(message, reader.t("compete-away"), main_keyboard(reader))
        return
    typed = (command.args or "").strip()[:40]
    if not typed and reader.place is not Place.PRIVATE:
        await say_text(message, reader.t("trader-how"))
        return
    found = await trader_desk.parts.names.find(typed) if typed else person.user_id
    card = None if found is None else await trader_desk.card(found, reader)
    if card is None:
        await say_text(message, reader.t("trader-nobody", typed=typed[:30]), main_keyboard(reader))
        return
    await say(message, card)


@router.callback_query(TraderPress.filter())
async def trader_pressed(
    query: CallbackQuery, callback_data: TraderPress, reader: Reader, trader_desk: TraderDesk | None
) -> str | None:
    message = query.message
    if not isinstance(message, Message) or trader_desk is None or reader.person is None:
        return reader.t.plain("press-old")
    if reader.place is not Place.PRIVATE:
        return reader.t.plain("compete-private")
    trader_id = await trader_desk.parts.names.of_handle(callback_data.trader)
    if trader_id is None:
        return reader.t.plain("press-old")
    toast = await _change(callback_data.do, trader_id, reader, trader_desk)
    card = await trader_desk.card(trader_id, reader)
    if card is None:
        return reader.t.plain("trader-gone")
    await change_text(message, card)
    return toast


async def _change(do: TraderTask, trader_id: int, reader: Reader, desk: TraderDesk) -> str | None:
    if reader.person is None or do is TraderTask.SHOW:
        return None
    follows, me = desk.parts.follows, reader.person.user_id
    if do is TraderTask.UNFOLLOW:
        await follows.unfollow(me, trader_id)
        return reader.t.plain("trader-unfollowed")
    is_following = trader_id != me and await follows.follow(me, trader_id, reader.now)
    return reader.t.plain("trader-followed" if is_following else "trader-no-consent")
