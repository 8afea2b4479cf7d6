"""/hunt in words: the first line answers, columns fit the narrowest phone, captions fit Telegram, in every language."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from bot.keyboards.hunting import HuntAction, HuntPress, coin_keyboard, detail_keyboard, hunters_keyboard
from bot.views.hunters import hunters_text
from bot.views.hunting import coin_answer, coin_caption, detail_text
from bot.views.hunting_figures import percent_range, short_percent, short_span
from bot.views.hunting_labels import hunting_labels
from bot.views.reader import Place
from engine.club.people import Locale
from engine.market.values import Coin, Venue
from engine.market.windows import Window
from engine.scanners.hunting.book import Hunters
from engine.scanners.hunting.verdict import Interval
from tests.unit.bot.test_screens import reader
from tests.unit.scanners.hunting.histories import BTC, SOURCE, book, btc, pattern, plain_coins, tally

LISTED = HuntPress(do=HuntAction.LIST, window=Window.H12)
OPENED = HuntPress(do=HuntAction.COIN, window=Window.H12, coin="BTC")


async def ranked(patterns: list, window: Window = Window.H12) -> Hunters:  # type: ignore[type-arg]
    return await book(patterns).ranking(window)


def columns(text: str) -> list[str]:
    blocks = re.findall(r"<pre>(.*?)</pre>", text, re.DOTALL)
    return [unescape(line) for block in blocks for line in block.splitlines()]


async def test_the_ranking_says_how_many_hunt_and_marks_them() -> None:
    found = await ranked([*btc(), *plain_coins(3)])
    said = hunters_text(found, found.ranked, 1, SOURCE, reader())
    assert said.startswith(
        "<b>Hunters 12h:</b> 1 of 4 measured coins\n"
        "* = its largest level was reached more often than one as far away on the other side, and than a random one.\n"
        "<pre>#  coin   reached other time  wick\n"
        "1  BTC    120/189*   60 3.2h 0.31%\n"
        "2  C0      90/180    84   4h 0.31%\n"
    )
    assert said.endswith("<i>recorded 6 Feb 06:00 · levels modelled, what followed measured · not advice</i>")


async def test_the_order_is_the_lower_end_of_the_gap_and_not_the_gap_itself() -> None:
    few = pattern("FEW", Window.H12, tally(20, 30, 12, 9, 12.0, 3, 6))  # +27 points of thirty cases
    many = pattern("MANY", Window.H12, tally(200, 400, 120, 90, 130.0, 3, 6))  # +20 points of four hundred
    assert [one.pattern.coin for one in (await ranked([few, many])).ranked] == ["MANY", "FEW"]


async def test_a_range_that_goes_down_to_none_is_text_and_no_tag() -> None:
    history = await book([pattern("BTC", Window.H12, tally(0, 39, 1, 0, 1.0, 0, 0))]).history(Coin("BTC"))
    for said in (
        coin_caption(history, history.windows, None, SOURCE, reader()),
        detail_text(history, Window.H12, SOURCE, reader()),
    ):
        assert re.search(r"0/39 +&lt;\d", said)


async def test_where_none_hunts_it_says_so_and_still_shows_the_nearest() -> None:
    found = await ranked(plain_coins(2))
    said = hunters_text(found, found.ranked, 1, SOURCE, reader())
    assert said.startswith(
        "<b>Hunters 12h:</b> none of 2 measured coins so far\nNo coin's largest level beats both the other side and"
    )
    assert "*" not in "".join(columns(said))


async def test_coins_with_too_few_cases_are_named_apart() -> None:
    few = [pattern(f"N{n:02}", Window.H12, tally(5, 29, 1, 1, 3.0, 1, 2)) for n in range(10)]
    found = await ranked([*plain_coins(1), *few])
    said = hunters_text(found, found.ranked, 1, SOURCE, reader())
    assert "Too few cases yet (under 30): N00, N01, N02, N03, N04, N05, N06, N07 +2." in said
    alone = await ranked(few)
    assert "Too few cases yet" in hunters_text(alone, (), 1, SOURCE, reader())


async def test_before_anything_is_measured_it_says_that() -> None:
    found = await ranked([])
    assert "nothing is measured yet" in hunters_text(found, (), 1, SOURCE, reader())
    history = await book([]).history(BTC)
    assert coin_answer(history, reader()).startswith("<b>BTC is not measured yet.</b>")
    assert detail_text(history, Window.H12, SOURCE, reader()).startswith("<b>BTC is not measured yet.</b>")


async def test_a_coin_names_its_windows_and_its_best() -> None:
    history = await book(btc()).history(BTC)
    said = coin_caption(history, history.windows, None, SOURCE, reader())
    assert said.startswith(
        "<b>BTC hunts on 12h, 30d.</b> Best on 30d: largest level reached within 7 days in 30 of 40, other side 12.\n"
        "<pre>win  reached  95% other half  wick\n"
        "12h* 120/189 56-70   60 3.2h 0.31%\n"
    )
    assert "Too few cases: 180d 27, 1y 0." in said


async def test_a_coin_that_hunts_nowhere_or_has_too_little_says_which() -> None:
    plain = await book(plain_coins(1)).history(Coin("C0"))
    assert coin_answer(plain, reader()).startswith("<b>C0 hunts on no window so far.</b>")
    young = await book([pattern("NEW", Window.H12, tally(5, 29, 1, 1, 3.0, 1, 2))]).history(Coin("NEW"))
    assert coin_answer(young, reader()).startswith("<b>NEW: too few cases on every window.</b>")


async def test_a_window_in_detail_tells_intervals_times_wicks_levels_and_venues() -> None:
    said = detail_text(await book(btc()).history(BTC), Window.H12, SOURCE, reader())
    assert said.startswith("<b>BTC 12h: it hunts.</b> 191 past maps since 3 Nov, 3 left out for holes.")
    assert (
        "reached within 12 h in 63 % of the cases (56 to 70), the other side in 32 %: +32 points (+22 to +41)" in said
    )
    assert "half of the hits within 3.2 h, four of five within 7.5 h" in said
    assert "half up to 0.31 %, nine of ten up to 1.10 %, of 76 times price came back out of 88" in said
    assert (
        sum(line.startswith(("largest", "magnet", "above", "below", "bybit", "binance")) for line in columns(said)) == 6
    )
    few = detail_text(await book(btc()).history(BTC), Window.D180, SOURCE, reader())
    assert few.startswith("<b>BTC 180d: too few cases.</b>")
    assert "points" not in few
    assert "too few, 7 times" in few


@pytest.mark.parametrize("locale", list(Locale))
async def test_columns_are_ascii_and_fit_and_captions_fit_in_every_language(locale: Locale) -> None:
    widest = [pattern("1000000MOG", window, tally(999, 999, 998, 997, 998.0, 47, 999)) for window in Window]
    for one in (btc(), widest):
        held, who = book([replace(p, venue=v, venues=(v,)) for p in one for v in Venue] + one), reader(locale)
        coin = one[0].coin
        found, history = await held.ranking(Window.H12), await held.history(coin)
        caption = coin_caption(history, history.windows, Venue.BINANCE, SOURCE, who)
        texts = [hunters_text(found, found.ranked, 501, SOURCE, who), caption]
        texts.append(detail_text(history, Window.H12, SOURCE, who))
        for text in texts:
            assert columns(text)
            assert all(len(line) <= 34 and line.isascii() for line in columns(text)), columns(text)
        assert len(re.sub(r"<[^>]+>", "", caption)) <= 1024
        assert hunting_labels(history, history.windows, SOURCE, who).rows


@pytest.mark.parametrize("place", list(Place))
async def test_every_press_fits_and_a_channel_has_links_alone(place: Place) -> None:
    who = replace(reader(place=place), owner="zzzzzzzzzzzzz")
    longest = OPENED.but(coin="A" * 20, window=Window.D180, page=999, owner="zzzzzzzzzzzzz")
    keyboards = [
        hunters_keyboard(longest.but(do=HuntAction.LIST), ["A" * 20] * 8, 1, 63, who),
        coin_keyboard(longest, tuple(Venue), who),
        detail_keyboard(longest, who),
    ]
    for keys in keyboards:
        every = [button for row in keys.inline_keyboard for button in row]
        assert all(len((button.callback_data or "").encode()) <= 64 for button in every)
        if place is Place.CHANNEL:
            assert all(button.url for button in every)


def test_the_venues_row_is_there_where_there_are_several() -> None:
    one, two = (coin_keyboard(OPENED, venues, reader()) for venues in ((Venue.BYBIT,), tuple(Venue)))
    names = [[button.text for button in row] for row in two.inline_keyboard]
    assert ["All venues •", "Bybit", "Binance"] in names
    assert len(one.inline_keyboard) == len(two.inline_keyboard) - 1


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(5, "5m"), (55, "55m"), (60, "1h"), (190, "3.2h"), (600, "10h"), (2_820, "47h"), (2_880, "2d"), (10_080, "7d")],
)
def test_spans_take_at_most_four_characters(minutes: int, said: str) -> None:
    assert short_span(timedelta(minutes=minutes)) == said


def test_figures_without_a_measurement_are_a_dash() -> None:
    assert (short_span(None), short_percent(None)) == ("-", "-")
    assert (short_percent(0.0031), short_percent(0.123)) == ("0.31%", "12.3%")


@pytest.mark.parametrize(("low", "high", "said"), [(0.56, 0.7, "56-70"), (0.89, 1.0, ">89"), (0.0, 0.11, "<11")])
def test_an_interval_to_the_end_is_open(low: float, high: float, said: str) -> None:
    assert percent_range(Interval(low, high)) == said
