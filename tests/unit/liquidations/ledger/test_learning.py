"""What baselines are told and taught: bars that had closed, and hours that were over a day before."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
import pytest

from engine.liquidations.ledger.chain import ALL, Draft, Kind
from engine.liquidations.ledger.frozen import LOOKBACK_HOURS
from engine.liquidations.ledger.grid import amounts
from engine.liquidations.ledger.inputs import Past, inputs_of, round_step
from engine.liquidations.ledger.judge import APART, Judge
from engine.liquidations.ledger.ports import Tallied
from engine.liquidations.ledger.scoring import Score
from engine.liquidations.ledger.spelling import BadBody
from engine.liquidations.ledger.standing import CoinStanding
from engine.liquidations.ledger.weights import (
    RANGE_TERMS,
    SCALES,
    Lesson,
    Weights,
    fit_weights,
    read_weights,
    unlearned,
    weights_body,
)
from engine.market.folding import fold
from engine.market.values import Bars, Coin, MarketSource
from tests.end_to_end.bot.market import SetClock
from tests.unit.liquidations.ledger.made import BTC, HOUR, NOON, SIMULATED
from tests.unit.liquidations.ledger.skill import scores_of
from tests.unit.liquidations.markets import walk

ROWS = 8 * 288


def past_of(bars: Bars) -> tuple[Past, float, int]:
    week = fold(bars, 1_800_000)
    return Past(bars.last(432), week.last(336)), float(bars.close[-1]), int(bars.open_ms[-1]) + bars.step_ms


def test_extremes_reach_back_as_far_as_they_say() -> None:
    bars = walk(ROWS)
    given = inputs_of(*past_of(bars))
    for hours in (1, 12, 24, 72):
        place = LOOKBACK_HOURS.index(hours)
        high, low, part = given.highs[place], given.lows[place], bars.last(hours * 12)
        assert high == pytest.approx(float(part.high.max()), rel=2e-3 if hours == 72 else 1e-12)
        assert low == pytest.approx(float(part.low.min()), rel=2e-3 if hours == 72 else 1e-12)
    assert list(given.highs) == sorted(given.highs)


def test_an_hours_sigma_is_that_of_the_walk() -> None:
    given = inputs_of(*past_of(walk(ROWS, sigma=0.002)))
    assert given.sigma == pytest.approx(0.002 * np.sqrt(12), rel=0.1)
    assert given.atr == pytest.approx(0.002 * np.sqrt(12) * 1.6, rel=0.4)


def test_the_profile_holds_the_weeks_volume_near_price() -> None:
    bars = walk(ROWS, sigma=0.0005)  # stays inside the grid
    past, price, as_of_ms = past_of(bars)
    profile = inputs_of(past, price, as_of_ms).profile
    held = amounts(profile.below).sum() + amounts(profile.above).sum()
    assert held == pytest.approx(float((past.week.volume_base * past.week.close).sum()), rel=0.03)


def test_unknown_volume_and_interest_change_nothing() -> None:
    bars = walk(ROWS)
    nothing = np.full(len(bars), np.nan)
    bare = Bars(bars.step_ms, bars.open_ms, *bars.columns()[:4], np.zeros(len(bars)), nothing, nothing)
    given = inputs_of(*past_of(bare))
    assert (given.volume_ratio, given.oi_ratio) == (1.0, 1.0)


def test_a_market_that_stood_still_has_a_sigma_all_the_same() -> None:
    flat = np.full(ROWS, 100.0)
    at = np.arange(ROWS, dtype=np.int64) * 300_000 + 1_767_225_600_000
    given = inputs_of(*past_of(Bars(300_000, at, flat, flat, flat, flat, flat, flat, flat)))
    assert given.sigma > 0
    assert given.spread > 0


@pytest.mark.parametrize(("price", "step"), [(66_586.0, 500.0), (1_950.0, 10.0), (100.0, 0.5), (4.1e-6, 2.5e-8)])
def test_round_numbers_are_round_and_half_a_percent_apart(price: float, step: float) -> None:
    assert round_step(price) == pytest.approx(step)


def lessons(coin: Coin, count: int, seed: int = 1, scale: float = 1e6) -> list[Lesson]:
    """Closed is three times the break of the 12 h extreme and one of travel, in this coin's own size."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        terms = rng.uniform(0, 0.01, (2, RANGE_TERMS)) * (rng.random((2, RANGE_TERMS)) < 0.5)
        usd = scale * (3 * terms[:, 4] + terms[:, 8])
        first, second = (tuple(row) for row in terms.tolist())
        made.append(Lesson(coin, (first, second), 1.0, 1.0, (float(usd[0]), float(usd[1]))))
    return made


