"""A made-up measured set: a walk in bars, and forced closes as a test wants them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.calibration.folds import Split
from engine.liquidations.calibration.hours import HOUR_MS, HourPaths, LiquidatedHours, join_hours
from engine.liquidations.calibration.sets import Contract, MeasuredSet
from engine.liquidations.calibration.terms import default_map
from engine.liquidations.leverage import CoinClass
from engine.market.values import Bars, Coin, FloatArray
from tests.unit.liquidations.markets import START_MS, walk

BTC = Contract(Coin("BTC"), 100.0, 0.005, 0.001, CoinClass.MAJOR)
DAYS = 40
SPLIT = Split(
    datetime.fromtimestamp(START_MS / 1000, UTC) + timedelta(days=19),
    datetime.fromtimestamp(START_MS / 1000, UTC) + timedelta(days=20),
    draws=100,
    refit=timedelta(days=10),
)


def paths(bars: Bars, long_usd: float = 1.0, short_usd: float = 2.0) -> HourPaths:
    at = np.unique(bars.open_ms // HOUR_MS * HOUR_MS)
    return join_hours(bars, LiquidatedHours(at, np.full(len(at), long_usd), np.full(len(at), short_usd)))


def measured(seed: int = 1) -> MeasuredSet:
    """Outcomes are the map's own, times noise: a world in which the map is right."""
    bars = walk(DAYS * 96, step_ms=900_000, sigma=0.003, seed=seed)
    hours = paths(bars).between(START_MS + 3 * 24 * HOUR_MS, START_MS + DAYS * 24 * HOUR_MS)
    one = MeasuredSet("made BTC", BTC, bars, bars, hours, SPLIT, "made up", "none")
    expected = default_map(one, bars)
    return with_outcome(one, expected * np.exp(np.random.default_rng(seed).normal(0, 0.5, len(expected))))


def with_outcome(one: MeasuredSet, usd: FloatArray) -> MeasuredSet:
    half = len(one.hours)
    return replace(one, hours=replace(one.hours, long_usd=usd[:half], short_usd=usd[half:]))
