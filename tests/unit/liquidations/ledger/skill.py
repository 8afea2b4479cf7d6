"""Made-up records of whole coins: with planted skill, without any, and with nothing to tell."""

from datetime import datetime, timedelta

import numpy as np

from engine.liquidations.ledger.baselines import Predictor
from engine.liquidations.ledger.scoring import Flag, Score, Told
from engine.liquidations.ledger.verdict import MINE
from engine.liquidations.ledger.weights import RANGE_TERMS
from engine.market.values import Coin, MarketSource
from tests.unit.liquidations.ledger.made import BTC, HOUR, NOON

_MINE = frozenset(MINE.values())
_NOTHING = (0.0,) * RANGE_TERMS


def scores_of(
    hours: int,
    skill: float,
    seed: int,
    coin: Coin = BTC,
    since: datetime = NOON - timedelta(days=60),
    flags: frozenset[Flag] = frozenset(),
    with_events: float = 1.0,
) -> list[Score]:
    """Hours in a row. Forced closes have heavy tails and come in storms of half a day. The best baseline captures 45 %
    of them on average; the map as much, and `skill` more. Given the path, the map knows as much as the best baseline
    plus `skill` of what remains."""
    rng = np.random.default_rng(seed)
    storm = np.repeat(rng.lognormal(0, 1.0, hours // 12 + 1), 12)[:hours]
    is_told = rng.random(hours) < with_events
    usd = 1e5 * (storm * is_told)[:, None] * rng.lognormal(0, 1.0, (hours, 2))
    said = {one: _said(one, usd, skill, rng) for one in Predictor}
    return [
        Score(
            MarketSource.SIMULATED, coin, since + at * HOUR, "00", flags, float(usd[at, 0]), float(usd[at, 1]),
            float(usd[at].sum()), 0.0, (_NOTHING, _NOTHING), 1.0, 1.0, {one: said[one][at] for one in Predictor},
        )
        for at in range(hours)
    ]  # fmt: skip


def _said(one: Predictor, usd: np.ndarray, skill: float, rng: np.random.Generator) -> list[Told]:
    mean = 0.45 if one in _MINE or one in (Predictor.B1_DISTANCE, Predictor.B8_ACTIVITY) else 0.2
    more = skill if one in _MINE else 0.0
    share = np.clip(rng.beta(8 * mean, 8 * (1 - mean), len(usd)) + more, 0, 1)
    expected = np.exp(np.log1p(usd) / 4 + (1 - 3 * more) * rng.normal(0, 1.0, usd.shape))
    total = usd.sum(axis=1)
    captured = np.column_stack([share / 2, share, np.minimum(2 * share, 1)]) * total[:, None]
    return [
        Told((long, short), (low, middle, high))
        for (long, short), (low, middle, high) in zip(expected.tolist(), captured.tolist(), strict=True)
    ]
