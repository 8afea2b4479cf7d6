"""What the chat has of lessons and badges. `cli/compose` brings the objects."""

from dataclasses import dataclass

from engine.club.lessons.ports import Badges, LessonBook


@dataclass(frozen=True, slots=True)
class LessonParts:
    """`pace_s`: from one step of a replay to the next."""

    book: LessonBook
    badges: Badges
    pace_s: float = 1.1
