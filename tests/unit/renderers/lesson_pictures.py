"""Every picture of the lessons, as the chat asks for it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.texts import Texts
from bot.views.lessons.pictures import (
    Painting,
    badges_painting,
    home_painting,
    screen_painting,
    trade_painting,
)
from bot.views.lessons.trade import replay_picture, ticket_picture
from bot.views.reader import Links, Place, Reader
from engine.club.lessons.badges import Badge
from engine.club.lessons.course import LESSONS
from engine.club.lessons.ports import HeldBadge
from engine.club.lessons.practice import STEPS, practise
from engine.club.people import Locale, Person, Preferences
from renderers.canvas import Canvas
from renderers.lessons.amounts import amounts_png, paint_amounts
from renderers.lessons.marks import medals_png, paint_medals, paint_path, path_png
from renderers.lessons.practice import paint_practice, practice_png
from renderers.lessons.scene import paint_scene, scene_png
from renderers.palette import Theme

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
TEXTS = Texts(Path("locales"))
_PAINTERS: dict[Callable[..., bytes], Callable[..., Canvas]] = {
    amounts_png: paint_amounts,
    medals_png: paint_medals,
    path_png: paint_path,
    practice_png: paint_practice,
    scene_png: paint_scene,
}


def lesson_reader(locale: Locale) -> Reader:
    prefers = Preferences(locale, "America/Chicago")
    return Reader(
        TEXTS.of(locale), prefers, AT, Place.PRIVATE, Links("helix_bot"), Person(7, "Maya", prefers, None, AT, True)
    )


def painted(painting: Painting, theme: Theme) -> Canvas:
    return _PAINTERS[painting.paint](painting.content, theme=theme)


@cache
def all_paintings(locale: Locale) -> dict[str, Painting]:
    """By name."""
    return dict(_paintings(locale))


def _paintings(locale: Locale) -> Iterator[tuple[str, Painting]]:
    reader = lesson_reader(locale)
    for lesson in LESSONS:
        done = frozenset(range(1, lesson.number))
        for screen in range(1, lesson.screens + 1):
            yield f"screen {lesson.number}.{screen}", screen_painting(lesson, screen, done, reader)
        made: Any = practise(lesson, lesson.first)
        yield f"ticket {lesson.number}", trade_painting(ticket_picture(lesson, made.ticket, done, reader), lesson.move)
        for step in (STEPS // 2, STEPS):
            picture = replay_picture(made, step, done, reader)
            yield f"replay {lesson.number} step {step}", trade_painting(picture, lesson.move)
    held = [HeldBadge(badge, AT) for badge in (Badge.LESSON_1, Badge.GRADUATE, Badge.FIRST_STOP, Badge.WINNER)]
    yield "home", home_painting(frozenset({1, 2}), reader)
    yield "badges", badges_painting(held, frozenset({1}), reader)
