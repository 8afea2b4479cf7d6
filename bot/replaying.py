"""Shows practice trades as they go on: a step a second, however often Telegram lets us; the end is written down."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import InputMediaPhoto, Message
from prometheus_client import Counter

from bot.learn_desk import LearnDesk
from bot.ports import Clock, People
from bot.sending.posting import Priority, Stale, posted_as
from bot.show import PhotoCard
from bot.speech import is_gone, is_stale_file, is_unchanged
from bot.texts import Texts
from bot.views.reader import Links, Place, Reader
from engine.club.lessons.awards import badges_of_lesson
from engine.club.lessons.choices import NoSuchChoice, read_choice
from engine.club.lessons.course import lesson_of
from engine.club.lessons.ports import LessonDone, Replay
from engine.club.lessons.practice import STEPS, Practice
from engine.errors import EngineError
from engine.market.cancelling import heed_cancellation

log = structlog.get_logger()

_SHOWN = Counter("helix_lesson_replays", "Looks at running practice trades by what they led to", ["end"])
_EVERY_S = 0.25
_AT_ONCE = 40
_LEASE_S = 15.0
_WAITS_S = 7.0  # for its turn to be sent; a step that waits longer is jumped over
_RETRY_S = 2.0
_LONGEST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ReplayKeeper:
    """Only this edits a message while its replay runs, so that no older step comes after a newer one."""

    bot: Bot
    desk: LearnDesk
    people: People
    texts: Texts
    links: Links
    clock: Clock

    async def run(self) -> None:
        """Until cancelled. A chat that Telegram makes wait holds up no other."""
        working: set[asyncio.Task[None]] = set()
        async with asyncio.TaskGroup() as group:
            while True:
                heed_cancellation()
                for replay in await self._due(_AT_ONCE - len(working)):
                    shown = group.create_task(self._show(replay), name=f"replay-{replay.chat_id}-{replay.message_id}")
                    working.add(shown)
                    shown.add_done_callback(working.discard)
                await asyncio.sleep(_EVERY_S)

    async def look(self) -> int:
        """One pass over what is due, one after the other; how many there were."""
        due = await self._due(_AT_ONCE)
        for replay in due:
            await self._show(replay)
        return len(due)

    async def _due(self, limit: int) -> Sequence[Replay]:
        try:
            return await self.desk.parts.book.due(limit, _LEASE_S)
        except EngineError as error:
            log.warning("replays_wait", error=str(error)[:200])
            return ()

    async def _show(self, replay: Replay) -> None:
        try:
            await self._go_on(replay)
        except EngineError as error:
            log.warning("replay_waits", chat_id=replay.chat_id, error=str(error)[:200])  # until its lease runs out

    async def _go_on(self, replay: Replay) -> None:
        person, lesson = await self.people.find(replay.user_id), lesson_of(replay.lesson)
        if person is None or lesson is None:
            await self._give_up(replay, "unknown")
            return
        place = Place.PRIVATE if replay.chat_id > 0 else Place.GROUP
        reader = Reader(
            self.texts.of(person.prefers.locale), person.prefers, self.clock.now(), place, self.links, person
        )
        try:
            choice = read_choice(replay.code, lesson.options)
            practice = self.desk.practice(lesson, choice)
        except (NoSuchChoice, ValueError):  # of an older course
            await self._give_up(replay, "old")
            return
        step = self._step(replay)
        if practice.is_over(step):
            card = await self.desk.end(practice, choice, step, replay.user_id, reader)
        else:
            card = await self.desk.step(practice, step, replay.user_id, reader)
        if await self._edit(replay, card):
            await self._shown(replay, practice, step)

    def _step(self, replay: Replay) -> int:
        """By the time that has passed: what Telegram held up is jumped over."""
        if replay.is_skipped:
            return STEPS
        return min(max(int(replay.age.total_seconds() / self.desk.parts.pace_s), replay.step + 1), STEPS)

    async def _shown(self, replay: Replay, practice: Practice, step: int) -> None:
        book = self.desk.parts.book
        if not practice.is_over(step):
            await book.shows(replay, step, self.desk.parts.pace_s)
            _SHOWN.labels("step").inc()
            return
        done = await book.done(replay.user_id) | {replay.lesson}
        result = LessonDone(replay.user_id, replay.lesson, replay.code, practice.end.value, practice.net_usdt)
        await book.finish(replay, result, badges_of_lesson(practice.lesson, done), self.clock.now())
        _SHOWN.labels("finished").inc()

    async def _edit(self, replay: Replay, card: PhotoCard) -> bool:
        """True when the message shows the card."""
        media = InputMediaPhoto(media=card.picture.media, caption=card.caption)
        try:
            with posted_as(Priority.ALERT, good_for_s=_WAITS_S):
                changed = await self.bot.edit_message_media(
                    media, chat_id=replay.chat_id, message_id=replay.message_id, reply_markup=card.keyboard
                )
        except TelegramForbiddenError:
            await self._give_up(replay, "forbidden")
            return False
        except TelegramBadRequest as error:
            return await self._refused(replay, card, error)
        except (TelegramAPIError, Stale) as error:
            await self._put_off(replay, str(error))
            return False
        if isinstance(changed, Message):
            await self.desk.gallery.sent(card.picture, changed)
        return True

    async def _refused(self, replay: Replay, card: PhotoCard, error: TelegramBadRequest) -> bool:
        if is_unchanged(error):
            return True
        if is_gone(error):
            await self._give_up(replay, "deleted")
            return False
        if is_stale_file(error):
            await self.desk.gallery.forget(card.picture)
        await self._put_off(replay, error.message)
        return False

    async def _put_off(self, replay: Replay, why: str) -> None:
        """A step that does not get through for ten minutes never will."""
        if replay.age > _LONGEST:
            await self._give_up(replay, why[:200])
            return
        log.warning("replay_put_off", chat_id=replay.chat_id, why=why[:200])
        await self.desk.parts.book.shows(replay, replay.step, _RETRY_S)

    async def _give_up(self, replay: Replay, why: str) -> None:
        await self.desk.parts.book.give_up(replay)
        log.info("replay_given_up", chat_id=replay.chat_id, why=why)
        _SHOWN.labels("given_up").inc()
