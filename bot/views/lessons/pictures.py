"""Which picture stands on which screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.views.lessons.bars import BARS
from bot.views.lessons.frames import badges_frame, home_frame, screen_frame
from bot.views.lessons.scenes import SCENES
from bot.views.reader import Reader
from engine.club.lessons.badges import Badge
from engine.club.lessons.course import LESSONS, Lesson
from engine.club.lessons.moves.values import Move
from engine.club.lessons.ports import HeldBadge
from engine.market.values import Bars
from renderers.lessons.amounts import amounts_png
from renderers.lessons.frame import FrameLabels
from renderers.lessons.marks import Medal, MedalsPicture, PathPicture, medals_png, path_png
from renderers.lessons.practice import PracticePicture, practice_png
from renderers.lessons.scene import scene_png
from renderers.palette import Ink


@dataclass(frozen=True, slots=True)
class Painting:
    """What draws, what of, and all that it depends on beside the theme."""

    paint: Callable[..., bytes]
    content: Any
    key: str


def painting(paint: Callable[..., bytes], content: Any) -> Painting:
    return Painting(paint, content, str(content))


def trade_painting(picture: PracticePicture, move: Move) -> Painting:
    """A day's candles are told by its name and how many are seen."""
    without = replace(picture, bars=Bars.empty(picture.bars.step_ms))
    return Painting(practice_png, picture, f"{move.key} {len(picture.bars)} {without}")


_SIGNS = {
    **{Badge(f"lesson-{lesson.number}"): (str(lesson.number), Ink.BADGE) for lesson in LESSONS},
    Badge.GRADUATE: ("6/6", Ink.WARN),
    Badge.FIRST_TRADE: ("1", Ink.ABOVE),
    Badge.FIRST_TARGET: ("TP", Ink.ABOVE),
    Badge.FIRST_STOP: ("SL", Ink.ABOVE),
    Badge.TEN_TRADES: ("10", Ink.ABOVE),
    Badge.CALM_WEEK: ("7", Ink.ABOVE),
    Badge.ROUND_JOINED: ("IN", Ink.BELOW),
    Badge.ROUND_RANKED: ("#", Ink.BELOW),
    Badge.TOP_TEN: ("TOP", Ink.BELOW),
    Badge.WINNER: ("#1", Ink.WARN),
}
_OF_ROUNDS = (Badge.ROUND_JOINED, Badge.ROUND_RANKED, Badge.TOP_TEN, Badge.WINNER)


def screen_painting(lesson: Lesson, screen: int, done: frozenset[int], reader: Reader) -> Painting:
    key, frame = (lesson.number, screen), screen_frame(lesson, screen, done, reader)
    if key in SCENES:
        return painting(scene_png, SCENES[key](frame, reader))
    if key in BARS:
        return painting(amounts_png, BARS[key](frame, reader))
    return painting(medals_png, _rounds(frame, reader))


def home_painting(done: frozenset[int], reader: Reader) -> Painting:
    names = tuple(reader.t.plain(f"learn-name-{lesson.number}") for lesson in LESSONS)
    return painting(path_png, PathPicture(home_frame(done, reader), names))


def badges_painting(held: Sequence[HeldBadge], done: frozenset[int], reader: Reader) -> Painting:
    mine = {one.badge for one in held}
    medals = tuple(_medal(badge, badge in mine, reader) for badge in Badge)
    return painting(medals_png, MedalsPicture(badges_frame(len(mine), len(Badge), done, reader), medals))


def _rounds(frame: FrameLabels, reader: Reader) -> MedalsPicture:
    """What can be won in competitions."""
    return MedalsPicture(frame, tuple(_medal(badge, True, reader) for badge in _OF_ROUNDS))


def _medal(badge: Badge, is_held: bool, reader: Reader) -> Medal:
    sign, ink = _SIGNS[badge]
    return Medal(sign, reader.t.plain(f"badge-{badge.value}"), is_held, ink)
