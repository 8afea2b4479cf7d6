"""What is said about a vendor's map: short enough for a toast, long enough to help, never in dollars."""

import re
from datetime import timedelta

import pytest

from bot.callbacks import ModelChoice
from bot.views.card import CAPTION_LIMIT
from bot.views.vendor import refusal_line, refusal_text, vendor_caption, with_line
from engine.club.people import Locale, Style
from engine.liquidations.vendor.as_map import relative_map
from engine.liquidations.vendor.refusals import VendorRefused, VendorWhy
from engine.liquidations.vendor.values import Dated, VendorDay
from engine.market.windows import Window
from tests.unit.bot.test_screens import TEXTS, reader
from tests.unit.vendor.test_relative import vendor_map

TAG = re.compile(r"</?[a-z ]+>")
DAY = VendorDay(("Binance", "OKX", "Bybit"), 912e6, 806e6, 160.25e9, -0.123, -0.000092, 166.25e9)


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("why", list(VendorWhy))
def test_every_no_has_its_own_words_that_fit_a_toast(why: VendorWhy, locale: Locale) -> None:
    refusal = VendorRefused(why, wait_s=59.6)
    said = TAG.sub("", refusal_text(refusal, reader(locale)))
    assert TEXTS.of(locale).has(refusal.text_key)
    assert 20 < len(said) <= 200
    others = {refusal_text(VendorRefused(other), reader(locale)) for other in VendorWhy if other is not why}
    assert said not in others


def test_what_a_key_unlocks_is_said_where_a_key_would_help() -> None:
    helped = {why for why in VendorWhy if refusal_line(VendorRefused(why), reader()) is not None}
    assert helped == {VendorWhy.NO_KEY, VendorWhy.PLAN, VendorWhy.BAD_KEY, VendorWhy.NOT_LIVE}


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("window", [Window.D7, Window.Y1])
def test_a_caption_fits_telegram_with_everything_in_it(locale: Locale, window: Window) -> None:
    told = vendor_map(window)
    dated = Dated(told, timedelta(minutes=29), is_stale=True)
    said = vendor_caption(dated, relative_map(told), DAY, ModelChoice.CG3, reader(locale), hide_weak=90)
    assert len(TAG.sub("", said)) <= CAPTION_LIMIT
    block = said[said.index("<pre>") : said.index("</pre>")]
    assert "$" not in block
    assert block.isascii()
    assert all(len(line) <= 34 for line in block.removeprefix("<pre>").split("\n"))
    assert "29" in said


def test_a_short_caption_leaves_the_lesson_out() -> None:
    told = vendor_map()
    said = vendor_caption(
        Dated(told, timedelta()), relative_map(told), None, ModelChoice.CG1, reader(style=Style.BRIEF)
    )
    assert "blockquote" not in said
    assert "modelled by CoinGlass, relative" in said.splitlines()[-1]


def test_one_line_more_stands_before_the_source_and_takes_the_lessons_place_where_room_is_short() -> None:
    lesson = "<blockquote expandable>" + "x" * 500 + "</blockquote>"
    long = f"<b>Title</b>\n{'y' * 400}\n{lesson}\n<i>source</i>"
    said = with_line(long, "z" * 200)
    assert lesson not in said
    assert said.splitlines()[-2:] == ["z" * 200, "<i>source</i>"]
    assert with_line("<b>Title</b>\n<i>source</i>", "one more") == "<b>Title</b>\none more\n<i>source</i>"
