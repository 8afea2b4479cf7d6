"""Pictures of the lessons: nothing covers anything, nothing is told before its time."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from bot.views.lessons.pictures import trade_painting
from bot.views.lessons.trade import replay_picture
from engine.club.lessons.course import LESSONS
from engine.club.lessons.practice import STEPS, practise
from engine.club.people import Locale
from renderers.lessons.amounts import Amount, AmountsPicture, paint_amounts
from renderers.lessons.frame import FrameLabels, wrapped
from renderers.lessons.practice import paint_practice
from renderers.palette import Ink, Theme, palette_of
from renderers.typeface import text_width
from tests.unit.renderers.lesson_pictures import all_paintings, lesson_reader, painted

FRAME = FrameLabels("Title", "Lesson 1 of 6", "note", ("SCHEMATIC",))


@pytest.mark.parametrize("locale", list(Locale))
def test_no_text_covers_another_or_leaves_the_picture(locale: Locale) -> None:
    for name, painting in all_paintings(locale).items():
        canvas = painted(painting, Theme.DARK)
        for one in canvas.texts:
            assert canvas.box.holds(one.box), (name, one.text)
        for one, other in combinations(canvas.texts, 2):
            assert not one.box.overlaps(other.box), (name, one.text, other.text)


def test_every_picture_is_drawn_in_both_themes_and_is_small_enough_to_send_at_once() -> None:
    for name, painting in all_paintings(Locale.EN).items():
        for theme in Theme:
            assert len(painting.paint(painting.content, theme=theme)) < 120_000, name


def test_pictures_have_the_same_key_exactly_where_they_are_the_same() -> None:
    """The ticket and the first moment of its replay are one picture: it is uploaded once."""
    lesson, reader = LESSONS[3], lesson_reader(Locale.EN)
    made = practise(lesson, lesson.first)
    first = trade_painting(replay_picture(made, 0, frozenset({1, 2, 3}), reader), lesson.move)
    paintings = [*all_paintings(Locale.EN).values(), first]
    drawn = {
        ((painting.paint.__name__, painting.key), painting.paint(painting.content, theme=Theme.DARK))
        for painting in paintings
    }
    assert len({key for key, _ in drawn}) == len({png for _, png in drawn}) == len(drawn) == len(paintings) - 1


def test_a_replay_does_not_show_a_candle_of_the_future() -> None:
    """The same picture, whatever comes after what is seen."""
    lesson = LESSONS[3]
    made = practise(lesson, lesson.first)
    picture = replay_picture(made, 3, frozenset(), lesson_reader(Locale.EN))
    assert len(picture.bars) == made.shown(3)
    assert picture.until_ms > int(picture.bars.open_ms[-1])
    with pytest.raises(ValueError, match="no candle"):
        paint_practice(replace(picture, from_row=len(picture.bars)), theme=Theme.DARK)


def test_target_and_stop_are_on_the_picture_and_a_far_liquidation_is_named_at_the_edge() -> None:
    lesson = LESSONS[3]
    made = practise(lesson, lesson.first)
    canvas = paint_practice(replay_picture(made, STEPS, frozenset(), lesson_reader(Locale.EN)), theme=Theme.DARK)
    said = {text.text for text in canvas.texts}
    assert {"Entry", "Stop", "Target", "Liquidation", "Target hit", "+$29.18"} <= said
    assert {"REPLAY", "SIMULATED MONEY"} <= said


@pytest.mark.parametrize("count", [0, 8])
def test_no_bar_or_more_than_seven_are_refused(count: int) -> None:
    rows = (Amount("a", 1.0, "b", Ink.BADGE),) * count
    with pytest.raises(ValueError, match="1 to 7"):
        paint_amounts(AmountsPicture(FRAME, "head", rows), theme=Theme.DARK)


def test_a_bar_is_as_long_as_its_amount_and_what_is_eaten_is_its_part() -> None:
    rows = (Amount("all", 1.0, "$100", Ink.BADGE), Amount("half", 0.5, "$50", Ink.BADGE, eaten=0.5))
    canvas = paint_amounts(AmountsPicture(FRAME, "head", rows), theme=Theme.DARK)
    inks = palette_of(Theme.DARK).inks
    blue, yellow = (canvas.pixels[180:] == inks[Ink.BADGE]), (canvas.pixels[180:] == inks[Ink.WARN])
    widths = sorted(set(blue.sum(axis=1)))
    assert widths[-1] == pytest.approx(4 * yellow.sum(axis=1).max(), rel=0.03)
    assert np.median(blue.sum(axis=1)[blue.any(axis=1)]) > 0


def test_words_are_broken_into_as_many_lines_as_there_is_room_for() -> None:
    size, lines = wrapped("one two three four five six", 23, 120, 2)
    assert len(lines) == 2
    assert all(text_width(line, size) <= 120 for line in lines)


def test_the_result_hides_no_candle_where_there_is_a_free_place() -> None:
    """At the end of each lesson as it is first chosen: every candle is as without the plate."""
    for lesson in LESSONS:
        made = practise(lesson, lesson.first)
        picture = replay_picture(made, STEPS, frozenset(), lesson_reader(Locale.EN))
        shown = paint_practice(picture, theme=Theme.DARK)
        plain = paint_practice(replace(picture, result=""), theme=Theme.DARK)
        inks = palette_of(Theme.DARK).inks
        candles = (plain.pixels == inks[Ink.UP]) | (plain.pixels == inks[Ink.DOWN])
        lost = candles & (shown.pixels != plain.pixels)
        assert lost.sum() <= candles.sum() * 0.02, lesson.number
