"""/learn: six lessons in one message that turns its own pages, each ended by a practice trade; and badges."""

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.commands import LEARN, Role, may
from bot.handlers.registration import on_command
from bot.learn_desk import LearnDesk
from bot.learning_callbacks import LearnAction, LearnPress
from bot.show import PhotoCard
from bot.speech import change_photo, indicating, is_gone, show_photo
from bot.views.lessons.trade_texts import stop_eaten_text
from bot.views.reader import Place, Reader
from engine.club.lessons.choices import read_choice
from engine.club.lessons.course import Lesson, lesson_of
from engine.club.lessons.ticket import ticket_of
from engine.club.people import Person

router = Router(name="learn")


@on_command(router, LEARN)
async def learn(message: Message, reader: Reader, person: Person, learn_desk: LearnDesk) -> None:
    await answer_learn(message, person, reader, learn_desk)


async def answer_learn(message: Message, person: Person, reader: Reader, learn_desk: LearnDesk) -> None:
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        card = await learn_desk.home(person.user_id, reader)
    await show_photo(message, card, learn_desk.gallery)


@router.callback_query(LearnPress.filter())
async def learn_pressed(
    query: CallbackQuery, callback_data: LearnPress, reader: Reader, role: Role, learn_desk: LearnDesk
) -> str | None:
    """Raises `NoSuchChoice` for a forged code."""
    message, asked, t, person = query.message, callback_data, reader.t, reader.person
    if not isinstance(message, Message):
        return t.plain("press-old")
    if person is None or not may(role, LEARN) or reader.place is not Place.PRIVATE:
        return t.plain("learn-private")
    book, here = learn_desk.parts.book, (message.chat.id, message.message_id)
    if asked.do is LearnAction.SKIP:
        return None if await book.skip(*here) else t.plain("same-still")
    if await book.running(*here) is not None:
        return t.plain("learn-running")
    if asked.do is LearnAction.GO:
        return await _begin(message, asked, person, reader, learn_desk)
    card = await _page(asked, person, reader, learn_desk)
    if card is None:
        return t.plain("press-old")
    return None if await _turn(message, card, learn_desk) else t.plain("same-still")


async def _page(asked: LearnPress, person: Person, reader: Reader, desk: LearnDesk) -> PhotoCard | None:
    """None: of another course than this one."""
    if asked.do is LearnAction.HOME:
        return await desk.home(person.user_id, reader)
    if asked.do is LearnAction.BADGES:
        return await desk.badges(person.user_id, reader)
    lesson = lesson_of(asked.lesson)
    if lesson is None or asked.screen > lesson.screens:
        return None
    if asked.do is LearnAction.SCREEN:
        return await desk.screen(lesson, asked.screen, person.user_id, reader)
    choice = read_choice(asked.code or lesson.first.code, lesson.options)
    return await desk.ticket(lesson, choice, person.user_id, reader)


async def _begin(message: Message, asked: LearnPress, person: Person, reader: Reader, desk: LearnDesk) -> str | None:
    """The first step here, the rest by whoever keeps replays. Handled again after a crash it finds what it began."""
    lesson: Lesson | None = lesson_of(asked.lesson)
    if lesson is None:
        return reader.t.plain("press-old")
    choice = read_choice(asked.code, lesson.options)
    ticket = ticket_of(lesson, choice)
    if ticket.is_stop_eaten:
        return stop_eaten_text(ticket, reader)
    card = await desk.step(desk.practice(lesson, choice), 0, person.user_id, reader)
    shown = await _turn(message, card, desk) or message
    await desk.parts.book.begin(
        shown.chat.id, shown.message_id, person.user_id, lesson.number, choice.code, desk.parts.pace_s
    )
    return None


async def _turn(message: Message, card: PhotoCard, desk: LearnDesk) -> Message | None:
    """In place where the message is a picture; under words, or where it was deleted, as a new message. Returns the
    message that shows it now, None where this one did already."""
    if message.photo:
        try:
            return message if await change_photo(message, card, desk.gallery) else None
        except TelegramBadRequest as error:
            if not is_gone(error):
                raise
    return await show_photo(message, card, desk.gallery)
