"""How a group wants Helix to behave in it: chosen by its admins, kept by the group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.club.people import Locale

COOLDOWNS_S = (60, 300, 900, 3600)
CLEAN_UPS_H = (0, 1, 6, 24)


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """`thread_id`: the topic boards and answers go to, None: where they were asked. `locale` None: each reader's own.
    `board_minute`: of the house's day at which the result is posted, 0 at the bell. `clean_up_h`: after so many hours
    the bot's answers are deleted, 0 never."""

    chat_id: int
    locale: Locale | None = None
    thread_id: int | None = None
    has_boards: bool = True
    board_minute: int = 0
    cooldown_s: int = 60
    clean_up_h: int = 0
    pins: bool = True  # boards, without a sound
    is_muted: bool = False  # boards alone


@dataclass(frozen=True, slots=True)
class OldAnswer:
    """A message of ours in a group that wants it gone."""

    chat_id: int
    message_id: int


class GroupBook(Protocol):
    """Raises `StorageAway`."""

    async def of(self, chat_id: int) -> GroupSettings:
        """The plain ones where nothing was chosen."""
        ...

    async def change(self, settings: GroupSettings, changed_by: int | None) -> None:
        """`changed_by` None: an anonymous admin."""
        ...

    async def with_boards(self) -> Sequence[GroupSettings]:
        """Every group that Helix is in and that wants boards."""
        ...

    async def answered(self, chat_id: int, message_id: int) -> None:
        """Notes an answer, for the clean-up."""
        ...

    async def outdated(self, limit: int) -> Sequence[OldAnswer]:
        """Answers past their group's time, each handed out once."""
        ...
