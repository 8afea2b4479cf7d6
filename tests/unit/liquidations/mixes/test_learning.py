"""Births by leverage learned from forced closes: a planted mix comes back, and what cannot be seen stays assumed."""

from datetime import timedelta

import numpy as np
import pytest

from engine.liquidations.mixes.keeper import FEWEST_HOURS, Span, learn_all
from engine.liquidations.mixes.learning import (
    LEVERAGES,
    default_shares,
    fit_shares,
    learn_class,
    learn_coin,
    training_rows,
)
from engine.market.values import MarketSource
from tests.unit.liquidations.mixes.closes import BTC, DAYS, NODES, START, bars_of, planted_hours


def test_a_planted_mix_is_found_among_the_leverages_that_are_liquidated() -> None:
    rows = training_rows(bars_of(), planted_hours(bars_of()), BTC)
    assert rows is not None
    learned = learn_class([rows])
    at = {round(leverage): share for leverage, share in zip(LEVERAGES, learned.shares, strict=True)}
    default = dict(zip(map(round, LEVERAGES), default_shares(rows.coin_class), strict=True))
    assert at[50] > 2 * default[50]
    seen = {leverage: share for leverage, share in at.items() if 10 <= leverage <= 100}
    assert sorted(seen, key=lambda leverage: -seen[leverage])[:2] in ([10, 50], [50, 10])
    assert learned.gain_low > 0
    assert learned.shares.sum() == pytest.approx(1.0)


def test_the_default_mix_earns_nothing_over_itself() -> None:
    bars = bars_of()
    rows = training_rows(bars, planted_hours(bars, NODES.shares), BTC)
    assert rows is not None
    assert learn_class([rows]).gain < 0.01


def test_what_is_never_liquidated_stays_as_assumed() -> None:
    terms = np.column_stack([np.ones(500), np.zeros(500)])
    prior = np.array([0.25, 0.75])
    shares = fit_shares(terms, np.full(500, 2.0), prior, 5.0)
    assert shares == pytest.approx(prior, abs=1e-6)


def test_a_coin_with_few_hours_stays_near_its_class_and_one_with_many_leaves_it() -> None:
    bars, of_class = bars_of(), np.full(len(LEVERAGES), 1 / len(LEVERAGES))
    rows = training_rows(bars, planted_hours(bars), BTC)
    assert rows is not None
    few = rows.only(rows.at_ms < rows.at_ms.min() + 5 * 86_400_000)
    away = [float(np.abs(learn_coin([some], of_class).shares - of_class).sum()) for some in (few, rows)]
    assert away[0] < away[1]


def test_too_few_hours_teach_nothing() -> None:
    bars = bars_of()
    rows = training_rows(bars, planted_hours(bars), BTC)
    assert rows is not None
    until = START + timedelta(days=DAYS)
    span = Span(START, until)
    short = rows.only(rows.at_ms < rows.at_ms.min() + (FEWEST_HOURS - 1) * 3_600_000)
    assert learn_all(MarketSource.LIVE, [short], span, until + timedelta(hours=1)) == []
    found = learn_all(MarketSource.LIVE, [rows], span, until + timedelta(hours=1))
    assert [(one.coin, one.valid_from > one.trained_to) for one in found] == [(None, True), ("BTC", True)]


def test_hours_the_map_cannot_know_are_left_out() -> None:
    bars = bars_of()
    measured = planted_hours(bars)
    assert training_rows(bars.part(0, 96), measured, BTC) is None  # one day of bars
    silent = type(measured)(measured.open_ms, np.zeros_like(measured.long_usd), np.zeros_like(measured.short_usd))
    assert training_rows(bars, silent, BTC) is None
