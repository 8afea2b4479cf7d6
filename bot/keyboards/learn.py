"""Buttons of /learn."""

from dataclasses import replace

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import GoPress, Screen
from bot.keyboards.buttons import Row, chosen, in_rows, keyboard, press
from bot.learning_callbacks import LearnAction, LearnPress
from bot.views.lessons.frames import next_lesson
from bot.views.lessons.money import cents
from bot.views.reader import Reader
from engine.club.lessons.choices import Choice
from engine.club.lessons.course import LESSONS, Lesson, lesson_of
from engine.club.lessons.ticket import Ticket
from engine.market.values import Side

_HOME = LearnPress(do=LearnAction.HOME)
_BADGES = LearnPress(do=LearnAction.BADGES)


def learn_button(reader: Reader) -> list[InlineKeyboardButton]:
    """The way into the course, for other screens; none where nobody is taught."""
    return [press(reader.t.plain("button-learn"), _HOME)] if reader.links.has_lessons else []


def home_keyboard(done: frozenset[int], reader: Reader) -> InlineKeyboardMarkup:
    t, coming = reader.t, next_lesson(done)
    each = [
        press(
            t.plain(
                "button-learn-lesson",
                state="done" if lesson.number in done else "open",
                number=str(lesson.number),
            ),
            LearnPress(do=LearnAction.SCREEN, lesson=lesson.number),
        )
        for lesson in LESSONS
    ]
    first: Row = []
    if coming is not None:
        name = t.plain("button-learn-go", number=str(coming), name=t.plain(f"learn-name-{coming}"))
        first = [press(name, LearnPress(do=LearnAction.SCREEN, lesson=coming), "primary")]
    last = [press(t.plain("button-learn-badges"), _BADGES), press(t.plain("button-start"), GoPress(to=Screen.START))]
    return keyboard(first, *in_rows(each, 6), last)


def screen_keyboard(lesson: Lesson, screen: int, reader: Reader) -> InlineKeyboardMarkup:
    """The trade counts as the last step."""
    t = reader.t
    here = LearnPress(do=LearnAction.SCREEN, lesson=lesson.number, screen=screen)
    back = _HOME if screen == 1 else here.model_copy(update={"screen": screen - 1})
    if screen < lesson.screens:
        onward = press(t.plain("button-learn-next"), here.model_copy(update={"screen": screen + 1}), "primary")
    else:
        onward = press(t.plain("button-learn-practice"), _ticket(lesson), "primary")
    step = press(f"{screen} / {lesson.screens + 1}", here)
    return keyboard([press(t.plain("button-back"), back), step, onward])


def ticket_keyboard(lesson: Lesson, choice: Choice, ticket: Ticket, reader: Reader) -> InlineKeyboardMarkup:
    t, side = reader.t, ticket.chosen.side
    buy = t.plain("button-learn-buy", side=side.value, risk=cents(ticket.risk_usdt))
    go = LearnPress(do=LearnAction.GO, lesson=lesson.number, code=choice.code)
    last = LearnPress(do=LearnAction.SCREEN, lesson=lesson.number, screen=lesson.screens)
    steps = lesson.screens + 1
    return keyboard(
        [press(buy, go, "success" if side is Side.LONG else "danger")],
        *_choices(lesson, choice, reader),
        [press(t.plain("button-back"), last), press(f"{steps} / {steps}", _ticket(lesson, choice))],
    )


def _choices(lesson: Lesson, now: Choice, reader: Reader) -> list[Row]:
    """A row for each thing that can be chosen; what is set has none."""
    t, options = reader.t, lesson.options
    sides = [(t.plain(f"button-learn-{side.value}"), replace(now, side=side)) for side in (Side.LONG, Side.SHORT)]
    stakes = [(f"${usdt}", replace(now, stake=place)) for place, usdt in enumerate(options.stakes_usdt)]
    times = [(f"{leverage}x", replace(now, leverage=place)) for place, leverage in enumerate(options.leverages)]
    stops = [
        (t.plain("button-learn-stop", percent=str(percent)), replace(now, stop=place))
        for place, percent in enumerate(options.stops)
    ]
    targets = [
        (t.plain("button-learn-target", percent=str(percent)), replace(now, target=place))
        for place, percent in enumerate(options.targets)
    ]
    rows: list[Row] = []
    for offered in (sides, stakes, times, stops, targets):
        if len(offered) > 1:
            buttons = [chosen(text, _ticket(lesson, choice), choice == now) for text, choice in offered]
            rows += in_rows(buttons, 3 if len(buttons) == 3 else 5 if len(buttons) == 5 else 2)
    return rows


def replay_keyboard(lesson: Lesson, reader: Reader) -> InlineKeyboardMarkup:
    return keyboard([press(reader.t.plain("button-learn-skip"), LearnPress(do=LearnAction.SKIP, lesson=lesson.number))])


def end_keyboard(lesson: Lesson, code: str, reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    again = LearnPress(do=LearnAction.TICKET, lesson=lesson.number, code=code)
    following = lesson_of(lesson.number + 1)
    first = [press(t.plain("button-learn-again"), again)]
    if following is not None:
        onward = LearnPress(do=LearnAction.SCREEN, lesson=following.number)
        first.append(press(t.plain("button-learn-next-lesson", number=str(following.number)), onward, "primary"))
    return keyboard(first, [press(t.plain("button-learn-badges"), _BADGES), press(t.plain("button-learn-all"), _HOME)])


def badges_keyboard(reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    return keyboard(
        [press(t.plain("button-learn-all"), _HOME), press(t.plain("button-start"), GoPress(to=Screen.START))]
    )


def _ticket(lesson: Lesson, choice: Choice | None = None) -> LearnPress:
    code = "" if choice is None else choice.code
    return LearnPress(do=LearnAction.TICKET, lesson=lesson.number, code=code)
