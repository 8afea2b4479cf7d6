"""From what was done to the badges that come of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.club.lessons.badges import Badge, BadgeFacts, earned
from engine.club.lessons.course import Lesson
from engine.club.lessons.member_facts import MemberFacts
from engine.club.lessons.ports import Badges


def badges_of_lesson(lesson: Lesson, done: frozenset[int]) -> Sequence[Badge]:
    """What this lesson brings to who has now `done` all these: its own, and the graduate's with the last one."""
    all_earned = earned(BadgeFacts(lessons=done))
    return [badge for badge in (Badge(f"lesson-{lesson.number}"), Badge.GRADUATE) if badge in all_earned]


@dataclass(frozen=True, slots=True)
class AwardBadges:
    """For whoever hears of a member's trades and rounds. Asking again with the same facts awards nothing."""

    badges: Badges

    async def __call__(self, user_id: int, facts: BadgeFacts, at: datetime) -> frozenset[Badge]:
        """The new ones. Raises `StorageAway`."""
        all_earned = earned(facts)
        return await self.badges.award(user_id, all_earned, at) if all_earned else frozenset()


@dataclass(frozen=True, slots=True)
class LookForBadges:
    """Looks a member's deeds up and awards what they earn."""

    facts: MemberFacts
    award: AwardBadges

    async def __call__(self, user_id: int, now: datetime) -> frozenset[Badge]:
        """The new ones. Raises `StorageAway`."""
        return await self.award(user_id, await self.facts(user_id, now), now)
