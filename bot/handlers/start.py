"""/start, with or without a link's payload; /help; /terms."""

import re

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.alertdesk import AlertDesk
from bot.callbacks import GoPress, HelpPress, Screen, SettingsPage
from bot.commands import HELP, LEARN, START, TERMS, Role, Subject
from bot.desk import Desk
from bot.handlers.cards import answer_words, link_card
from bot.handlers.hunting import answer_hunt
from bot.handlers.learn import answer_learn
from bot.handlers.registration import on_command
from bot.handlers.round_links import answer_round_link
from bot.hunting import HuntDesk
from bot.keyboards.screens import help_keyboard, main_keyboard, settings_keyboard, start_keyboard
from bot.learn_desk import LearnDesk
from bot.paper.desk import PaperDesk
from bot.ports import People
from bot.posted import PostedCards
from bot.rounds.desk import RoundDesk
from bot.rounds.shown import RecentBoards
from bot.rounds.trader_desk import TraderDesk
from bot.show import Show
from bot.speech import change_text, say, say_text, show_text
from bot.topboard import TopBoard
from bot.views.card import Card
from bot.views.help import help_text, subjects_for
from bot.views.reader import Place, Reader
from bot.views.settings import settings_text
from bot.views.start import PaperStart, start_text, welcome_back_text
from engine.liquidations.values import MapQuery
from engine.market.values import Coin
from engine.market.windows import Window

router = Router(name="start")

_INVITER = re.compile(r"(?:^|_)i_([A-Za-z0-9-]{2,32})$")
_FIRST_COIN = Coin("BTC")


@on_command(router, START)
async def start(
    message: Message,
    command: CommandObject,
    reader: Reader,
    desk: Desk,
    show: Show,
    posted: PostedCards,
    people: People,
    alert_desk: AlertDesk,
    board: TopBoard,
    hunting: HuntDesk,
    paper: PaperDesk | None,
    learn_desk: LearnDesk | None,
    round_desk: RoundDesk | None,
    trader_desk: TraderDesk | None,
    recent_boards: RecentBoards,
    is_first_contact: bool,
) -> None:
    payload = (command.args or "")[:64]
    if is_first_contact:
        await _keep_inviter(payload, reader, people)
        await _open_account(reader, paper)
    if await answer_round_link(message, payload, reader, round_desk, trader_desk, recent_boards):
        return
    asked = link_card(payload)
    if asked is not None:
        kind, coin, window = asked
        await answer_words(message, f"{coin} {window}", kind, reader, desk, show, posted)
        if is_first_contact:
            await say_text(message, reader.t("start-under-link"))
        return
    if payload.startswith("top"):
        await say(message, await board.first(reader, _window_of(payload)))
        return
    if payload.startswith("hunt"):
        await answer_hunt(message, payload.removeprefix("hunt").replace("_", " "), reader, desk, hunting)
        return
    if payload == LEARN.name and learn_desk is not None and reader.person is not None:
        await answer_learn(message, reader.person, reader, learn_desk)
        return
    if payload in {screen.value for screen in Screen} - {Screen.START.value}:
        await say(message, await screen_card(Screen(payload), reader, Role.MEMBER, alert_desk, board, paper))
        return
    await say(message, await start_card(reader, alert_desk, paper, is_new=is_first_contact))


def _window_of(payload: str) -> Window | None:
    last = payload.split("_")[-1]
    return Window(last) if last in set(Window) else None


async def _keep_inviter(payload: str, reader: Reader, people: People) -> None:
    """The code of whoever invited; the store keeps the first one only."""
    found, person = _INVITER.search(payload), reader.person
    if found is not None and person is not None and person.inviter_code is None:
        await people.invited(person.user_id, found[1])


async def _open_account(reader: Reader, paper: PaperDesk | None) -> None:
    """Everybody has a paper account from their first contact on, whatever link brought them."""
    if paper is not None and reader.person is not None and reader.place is Place.PRIVATE:
        await paper.purse.open(reader.person.user_id)


async def start_card(reader: Reader, alert_desk: AlertDesk, paper: PaperDesk | None, *, is_new: bool) -> Card:
    desk = alert_desk.desk
    coins = await desk.coins()
    first = _FIRST_COIN if not coins or _FIRST_COIN in coins else coins[0]
    scan = await desk.scan_or_none(MapQuery(first, reader.prefers.window))
    own = await _paper_start(reader, paper)
    if is_new or reader.person is None:
        text = start_text(reader, len(coins), scan, own)
    else:
        text = welcome_back_text(reader, len(await alert_desk.alerts.of(reader.person.user_id)), scan, own)
    return Card(text, start_keyboard(first, reader))


async def _paper_start(reader: Reader, paper: PaperDesk | None) -> PaperStart | None:
    """In a group nobody's account is told."""
    if paper is None or reader.person is None or reader.place is not Place.PRIVATE:
        return None
    return await paper.start(await paper.purse.open(reader.person.user_id), reader)


async def screen_card(
    to: Screen, reader: Reader, role: Role, alert_desk: AlertDesk, board: TopBoard, paper: PaperDesk | None
) -> Card:
    """A screen by its name, for buttons and links."""
    match to:
        case Screen.TOP:
            return await board.first(reader)
        case Screen.SETTINGS:
            return Card(settings_text(SettingsPage.MAIN, reader), settings_keyboard(SettingsPage.MAIN, reader))
        case Screen.ALERTS:
            return await alert_desk.card(reader)
        case Screen.HELP:
            return help_card(None, role, reader)
        case _:
            return await start_card(reader, alert_desk, paper, is_new=False)


def help_card(subject: Subject | None, role: Role, reader: Reader) -> Card:
    keys = help_keyboard([s.value for s in subjects_for(role)], subject.value if subject else "", reader)
    return Card(help_text(subject, role, reader), keys)


@on_command(router, HELP)
async def show_help(message: Message, reader: Reader, role: Role) -> None:
    await say(message, help_card(None, role, reader))


@on_command(router, TERMS)
async def terms(message: Message, reader: Reader) -> None:
    await say_text(message, reader.t("terms"), main_keyboard(reader))


@router.callback_query(HelpPress.filter())
async def help_pressed(query: CallbackQuery, callback_data: HelpPress, reader: Reader, role: Role) -> str | None:
    subjects = subjects_for(role)
    if not isinstance(query.message, Message) or callback_data.subject not in subjects:
        return reader.t.plain("press-old")
    await change_text(query.message, help_card(Subject(callback_data.subject), role, reader))
    return None


@router.callback_query(GoPress.filter())
async def go(
    query: CallbackQuery,
    callback_data: GoPress,
    reader: Reader,
    role: Role,
    desk: Desk,
    alert_desk: AlertDesk,
    board: TopBoard,
    paper: PaperDesk | None,
) -> str | None:
    if not isinstance(query.message, Message):
        return reader.t.plain("press-old")
    await show_text(query.message, await screen_card(callback_data.to, reader, role, alert_desk, board, paper))
    return None
