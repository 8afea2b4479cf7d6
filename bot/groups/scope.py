"""The group an update came from, known to everything below its handler."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import structlog
from aiogram.types import Message

from engine.club.groups import GroupBook, GroupSettings
from engine.errors import StorageAway

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class GroupScope:
    settings: GroupSettings
    book: GroupBook

    def topic_for(self, asked: Message) -> int | None:
        """The topic an answer belongs into where that is another one than it was asked in."""
        topic = self.settings.thread_id
        if topic is None or asked.chat.id != self.settings.chat_id:
            return None
        there = asked.message_thread_id if asked.is_topic_message else None
        return None if there == topic else topic

    async def answered(self, sent: Message) -> None:
        """Keeps an answer's id where the group wants answers gone later."""
        if not self.settings.clean_up_h or sent.chat.id != self.settings.chat_id:
            return
        try:
            await self.book.answered(sent.chat.id, sent.message_id)
        except StorageAway as error:
            log.warning("answer_stays", chat_id=sent.chat.id, error=str(error)[:200])


_scope: ContextVar[GroupScope | None] = ContextVar("group", default=None)


def current_group() -> GroupScope | None:
    return _scope.get()


@contextmanager
def in_group(scope: GroupScope | None) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)