def test_weights_find_the_term_that_matters_whatever_the_coins_size() -> None:
    told = [*lessons(BTC, 400), *lessons(Coin("PEPE"), 400, seed=2, scale=10.0)]
    weights = np.array(fit_weights(ALL, told, NOON).b7)
    assert weights[4] / weights[8] == pytest.approx(3.0, rel=0.1)
    assert np.delete(weights, [4, 8]).max() < 0.1 * weights[8]


def test_nothing_to_learn_from_leaves_every_term_alike() -> None:
    silent = [Lesson(BTC, ((0.0,) * 9, (0.0,) * 9), 1.0, 1.0, (0.0, 0.0))] * 5
    assert fit_weights(BTC, silent, NOON) == unlearned(BTC, NOON)
    assert fit_weights(BTC, [], NOON).hours == 0


def test_weights_are_used_as_they_are_spelt() -> None:
    weights = fit_weights(BTC, lessons(BTC, 50), NOON)
    assert read_weights(weights_body(weights)) == weights
    assert (len(weights.b7), len(weights.b8)) == (RANGE_TERMS, RANGE_TERMS * SCALES)
    with pytest.raises(BadBody):
        read_weights(weights_body(weights).replace(b"b7 ", b"b7 1 "))


@dataclass
class Kept:
    """Implements `JudgeStore` in memory."""

    told: list[Score]
    drafts: list[Draft] = field(default_factory=list)
    standings: list[CoinStanding] = field(default_factory=list)

    async def append(self, source: MarketSource, drafts: list[Draft]) -> int:
        self.drafts += drafts
        return len(drafts)

    async def scores(self, source: MarketSource, coin: Coin, since: object, until: object) -> list[Score]:
        return [score for score in self.told if score.coin == coin]

    async def tallied(self, source: MarketSource, coin: Coin, since: object) -> Tallied:
        return Tallied(None, None, len(self.told), len(self.told), {})

    async def scored_coins(self, source: MarketSource, since: object) -> dict[Coin, int]:
        return {BTC: len(self.told)}

    async def sampled_lessons(self, source: MarketSource, since: object, until: object, most: int) -> list[Lesson]:
        return [score.lesson() for score in self.told if score.hour_at < until]  # type: ignore[operator]

    async def newest_weights(self, source: MarketSource) -> dict[Coin, tuple[int, Weights]]:
        found = [(n, read_weights(d.body)) for n, d in enumerate(self.drafts, 1) if d.kind is Kind.WEIGHTS]
        return {weights.coin: (n, weights) for n, weights in found}

    async def judged(self, source: MarketSource) -> dict[Coin, tuple[object, int]]:
        return {one.coin: (one.judged_at, one.scores) for one in self.standings}

    async def save_standing(self, standing: CoinStanding) -> None:
        self.standings.append(standing)


def with_terms(scores: list[Score]) -> list[Score]:
    one = (0.001,) * RANGE_TERMS
    return [replace(score, terms=(one, one)) for score in scores]


async def test_baselines_learn_only_from_hours_that_were_over_a_day_before() -> None:
    scores = with_terms(scores_of(400, 0.0, 1, since=NOON - 400 * HOUR))
    store, clock = Kept(scores), SetClock(NOON)
    judge = Judge(SIMULATED, store, clock, share=1.0)  # type: ignore[arg-type]  # looser in its arguments
    assert await judge.judge_due() == 1
    taught = {weights.coin: weights for _, weights in (await store.newest_weights(SIMULATED)).values()}
    assert set(taught) == {ALL, BTC}
    for weights in taught.values():
        assert weights.until == NOON - APART
        assert weights.hours == 375  # the last began 25 hours before and was over 24 hours before
    assert await judge.judge_due() == 0
    assert len(store.drafts) == 2


async def test_a_young_coin_is_judged_every_hour_and_an_old_one_every_day() -> None:
    store, clock = Kept(scores_of(10, 0.0, 1)), SetClock(NOON)
    judge = Judge(SIMULATED, store, clock, share=1.0)  # type: ignore[arg-type]
    assert await judge.judge_due() == 1
    store.told += scores_of(1, 0.0, 2)
    clock.at += HOUR
    assert await judge.judge_due() == 1
    store.told += scores_of(100, 0.0, 3)
    assert await judge.judge_due() == 0
    clock.at += timedelta(days=1)
    assert await judge.judge_due() == 1
