"""A badge as one sign, the same in every language: for a trader's card."""

from collections.abc import Mapping, Sequence

from engine.club.lessons.badges import Badge
from engine.club.lessons.course import LESSONS
from engine.club.lessons.ports import HeldBadge

SIGNS: Mapping[Badge, str] = {
    Badge.LESSON_1: "1️⃣",
    Badge.LESSON_2: "2️⃣",
    Badge.LESSON_3: "3️⃣",
    Badge.LESSON_4: "4️⃣",
    Badge.LESSON_5: "5️⃣",
    Badge.LESSON_6: "6️⃣",
    Badge.GRADUATE: "🎓",
    Badge.FIRST_TRADE: "🌱",
    Badge.FIRST_TARGET: "🎯",
    Badge.FIRST_STOP: "🛡",
    Badge.TEN_TRADES: "🔟",
    Badge.CALM_WEEK: "🧘",
    Badge.ROUND_JOINED: "🎟",
    Badge.ROUND_RANKED: "📊",
    Badge.TOP_TEN: "🏅",
    Badge.WINNER: "🏆",
}
_LESSONS = {Badge(f"lesson-{lesson.number}") for lesson in LESSONS}


def signs_of(held: Sequence[HeldBadge]) -> Sequence[str]:
    """In the order of the badges; a graduate's six lessons are in the graduate's sign."""
    mine = {one.badge for one in held}
    hidden = _LESSONS if Badge.GRADUATE in mine else set()
    return [SIGNS[badge] for badge in Badge if badge in mine - hidden]
