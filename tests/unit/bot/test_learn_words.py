"""/learn in three languages: every screen, ticket, replay and end says what it has to, and fits."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.keyboards.learn import badges_keyboard, end_keyboard, home_keyboard, screen_keyboard, ticket_keyboard
from bot.learning_callbacks import LearnAction, LearnPress
from bot.texts import Texts
from bot.views.card import CAPTION_LIMIT
from bot.views.lessons.money import cents, price, signed_cents
from bot.views.lessons.signs import SIGNS, signs_of
from bot.views.lessons.texts import badges_text, home_text, screen_text
from bot.views.lessons.trade_texts import end_text, replay_text, stop_eaten_text, ticket_text
from bot.views.reader import Links, Place, Reader
from engine.club.lessons.badges import Badge
from engine.club.lessons.choices import Choice
from engine.club.lessons.course import LESSONS
from engine.club.lessons.ports import HeldBadge
from engine.club.lessons.practice import practise
from engine.club.lessons.ticket import ticket_of
from engine.club.people import Locale, Person, Preferences
from engine.market.values import Side
from tests.unit.club.lessons.test_ticket import every_choice

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
TEXTS = Texts(Path("locales"))
EACH_LOCALE = pytest.mark.parametrize("locale", list(Locale))
_TOAST = 200


def reader(locale: Locale = Locale.EN) -> Reader:
    prefers = Preferences(locale, "America/Chicago")
    return Reader(
        TEXTS.of(locale), prefers, AT, Place.PRIVATE, Links("helix_bot"), Person(7, "Maya", prefers, None, AT, True)
    )


@EACH_LOCALE
def test_every_caption_fits_under_its_picture(locale: Locale) -> None:
    me = reader(locale)
    captions = [home_text(frozenset({1, 2}), 3, me), badges_text([HeldBadge(Badge.GRADUATE, AT)], me)]
    for lesson in LESSONS:
        captions += [screen_text(lesson, screen, me) for screen in range(1, lesson.screens + 1)]
        for choice in every_choice(lesson)[::7]:
            ticket = ticket_of(lesson, choice)
            captions.append(ticket_text(lesson, ticket, me))
            if not ticket.is_stop_eaten:
                made = practise(lesson, choice)
                captions += [replay_text(made, step, me) for step in (0, 5)]
                captions.append(end_text(made, Decimal("-1.5"), [Badge.LESSON_6, Badge.GRADUATE], me))
    assert max(map(len, captions)) <= CAPTION_LIMIT
    assert not any("{" in caption or "learn-" in caption for caption in captions)


@EACH_LOCALE
def test_every_ticket_replay_and_end_says_that_money_is_simulated_and_the_path_drawn(locale: Locale) -> None:
    me = reader(locale)
    source = me.t("learn-source")
    simulated = {Locale.EN: "imulated", Locale.ES: "simulado", Locale.RU: "виртуальн"}[locale]
    for lesson in LESSONS:
        made = practise(lesson, lesson.first)
        for text in (ticket_text(lesson, made.ticket, me), replay_text(made, 3, me), end_text(made, None, [], me)):
            assert source in text
            assert simulated in text.split("\n")[0]


@EACH_LOCALE
def test_a_refused_stop_fits_into_a_toast(locale: Locale) -> None:
    text = stop_eaten_text(ticket_of(LESSONS[2], Choice(Side.LONG, stop=0)), reader(locale))
    assert len(text) <= _TOAST
    assert "$1.10" in text
    assert "1.1 %" in text


def test_a_ticket_says_its_numbers_word_for_word() -> None:
    lesson = LESSONS[3]
    text = ticket_text(lesson, ticket_of(lesson, lesson.first), reader())
    assert text.split("\n")[3:9] == [
        "SHORT BTC at <b>56,913.4</b> · stake $99.03, 5x = $495.15",
        "Target 53,498.6: <b>+$29.18</b>",
        "Stop 57,988.4: <b>-$9.90</b>",
        "Liquidation 67,956.3 (+19.4 %): <b>-$99.63</b>",
        "Reward for one risked: <b>2.95</b>",
        "Fees in and out about $0.54, included.",
    ]


def test_an_end_says_what_happened_what_it_made_and_what_it_brought() -> None:
    lesson = LESSONS[3]
    text = end_text(practise(lesson, lesson.first), Decimal("-9.9"), [Badge.LESSON_4], reader())
    assert text.split("\n")[2:6] == [
        "🎯 <b>Target hit at 53,498.6: +$29.18</b> after $0.53 of fees.",
        "The other side with the same choices: -$9.90.",
        "The near target is hit often and pays little. Look at the reward before you look at the chart.",
        "🏅 <b>New badge: Target and reward</b>",
    ]


def test_a_liquidation_is_named_by_the_price_the_ticket_warned_of() -> None:
    lesson = LESSONS[4]
    made = practise(lesson, lesson.first)
    assert f"Liquidated at {price(made.ticket.liquidation_usd)}: -$101.01</b>" in end_text(made, None, [], reader())


def test_keyboards_lead_forward_and_back() -> None:
    me, lesson = reader(), LESSONS[0]
    first = screen_keyboard(lesson, 1, me).inline_keyboard[0]
    assert [b.text for b in first] == ["‹ Back", "1 / 4", "Next ›"]
    assert LearnPress.unpack(first[0].callback_data or "").do is LearnAction.HOME
    last = screen_keyboard(lesson, 3, me).inline_keyboard[0]
    assert last[2].text == "Practice ›"
    assert LearnPress.unpack(last[2].callback_data or "").do is LearnAction.TICKET
    assert [b.text for b in end_keyboard(LESSONS[5], "s1111", me).inline_keyboard[0]] == ["↻ Try it otherwise"]


@EACH_LOCALE
def test_every_button_is_short_and_self_contained(locale: Locale) -> None:
    me = reader(locale)
    keyboards = [home_keyboard(frozenset({1}), me), badges_keyboard(me)]
    for lesson in LESSONS:
        keyboards += [screen_keyboard(lesson, screen, me) for screen in range(1, lesson.screens + 1)]
        keyboards += [ticket_keyboard(lesson, c, ticket_of(lesson, c), me) for c in every_choice(lesson)[:4]]
        keyboards.append(end_keyboard(lesson, lesson.first.code, me))
    for button in (b for keys in keyboards for row in keys.inline_keyboard for b in row):
        assert len((button.callback_data or "").encode()) <= 64
        assert 0 < len(button.text) <= 42


def test_what_is_set_has_no_buttons_and_what_is_chosen_a_dot() -> None:
    me, lesson = reader(), LESSONS[4]
    keys = ticket_keyboard(lesson, lesson.first, ticket_of(lesson, lesson.first), me)
    texts = [b.text for row in keys.inline_keyboard for b in row]
    assert texts[1:8] == ["🟢 Long •", "🔴 Short", "2x", "5x", "10x •", "25x", "50x"]


def test_every_badge_has_its_sign_and_a_graduates_lessons_are_in_one() -> None:
    assert set(SIGNS) == set(Badge)
    assert len(set(SIGNS.values())) == len(Badge)
    held = [HeldBadge(badge, AT) for badge in (Badge.FIRST_STOP, Badge.LESSON_2, Badge.LESSON_1)]
    assert signs_of(held) == ["1️⃣", "2️⃣", "🛡"]
    assert signs_of([*held, HeldBadge(Badge.GRADUATE, AT)]) == ["🎓", "🛡"]
    assert "1️⃣ 2️⃣ 🛡" in badges_text(held, reader())


@pytest.mark.parametrize(
    ("usdt", "plain", "signed"),
    [("1000", "$1,000.00", "+$1,000.00"), ("-9.788", "$-9.79", "-$9.79"), ("0.004", "$0.00", "$0.00")],
)
def test_money_is_shown_in_cents(usdt: str, plain: str, signed: str) -> None:
    assert signed_cents(Decimal(usdt)) == signed
    if not usdt.startswith("-"):
        assert cents(Decimal(usdt)) == plain
    assert price(Decimal("116105.78")) == "116,105.8"
