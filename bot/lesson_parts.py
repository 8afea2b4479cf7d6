"""What the chat has of lessons and badges. `cli/compose` brings the objects."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.lessons.signs import signs_of
from engine.club.lessons.ports import Badges, LessonBook


@dataclass(frozen=True, slots=True)
class LessonParts:
    """`pace_s`: from one step of a replay to the next. `badges_every_s`: from one look at the members who were heard of
    to the next; a trade makes several pieces of news, which are looked at once."""

    book: LessonBook
    badges: Badges
    pace_s: float = 1.1
    badges_every_s: float = 5.0


@dataclass(frozen=True, slots=True)
class BadgeSigns:
    """A member's badges as signs, for a card that others see. Raises `StorageAway`."""

    badges: Badges

    async def __call__(self, user_id: int) -> Sequence[str]:
        return signs_of(await self.badges.of(user_id))
