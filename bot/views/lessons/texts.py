"""Captions of /learn: the course, its screens, badges."""

from collections.abc import Sequence

from bot.texts import Markup
from bot.views.card import lines
from bot.views.lessons.frames import next_lesson
from bot.views.lessons.signs import signs_of
from bot.views.reader import Reader
from engine.club.lessons.badges import Badge
from engine.club.lessons.course import LESSONS, Lesson
from engine.club.lessons.ports import HeldBadge

_GAP = Markup(" ")


def home_text(done: frozenset[int], badges: int, reader: Reader) -> Markup:
    t, coming = reader.t, next_lesson(done)
    rows = [
        t(
            "learn-home-line",
            state="done" if lesson.number in done else "next" if lesson.number == coming else "open",
            number=str(lesson.number),
            name=t.plain(f"learn-name-{lesson.number}"),
        )
        for lesson in LESSONS
    ]
    return lines(
        t("learn-home", done=str(len(done))),
        _GAP,
        *rows,
        _GAP,
        t("learn-home-graduate") if coming is None else None,
        t("learn-home-badges", count=badges) if badges else None,
        t("learn-home-foot"),
    )


def screen_text(lesson: Lesson, screen: int, reader: Reader) -> Markup:
    t, number = reader.t, str(lesson.number)
    title = t("learn-screen", number=number, name=t.plain(f"learn-name-{number}"))
    return lines(title, _GAP, t(f"learn-text-{number}-{screen}"))


def badges_text(held: Sequence[HeldBadge], reader: Reader) -> Markup:
    t = reader.t
    newest = None
    if held:
        last = held[-1]
        newest = t("learn-badges-newest", name=badge_name(last.badge, reader), at=reader.moment(last.at))
    return lines(
        t("learn-badges", held=str(len(held)), all=str(len(Badge))),
        Markup(" ".join(signs_of(held))) if held else None,
        newest or t("learn-badges-none"),
        t("learn-badges-how"),
    )


def badge_name(badge: Badge, reader: Reader) -> str:
    return reader.t.plain(f"badge-{badge.value}")
