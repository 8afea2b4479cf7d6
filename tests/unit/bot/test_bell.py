"""The post at the bell, word for word as it was approved, and the board below it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.rounds.bell_text import Bell, GroupStanding, Running, bell_text, live_text, ranks_of
from bot.rounds.keys import bell_keyboard
from bot.rounds.table import board_table
from engine.club.people import Locale
from engine.market.values import MarketSource
from tests.unit.bot.round_builders import BELL, FRIDAY, HOUSE, RESULT, SATURDAY, TOP, WEEK, line, page, reader

GROUP = GroupStanding((TOP[1], TOP[4]), 41)
BELL_POST = Bell(RESULT, GROUP, SATURDAY, MarketSource.LIVE)
APPROVED = """\
🏁 <b>Friday 6 Feb is closed</b> · 2,318 traders, 1,104 ranked
<pre>   trader       score trades   dip
1  nightowl    +40.2%      7 -4.1%
2  Lena_K      +36.8%     11 -6.0%
3  sats4lunch  +33.1%      5 -3.2%
4  quiet_bull  +29.7%      9 -7.5%
5  Diego77     +27.5%      4 -5.8%</pre>
💵 <b>$100 to nightowl</b>, checked: 38,412 fills replayed, same result. Proof <code>9f3c61e1</code>
Best trade: SOL long 10x, 80.20 to 88.40, <b>+10.2 %</b>.
The middle trader made <b>-0.9 %</b>. BTC did +5.7 %.
This group: Lena_K 2nd, Diego77 5th, 41 of us ranked.
<b>Saturday is open</b> until 00:00 Chicago. Score = change of your paper account since the bell.
<i>Simulated money, real prices. Free to enter, at least 3 trades. /compete</i>"""


def test_the_post_is_the_approved_screen() -> None:
    assert bell_text(BELL_POST, HOUSE, reader()) == APPROVED


def test_its_buttons_are_the_approved_ones() -> None:
    rows = bell_keyboard(FRIDAY.key, SATURDAY, HOUSE, reader()).inline_keyboard
    assert [[b.text for b in row] for row in rows] == [
        ["📊 My rank", "🏆 This group", "📜 Full board"],
        ["▶ Join Saturday's round"],
    ]
    join = rows[1][0]
    assert join.style == "primary"
    assert join.url == "https://t.me/helix_demo_bot?start=compete_day"
    assert rows[0][2].url == "https://t.me/helix_demo_bot?start=board_day-2026-02-06"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (Locale.ES, "🏁 <b>Viernes 6 feb, cerrado</b> · 2.318 traders, 1.104 clasificados"),
        (Locale.RU, "🏁 <b>Пятница, 6 фев: раунд закрыт</b> · 2\u00a0318 трейдеров, 1\u00a0104 в рейтинге"),
    ],
)
def test_other_groups_read_it_in_their_language(locale: Locale, said: str) -> None:
    text = bell_text(BELL_POST, HOUSE, reader(locale))
    assert text.startswith(said)
    assert "nightowl" in text


def test_a_week_names_no_prize_and_opens_nothing() -> None:
    result = replace(RESULT, round=WEEK, prize_usd=Decimal(0), prize_user_id=None, prize_name=None)
    text = bell_text(Bell(result, GROUP, None, MarketSource.LIVE), HOUSE, reader())
    assert text.startswith("🏁 <b>The week of 2 Feb is closed</b>")
    assert "$" not in text
    assert "✔ The result was checked: 38,412 fills replayed" in text
    assert "is open" not in text


def test_a_winner_who_hides_is_not_named() -> None:
    hidden = (replace(TOP[0], name=None), *TOP[1:])
    text = bell_text(replace(BELL_POST, result=replace(RESULT, top=hidden, prize_name=None)), HOUSE, reader())
    assert "<b>$100 to a trader</b>" in text
    assert "1  (hidden)    +40.2%" in text


def test_a_day_without_anybody_is_said_plainly() -> None:
    empty = replace(RESULT, top=(), ranked=0, prize_user_id=None, prize_name=None, best=None, middle_ppm=None)
    text = bell_text(replace(BELL_POST, result=empty, group=GroupStanding((), 0)), HOUSE, reader())
    assert text.splitlines()[1:3] == ["Nobody had the 3 trades that a rank needs.", "BTC did +5.7 %."]


def test_simulated_prices_are_called_so() -> None:
    assert "SIMULATED prices" in bell_text(replace(BELL_POST, source=MarketSource.SIMULATED), HOUSE, reader())


@pytest.mark.parametrize(
    "shown",
    [
        TOP,
        (line(1_234_567, "W" * 20, -999_000, 12_345, 987_000), line(1_234_568, "Лев Толстой", 12_345_678, 3, 999)),
        (line(None, "陈光诚", 0, 0, 0),),
        (line(12, "<b>&", 99_999_999, 999, 1_000_000),),
    ],
)
def test_columns_are_ascii_and_at_most_34_wide(shown) -> None:  # type: ignore[no-untyped-def]  # rows as above
    table = board_table(shown, reader(Locale.RU))
    body = table.removeprefix("<pre>").removesuffix("</pre>").replace("&lt;", "<").replace("&gt;", ">")
    for row in body.replace("&amp;", "&").split("\n"):
        assert row.isascii(), row
        assert len(row) <= 34, row


def test_cyrillic_names_are_spelled_in_the_letters_columns_have() -> None:
    assert "Lev Tolsto" in board_table((line(1, "Лев Толстой", 1, 3, 0),), reader())


def test_the_running_board_stands_below_with_its_time() -> None:
    text = live_text(Running(SATURDAY, page(TOP[:2]), GROUP, MarketSource.LIVE), HOUSE, reader(), is_alone=False)
    assert text.splitlines()[0] == "🏆 <b>Saturday so far</b> · 08:05 · 2,318 traders, 1,104 ranked"
    assert text.splitlines()[-1] == "This group: Lena_K 2nd, Diego77 5th, 41 of us ranked."


def test_only_who_stands_where_makes_a_board_another_one() -> None:
    assert ranks_of(TOP) == ranks_of([replace(one, score_ppm=one.score_ppm + 5) for one in TOP])
    assert ranks_of(TOP) != ranks_of([TOP[1], TOP[0]])


def test_the_house_counts_days_not_the_reader() -> None:
    late = reader(now=BELL)
    assert "Friday 6 Feb" in bell_text(BELL_POST, HOUSE, late)
