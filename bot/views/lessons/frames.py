"""The frame of a lesson's picture, in the reader's words."""

from bot.views.reader import Reader
from engine.club.lessons.course import LESSONS, Lesson
from renderers.lessons.frame import FrameLabels


def screen_frame(lesson: Lesson, screen: int, done: frozenset[int], reader: Reader) -> FrameLabels:
    t, number = reader.t, lesson.number
    return FrameLabels(
        t.plain(f"learn-name-{number}"),
        t.plain("picture-learn-kicker", number=str(number)),
        t.plain(f"picture-learn-note-{number}-{screen}"),
        (t.plain("picture-learn-schematic"),),
        len(LESSONS),
        done,
        number,
    )


def trade_frame(lesson: Lesson, kicker: str, done: frozenset[int], reader: Reader) -> FrameLabels:
    t = reader.t
    return FrameLabels(
        t.plain(f"learn-move-{lesson.move.key}"),
        kicker,
        t.plain("picture-learn-drawn"),
        (t.plain("picture-learn-replay"), t.plain("picture-learn-simulated")),
        len(LESSONS),
        done,
        lesson.number,
    )


def home_frame(done: frozenset[int], reader: Reader) -> FrameLabels:
    """The next lesson is the first one that is not done."""
    t = reader.t
    return FrameLabels(
        t.plain("picture-learn-title"),
        t.plain("picture-learn-done", done=str(len(done))),
        t.plain("picture-learn-home-note"),
        (t.plain("picture-learn-simulated"),),
        len(LESSONS),
        done,
        next_lesson(done) or 0,
    )


def badges_frame(held: int, of: int, done: frozenset[int], reader: Reader) -> FrameLabels:
    t = reader.t
    return FrameLabels(
        t.plain("picture-learn-badges"),
        t.plain("picture-learn-badges-count", held=str(held), all=str(of)),
        t.plain("picture-learn-badges-note"),
        (),
        len(LESSONS),
        done,
        next_lesson(done) or 0,
    )


def next_lesson(done: frozenset[int]) -> int | None:
    return next((lesson.number for lesson in LESSONS if lesson.number not in done), None)
