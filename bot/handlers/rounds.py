"""/leaderboard, /compete and the buttons under them and under a group's post."""

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.commands import COMPETE, LEADERBOARD
from bot.handlers.registration import on_command
from bot.keyboards.screens import main_keyboard
from bot.rounds.asked import board_asked
from bot.rounds.desk import RoundDesk
from bot.rounds.keys import leave_keyboard
from bot.rounds.presses import BoardPress, CompetePress, CompeteTask, GroupRankPress, RankPress
from bot.rounds.ranks import rank_toast
from bot.rounds.shown import RecentBoards
from bot.show import PhotoCard
from bot.speech import change_photo, indicating, say, say_text, show_photo, show_text
from bot.views.card import Card
from bot.views.reader import Place, Reader
from engine.club.rounds.values import JoinState, Period, RoundKey

router = Router(name="rounds")


@on_command(router, LEADERBOARD)
async def leaderboard(
    message: Message, command: CommandObject, reader: Reader, round_desk: RoundDesk | None, recent_boards: RecentBoards
) -> None:
    """`/leaderboard`, `/leaderboard week`; in a group `/leaderboard group` is its own ranking."""
    if round_desk is None:
        await say_text(message, reader.t("compete-away"), main_keyboard(reader))
        return
    asked = board_asked((command.args or "")[:40], message.chat.id if reader.place is Place.GROUP else 0)
    if asked is None:
        await say_text(message, reader.t("board-which"))
        asked = BoardPress()
    await show_board(message, asked, reader, round_desk, recent_boards)


async def show_board(
    message: Message, asked: BoardPress, reader: Reader, desk: RoundDesk, recent: RecentBoards
) -> None:
    """As an answer; in a group the same board again within its cooldown is pointed to."""
    if await recent.point_to(message, asked, reader):
        return
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        shown = await desk.board(asked, reader)
    if isinstance(shown, PhotoCard):
        sent = await show_photo(message, shown, desk.gallery)
    else:
        sent = await say(message, shown)
    await recent.remember(message, asked, sent)


@router.callback_query(BoardPress.filter())
async def board_pressed(
    query: CallbackQuery, callback_data: BoardPress, reader: Reader, round_desk: RoundDesk | None
) -> str | None:
    message = query.message
    if not isinstance(message, Message) or round_desk is None:
        return reader.t.plain("press-old")
    if callback_data.chat and not await _may_see(callback_data.chat, message, reader, round_desk):
        return reader.t.plain("press-old")
    shown = await round_desk.board(callback_data, reader)
    if isinstance(shown, PhotoCard) and message.photo:
        is_new = await change_photo(message, shown, round_desk.gallery)
        return None if is_new else reader.t.plain("same-still")
    if isinstance(shown, PhotoCard):
        await show_photo(message, shown, round_desk.gallery)
        return None
    return None if await show_text(message, shown) else reader.t.plain("same-still")


async def _may_see(chat_id: int, message: Message, reader: Reader, desk: RoundDesk) -> bool:
    """A group's ranking is for its own people."""
    if reader.place is not Place.PRIVATE:
        return chat_id == message.chat.id
    return reader.person is not None and chat_id in await desk.parts.traders.groups(reader.person.user_id)


@router.callback_query(RankPress.filter())
async def rank_pressed(
    query: CallbackQuery, callback_data: RankPress, reader: Reader, round_desk: RoundDesk | None
) -> str:
    if round_desk is None:
        return reader.t.plain("press-old")
    return await rank_toast(RoundKey(callback_data.key) if callback_data.key else None, round_desk, reader)


@router.callback_query(GroupRankPress.filter())
async def group_rank_pressed(
    query: CallbackQuery,
    callback_data: GroupRankPress,
    reader: Reader,
    round_desk: RoundDesk | None,
    recent_boards: RecentBoards,
) -> str | None:
    """Below the post, once within the group's cooldown."""
    message = query.message
    if not isinstance(message, Message) or round_desk is None or reader.place is not Place.GROUP:
        return reader.t.plain("press-old")
    asked = BoardPress(key=callback_data.key, chat=message.chat.id)
    seconds_ago = await recent_boards.seconds_since(message, asked)
    if seconds_ago is not None:
        return reader.t.plain("board-just-shown", seconds=seconds_ago)
    await show_board(message, asked, reader, round_desk, recent_boards)
    return None


@on_command(router, COMPETE)
async def compete(message: Message, command: CommandObject, reader: Reader, round_desk: RoundDesk | None) -> None:
    if round_desk is None:
        await say_text(message, reader.t("compete-away"), main_keyboard(reader))
        return
    asked = board_asked((command.args or "")[:40], 0) or BoardPress()
    await say(message, await round_desk.compete(asked.period, reader))


@router.callback_query(CompetePress.filter())
async def compete_pressed(
    query: CallbackQuery, callback_data: CompetePress, reader: Reader, round_desk: RoundDesk | None
) -> str | None:
    message, period = query.message, callback_data.period
    if not isinstance(message, Message) or round_desk is None or reader.person is None:
        return reader.t.plain("press-old")
    if reader.place is not Place.PRIVATE:
        return reader.t.plain("compete-private")
    toast = None
    if callback_data.do is CompeteTask.ASK_LEAVE:
        await show_text(message, Card(reader.t("compete-sure"), leave_keyboard(period, reader)))
        return None
    if callback_data.do is CompeteTask.JOIN:
        toast = await _join(reader.person.user_id, period, reader, round_desk)
    elif callback_data.do is CompeteTask.LEAVE:
        has_left = await round_desk.parts.joining.leave(reader.person.user_id, period, reader.now)
        toast = reader.t.plain("compete-left" if has_left else "compete-not-in")
    await show_text(message, await round_desk.compete(period, reader))
    return toast


async def _join(user_id: int, period: Period, reader: Reader, desk: RoundDesk) -> str | None:
    """No toast where the card says more."""
    joined = await desk.parts.joining.join(user_id, period, reader.now)
    is_in = joined.state in (JoinState.IN, JoinState.COMING)
    return reader.t.plain("compete-joined") if is_in else None
