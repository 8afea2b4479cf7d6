"""Made-up markets of which one knows what they do: paths by hand, and markets that go to their levels or do not."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from engine.liquidations.records.instants import CasePlan, VenuePast, plan_cases, study
from engine.market.values import Bars, FloatArray, Instrument
from engine.market.windows import Window
from engine.scanners.hunting.values import PastMap, Target
from tests.unit.liquidations.markets import START_MS, contract, walk

STEP_MS, ROWS = 300_000, 144  # half a day
HALF_DAY = timedelta(hours=12)
MINUTES = 5


def path(*bars: tuple[float, float, float], step_ms: int = STEP_MS) -> Bars:
    """Bars of (high, low, close)."""
    high, low, close = (np.array(column, float) for column in zip(*bars, strict=True))
    flat = np.full(len(bars), 10.0)
    at = START_MS + np.arange(len(bars), dtype=np.int64) * step_ms
    return Bars(step_ms, at, close, high, low, close, flat, flat / 2, flat)


def plan_of(*pasts: tuple[Instrument, Bars], window: Window = Window.H12, horizon: timedelta = HALF_DAY) -> CasePlan:
    return plan_cases([VenuePast.of(listed, bars, window, horizon) for listed, bars in pasts], window)


def past_of(
    bars: Bars, listed: Instrument | None = None, window: Window = Window.H12, horizon: timedelta = HALF_DAY
) -> list[PastMap]:
    plan = plan_of((listed or contract(), bars), window=window, horizon=horizon)
    return [study(plan, at_ms)[None] for at_ms in plan.instants]


def pulled(toward: Sequence[bool], seed: int = 1) -> Bars:
    """After half a day of a walk, price goes each half day to the largest level of its map (True) or as far the other
    way (False), shoots a little over it and comes half the way back."""
    bars, rng = walk(ROWS, sigma=0.003, seed=seed), np.random.default_rng(seed)
    for is_toward in toward:
        quiet = _joined(bars, np.full(ROWS, float(bars.close[-1])), rng)
        plan = plan_of((contract(), quiet))
        aims = study(plan, plan.instants[-1])[None].aims
        level, price = aims[Target.LARGEST].level_usd, float(bars.close[-1])
        bars = _joined(bars, _trip(price, level if is_toward else price * price / level), rng)
    return bars


def _trip(price: float, goal: float) -> FloatArray:
    """Closes: there in 96 bars and 5 % farther, then half the way back."""
    way = np.concatenate([np.linspace(0, 1.05, 97)[1:], np.linspace(1.05, 0.5, 49)[1:]])
    return np.asarray(price * (goal / price) ** way, np.float64)


def _joined(bars: Bars, closes: FloatArray, rng: np.random.Generator) -> Bars:
    opens = np.concatenate([bars.close[-1:], closes[:-1]])
    volume = rng.uniform(50, 150, len(closes))
    oi = bars.oi_base[-1] + np.cumsum(rng.normal(0, 3, len(closes)))
    more = (opens, np.maximum(opens, closes), np.minimum(opens, closes), closes, volume, volume / 2, oi)
    at = bars.open_ms[-1] + STEP_MS * np.arange(1, len(closes) + 1, dtype=np.int64)
    columns = (np.concatenate(pair) for pair in zip(bars.columns(), more, strict=True))
    return Bars(STEP_MS, np.concatenate([bars.open_ms, at]), *columns)
