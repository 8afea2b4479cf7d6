"""Words on buttons are whole on a phone 390 px wide: the more of them in a row, the shorter each."""

from dataclasses import replace

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import CardAction, CardKind, CardPress
from bot.keyboards.cards import card_keyboard
from bot.keyboards.learn import badges_keyboard, home_keyboard
from bot.keyboards.paper_card import order_row, over_keyboard, position_rows
from bot.keyboards.paper_lists import account_keyboard, history_keyboard, positions_keyboard, reset_keyboard
from bot.keyboards.screens import main_keyboard, start_keyboard
from bot.keyboards.ticket import risks_keyboard, ticket_keyboard
from bot.rounds.keys import compete_keyboard, leave_keyboard, profile_keyboard
from bot.views.reader import Links, Reader
from engine.club.people import Locale
from engine.club.rounds.values import Period
from engine.market.values import Coin
from engine.market.windows import Window
from tests.unit.bot.paper import POSITION
from tests.unit.bot.test_screens import SCAN, reader
from tests.unit.bot.test_ticket_screen import DRAFT, GOALS, TICKET
from tests.unit.exchange.markets import D

ROOM = {1: 40, 2: 24, 3: 15, 4: 10, 5: 10, 6: 7}  # letters by buttons in a row, as the page and the apps show them
NARROW = ".,:;·'|!iljтг "


def length(text: str) -> float:
    """In letters of usual width; a sign of the first column counts two."""
    return sum(0.5 if letter in NARROW else 2 if ord(letter) > 0x2700 else 1 for letter in text)


def keyboards(who: Reader) -> list[InlineKeyboardMarkup]:
    card = CardPress(do=CardAction.OPEN, kind=CardKind.SCAN, coin=Coin("BTC"), window=Window.H12)
    heatmap = card.model_copy(update={"kind": CardKind.HEATMAP})
    return [
        start_keyboard("BTC", who),
        main_keyboard(who),
        card_keyboard(card, SCAN, who),
        card_keyboard(heatmap, SCAN, who),
        ticket_keyboard(DRAFT, TICKET, GOALS, who),
        ticket_keyboard(replace(DRAFT, size=D(50)), TICKET, GOALS, who),
        risks_keyboard(DRAFT, who),
        InlineKeyboardMarkup(inline_keyboard=position_rows(POSITION, who)),
        InlineKeyboardMarkup(inline_keyboard=[order_row(4, who)]),
        over_keyboard(4, who),
        positions_keyboard([POSITION], who),
        account_keyboard(who),
        account_keyboard(who, is_picture=True),
        history_keyboard(1, True, who),
        reset_keyboard(1, (D(10_000), D(500)), who),
        compete_keyboard(Period.DAY, None, who),
        leave_keyboard(Period.DAY, who),
        profile_keyboard(is_hidden=False, may_follow=True, reader=who),
        home_keyboard(frozenset({1}), who),
        badges_keyboard(who),
    ]


@pytest.mark.parametrize("locale", Locale)
def test_no_word_is_cut_off_on_a_phones_buttons(locale: Locale) -> None:
    links = Links("helix_bot", "CODE", has_paper=True, day_prize="$100", has_lessons=True)
    who = replace(reader(locale), links=links)
    rows = [row for keys in keyboards(who) for row in keys.inline_keyboard]
    cut = [
        (len(row), button.text, length(button.text))
        for row in rows
        for button in row
        if length(button.text) > ROOM.get(len(row), 6)
    ]
    assert cut == []
