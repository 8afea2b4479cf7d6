"""/watch: a pinned card that keeps itself up to date."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.callbacks import WatchPress, WatchTask
from bot.commands import WATCH
from bot.handlers.registration import on_command
from bot.keyboards.screens import main_keyboard
from bot.speech import change_text, say, say_text
from bot.views.card import Card
from bot.views.failures import failure_card
from bot.views.reader import Place, Reader
from bot.watchdesk import WatchDesk
from engine.club.limits import WATCHED_COINS
from engine.club.people import Person
from engine.club.watching import WatchCard
from engine.errors import Refused

router = Router(name="watch")

_STOP = frozenset({"stop", "off", "end", "parar", "fin", "стоп"})
_IN_CHARGE = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR})


@on_command(router, WATCH)
async def watch(
    message: Message, command: CommandObject, reader: Reader, person: Person, watch_desk: WatchDesk
) -> None:
    """`/watch BTC ETH SOL 7d`, `/watch stop`; alone it shows this chat's card again, or says how."""
    words = (command.args or "").replace(",", " ").split()[: WATCHED_COINS * 3]
    if not await _may(message, person.user_id, reader):
        await say_text(message, reader.t("watch-admins"))
    elif len(words) == 1 and words[0].lower() in _STOP:
        is_stopped = await watch_desk.put_away(message, reader)
        await say_text(message, reader.t("watch-stopped" if is_stopped else "watch-none"), main_keyboard(reader))
    else:
        await _put_up(message, words, person, reader, watch_desk)


async def _put_up(message: Message, words: list[str], person: Person, reader: Reader, watch_desk: WatchDesk) -> None:
    earlier = await watch_desk.book.of(message.chat.id)
    try:
        window, coins = await watch_desk.understand(words)
    except Refused as refusal:
        await say(message, failure_card(refusal, reader))
        return
    if not coins and earlier is not None:
        coins, window = earlier.coins, window or earlier.window
    if not coins or len(coins) > WATCHED_COINS:
        await say_text(
            message, reader.t("watch-many" if coins else "watch-how", most=WATCHED_COINS), main_keyboard(reader)
        )
        return
    if not await watch_desk.put_up(message, person.user_id, coins, window or reader.prefers.window, reader):
        await say_text(message, reader.t("watch-not-pinned"))


@router.callback_query(WatchPress.filter())
async def watch_pressed(
    query: CallbackQuery, callback_data: WatchPress, reader: Reader, watch_desk: WatchDesk
) -> str | None:
    message = query.message
    if not isinstance(message, Message) or reader.person is None:
        return reader.t.plain("press-old")
    card = await watch_desk.book.of(message.chat.id)
    if callback_data.do is WatchTask.ADD:
        return await _add(message, callback_data, card, reader, watch_desk)
    if card is None or card.message_id != message.message_id:
        await change_text(message, Card(reader.t("watch-ended")))
        return None
    is_same = callback_data.do is WatchTask.SHOW and callback_data.window is card.window
    if not is_same and not await _may(message, query.from_user.id, reader):
        return reader.t.plain("watch-admins")
    if callback_data.do is WatchTask.STOP:
        await watch_desk.put_away(message, reader)
        return reader.t.plain("watch-stopped")
    shown = await watch_desk.change(card, card.coins, callback_data.window, reader)
    return None if await change_text(message, shown.card) else reader.t.plain("same-still")


async def _add(
    message: Message, asked: WatchPress, card: WatchCard | None, reader: Reader, watch_desk: WatchDesk
) -> str:
    """From a scan: the coin goes onto the chat's card, which the keeper shows within seconds."""
    t, person = reader.t, reader.person
    coin = await watch_desk.desk.coin_of(asked.coin)
    if person is None or not await _may(message, person.user_id, reader):
        return t.plain("watch-admins")
    if card is None:
        await watch_desk.put_up(message, person.user_id, (coin,), asked.window, reader)
        return t.plain("watch-begun", coin=coin)
    if coin in card.coins:
        return t.plain("watch-already", coin=coin)
    if len(card.coins) >= WATCHED_COINS:
        return t.plain("watch-full", most=WATCHED_COINS)
    shown = await watch_desk.change(card, (*card.coins, coin), card.window, reader)
    if message.bot is not None:
        await message.bot.edit_message_text(
            shown.card.text, chat_id=card.chat_id, message_id=card.message_id, reply_markup=shown.card.keyboard
        )
    return t.plain("watch-added", coin=coin)


async def _may(message: Message, user_id: int, reader: Reader) -> bool:
    """In a group its card belongs to its admins."""
    if reader.place is Place.PRIVATE:
        return True
    if message.bot is None:
        return False
    member = await message.bot.get_chat_member(message.chat.id, user_id)
    return member.status in _IN_CHARGE
