"""Properties that make the candles look like a market's. Bounds are wide: they catch a broken kernel, not a mood."""

import numpy as np
import pytest

from sandbox.market.schedule import DAY_MS, HOUR_MS, MINUTE_MS
from sandbox.market.world import SimulatedMarket


@pytest.mark.parametrize(("symbol", "low", "high"), [("BTCUSDT", 0.012, 0.045), ("1000PEPEUSDT", 0.03, 0.10)])
def test_daily_moves_are_of_the_coins_size(market: SimulatedMarket, symbol: str, low: float, high: float) -> None:
    hours = np.diff(np.log(market.bars(symbol, HOUR_MS).close))
    assert low < hours.std() * np.sqrt(24) < high


def test_tails_are_fat_and_volatility_clusters(market: SimulatedMarket) -> None:
    r = np.diff(np.log(market.bars("BTCUSDT", 30 * MINUTE_MS).close))
    r = (r - r.mean()) / r.std()
    assert (r**4).mean() > 4.0
    size = np.abs(r)
    assert np.corrcoef(size[1:], size[:-1])[0, 1] > 0.1
    assert abs(np.corrcoef(r[1:], r[:-1])[0, 1]) < 0.25


def test_volume_turns_open_interest_over_a_few_times_a_day(market: SimulatedMarket) -> None:
    days = market.bars("BTCUSDT", DAY_MS).last(30)
    assert 1.0 < (days.volume_base / days.oi_base).mean() < 6.0


def test_coins_move_together_but_not_as_one(market: SimulatedMarket) -> None:
    btc, pepe = (np.diff(np.log(market.bars(s, HOUR_MS).close)) for s in ("BTCUSDT", "1000PEPEUSDT"))
    assert 0.15 < np.corrcoef(btc, pepe)[0, 1] < 0.9


def test_leverage_held_is_low_and_leverage_used_up_is_high(market: SimulatedMarket) -> None:
    levels = market.true_levels("BTCUSDT")
    held = np.average(levels.leverage, weights=levels.notional_usd)
    assert 1.5 < held < 15
    assert levels.leverage.max() > 40
