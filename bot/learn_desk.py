"""Puts the pictures and captions of /learn together."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup

from bot.keyboards.learn import (
    badges_keyboard,
    end_keyboard,
    home_keyboard,
    replay_keyboard,
    screen_keyboard,
    ticket_keyboard,
)
from bot.lesson_parts import LessonParts
from bot.pictures.gallery import Gallery, Picture, picture_key
from bot.pictures.pool import PicturePool
from bot.show import PhotoCard
from bot.views.lessons.pictures import Painting, badges_painting, home_painting, screen_painting, trade_painting
from bot.views.lessons.texts import badges_text, home_text, screen_text
from bot.views.lessons.trade import replay_picture, ticket_picture
from bot.views.lessons.trade_texts import end_text, replay_text, ticket_text
from bot.views.reader import Reader
from engine.club.lessons.awards import LookForBadges, badges_of_lesson
from engine.club.lessons.choices import Choice
from engine.club.lessons.course import Lesson
from engine.club.lessons.practice import Practice, net_of_other_side, practise
from engine.club.lessons.ticket import ticket_of
from renderers.palette import Theme


@dataclass(frozen=True, slots=True)
class LearnDesk:
    """`user_id`s are Telegram's. Raises `StorageAway`."""

    parts: LessonParts
    gallery: Gallery
    pool: PicturePool
    look: LookForBadges

    async def home(self, user_id: int, reader: Reader) -> PhotoCard:
        """Badges are looked for whenever they are looked at."""
        await self.look(user_id, reader.now)
        done, held = await self.parts.book.done(user_id), await self.parts.badges.of(user_id)
        painting = home_painting(done, reader)
        return await self._card(painting, home_text(done, len(held), reader), home_keyboard(done, reader), reader)

    async def screen(self, lesson: Lesson, screen: int, user_id: int, reader: Reader) -> PhotoCard:
        done = await self.parts.book.done(user_id)
        painting = screen_painting(lesson, screen, done, reader)
        keys = screen_keyboard(lesson, screen, reader)
        return await self._card(painting, screen_text(lesson, screen, reader), keys, reader)

    async def badges(self, user_id: int, reader: Reader) -> PhotoCard:
        await self.look(user_id, reader.now)
        done, held = await self.parts.book.done(user_id), await self.parts.badges.of(user_id)
        painting = badges_painting(held, done, reader)
        return await self._card(painting, badges_text(held, reader), badges_keyboard(reader), reader)

    async def ticket(self, lesson: Lesson, choice: Choice, user_id: int, reader: Reader) -> PhotoCard:
        done, ticket = await self.parts.book.done(user_id), ticket_of(lesson, choice)
        painting = trade_painting(ticket_picture(lesson, ticket, done, reader), lesson.move)
        keys = ticket_keyboard(lesson, choice, ticket, reader)
        return await self._card(painting, ticket_text(lesson, ticket, reader), keys, reader)

    async def step(self, practice: Practice, step: int, user_id: int, reader: Reader) -> PhotoCard:
        """Of a replay that goes on."""
        done = await self.parts.book.done(user_id)
        painting = trade_painting(replay_picture(practice, step, done, reader), practice.lesson.move)
        keys = replay_keyboard(practice.lesson, reader)
        return await self._card(painting, replay_text(practice, step, reader), keys, reader)

    async def end(self, practice: Practice, choice: Choice, step: int, user_id: int, reader: Reader) -> PhotoCard:
        """As it will be written down: with the lesson among those done, and what that brings."""
        lesson = practice.lesson
        done = await self.parts.book.done(user_id) | {lesson.number}
        held = {one.badge for one in await self.parts.badges.of(user_id)}
        news = [badge for badge in badges_of_lesson(lesson, done) if badge not in held]
        painting = trade_painting(replay_picture(practice, step, done, reader), lesson.move)
        text = end_text(practice, net_of_other_side(lesson, choice), news, reader)
        return await self._card(painting, text, end_keyboard(lesson, choice.code, reader), reader)

    def practice(self, lesson: Lesson, choice: Choice) -> Practice:
        """Raises `ValueError` for a stop that fees eat."""
        return practise(lesson, choice)

    async def _card(self, painting: Painting, caption: str, keys: InlineKeyboardMarkup, reader: Reader) -> PhotoCard:
        return PhotoCard(await self._picture(painting, reader), caption, keys)

    async def _picture(self, painting: Painting, reader: Reader) -> Picture:
        """The same for everybody who chooses the same: drawn once, uploaded once."""
        theme = Theme(reader.prefers.theme)

        async def draw() -> bytes:
            return await self.pool.draw("lesson", painting.paint, painting.content, theme=theme)

        return await self.gallery.picture(picture_key(painting.paint.__name__, painting.key, theme), draw)
