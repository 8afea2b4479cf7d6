"""Recorded BTC and ETH through the whole measurement: as many cases as there are, and no edge that is not there."""

from datetime import timedelta
from pathlib import Path

import pytest

from cli.calibration_tables import read_bars
from engine.liquidations.records.values import horizon_of
from engine.liquidations.records.verdict import luck_bar
from engine.market.values import Venue
from engine.market.windows import Window
from engine.scanners.hunting.pattern import tally_of, wick_figures
from engine.scanners.hunting.values import PastMap, Target
from engine.scanners.hunting.verdict import Verdict, chance, verdict_of
from tests.unit.liquidations.markets import contract
from tests.unit.scanners.hunting.markets import past_of

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "perps"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"no recorded tables at {DATA}")
STEP_MS = 900_000


@pytest.fixture(scope="module", params=["BTC", "ETH"])
def half_days(request: pytest.FixtureRequest) -> list[PastMap]:
    coin = str(request.param)
    candles, oi = DATA / "ohlcv/binance_usdtm_15m.parquet", DATA / "open_interest/binance_oi_5m.parquet"
    bars = read_bars(candles, oi, f"{coin}USDT", STEP_MS)
    return past_of(bars, contract(coin, Venue.BINANCE), Window.H12, horizon_of(Window.H12))


def test_two_hundred_half_days_show_no_difference_to_either_baseline(half_days: list[PastMap]) -> None:
    tally = tally_of(half_days, Target.LARGEST)
    assert tally.cases > 200
    assert tally.mirror / tally.cases == pytest.approx(tally.reached / tally.cases, abs=0.05)
    assert tally.random / tally.cases == pytest.approx(tally.reached / tally.cases, abs=0.05)
    assert verdict_of(tally, luck_bar([chance(tally)])) is Verdict.NO_DIFFERENCE


def test_times_and_wicks_are_of_a_believable_size(half_days: list[PastMap]) -> None:
    tally, wicks = tally_of(half_days, Target.LARGEST), wick_figures(half_days)
    assert tally.half_within is not None
    assert timedelta(minutes=15) <= tally.half_within <= timedelta(hours=9)
    assert wicks.half is not None
    assert wicks.most is not None
    assert 0.0005 < wicks.half < 0.01
    assert wicks.half < wicks.most < 0.05
