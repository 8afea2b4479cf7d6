"""The daily note on paper and the market: its first line answers, and it fits, whatever the day was like."""

from dataclasses import replace
from datetime import date

import pytest

from bot.posts.drift import write_drift
from bot.views.card import TEXT_LIMIT
from bot.views.drift import drift_text
from engine.club.people import Locale
from engine.club.posts import Post
from engine.exchange.drift_day import POST_KIND, DriftDay, Leaning, day_body, day_from, post_key
from engine.exchange.drift_rows import Why
from engine.exchange.drift_summary import Drift
from engine.exchange.outputs import FillModel
from engine.market.values import Coin, MarketSource
from tests.unit.bot.test_screens import reader

DAY = date(2026, 11, 26)


def drift(
    model: FillModel | None = None, coin: str | None = None, mean: float | None = 0.3, *, fills: int = 1_230
) -> Drift:
    has = mean is not None
    return Drift(
        model,
        None if coin is None else Coin(coin),
        fills=fills,
        compared=1_204 if has else 0,
        not_reached=0,
        median_bps=0.2 if has else None,
        mean_bps=mean,
        worst_bps=-12.1 if has else None,
        within=0.97 if has else None,
        bound_bps=5.0,
        advantage_usdt=3.12 if has else 0.0,
    )


def day_of(mean: float | None = 0.3) -> DriftDay:
    drifts = (drift(mean=mean), drift(FillModel.BOOK, mean=mean), drift(FillModel.BOOK, "BTC", mean))
    return DriftDay(MarketSource.LIVE, DAY, 1_240, drifts, ((Why.THIN, 20), (Why.DEAF, 6)))


NOTHING = DriftDay(MarketSource.SIMULATED, DAY, 0, (), ())


def test_an_even_day_is_told_line_by_line() -> None:
    said = drift_text(day_of(), reader()).split("\n")
    assert said[:5] == [
        "📐 <b>Paper beside the market, 26 November 2026</b>",
        "<b>Paper was as the market</b>: median +0.2 bps, mean +0.3 bps, +$3.12 of simulated money in all; "
        "1,204 of 1,240 fills compared.",
        "<b>Takers, through the book</b> · 1,230 fills · median +0.2, mean +0.3, worst -12.1 bps · "
        "97 % within 5 bps · +$3.12",
        "BTC · 1,230 fills · median +0.2, mean +0.3, worst -12.1 bps · 97 % within 5 bps · +$3.12",
        "Not compared: too little traded: 20 · trades not heard without a break: 6 · "
        "left out by a restart or a rush: 10",
    ]
    assert "<code>reports/paper-drift-live-2026-11-26.csv</code>" in said[5]
    assert said[-1] == "<i>live · simulated money · measured · days are UTC</i>"


@pytest.mark.parametrize(
    ("mean", "leaning", "said"),
    [
        (0.6, Leaning.KINDER, "<b>Paper was kinder than the market</b>: by +0.6 bps a fill on average"),
        (-0.6, Leaning.STRICTER, "<b>Paper was stricter than the market</b>: -0.6 bps a fill on average"),
        (None, Leaning.UNKNOWN, "<b>Nothing can be said of that day</b>: of 1,240 fills none could be compared."),
    ],
)
def test_a_paper_that_was_kinder_or_stricter_is_said_openly(mean: float | None, leaning: Leaning, said: str) -> None:
    one = day_of(mean)
    assert one.leaning is leaning
    assert drift_text(one, reader()).split("\n")[1].startswith(said)


def test_a_day_without_trades_says_so_and_nothing_more() -> None:
    said = drift_text(NOTHING, reader()).split("\n")
    assert said[1:] == [
        "<b>Nothing was traded on paper that day.</b> There is nothing to compare.",
        "<i>SIMULATED · simulated money · measured · days are UTC</i>",
    ]


def test_makers_fills_without_confirmation_are_a_warning() -> None:
    one = day_of()
    doubted = replace(one, drifts=(replace(one.drifts[0], not_reached=1), *one.drifts[1:]))
    assert "⚠️ 1 maker fill is at a price that the trades do not confirm." in drift_text(doubted, reader())


async def test_a_post_carries_the_day_and_the_coins_that_traded_most() -> None:
    coins = tuple(drift(FillModel.BOOK, f"C{n}") for n in range(9))
    one = day_of()
    body = day_body(replace(one, drifts=(*one.drifts[:2], *coins)))
    assert day_from(MarketSource.LIVE, body) == replace(one, drifts=(*one.drifts[:2], *coins[:5]))
    post = Post(post_key(MarketSource.LIVE, DAY), 7, POST_KIND, MarketSource.LIVE, body)
    letter = await write_drift(post, reader())
    assert letter.is_silent
    assert "C4 · " in letter.text
    assert "C5 · " not in letter.text


@pytest.mark.parametrize("locale", list(Locale))
def test_the_longest_note_fits_in_a_message(locale: Locale) -> None:
    worst = replace(
        drift(mean=-1_234.5, fills=1_234_567),
        median_bps=-1_234.5,
        worst_bps=-9_999.9,
        advantage_usdt=-1e7,
        not_reached=9,
    )
    full = [replace(worst, model=None)]
    for model in (FillModel.BAR, FillModel.BOOK, FillModel.QUEUE):
        full += [replace(worst, model=model)]
        full += [replace(worst, model=model, coin=Coin(f"1000LONGCOIN{n}")) for n in range(30)]
    one = DriftDay(MarketSource.SIMULATED, DAY, 2_000_000, tuple(full), tuple((why, 123_456) for why in Why))
    said = drift_text(day_from(one.source, day_body(one)), reader(locale))
    assert len(said) <= TEXT_LIMIT
