"""Forced closes a test makes up, and a store in memory: the fakes of the mix keeper."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.calibration.frozen import frozen_terms
from engine.liquidations.calibration.hours import HOUR_MS, LiquidatedHours
from engine.liquidations.leverage import DEFAULT_MIX, CoinClass, leverage_nodes
from engine.liquidations.mixes.values import LearnedMix
from engine.market.values import Bars, FloatArray, Instrument, MarketSource
from tests.unit.liquidations.markets import START_MS, contract, walk
from tests.unit.liquidations.measured import paths

DAYS = 60
BTC = contract(max_leverage=100.0)
NODES = leverage_nodes(100.0, DEFAULT_MIX[CoinClass.MAJOR])
# Nearly all births at 10x and 50x, which the default does not think.
PLANTED: FloatArray = np.where(np.isin(NODES.leverage, [10.0, 50.0]), 0.45, 0.1 / (len(NODES.leverage) - 2))
START = datetime.fromtimestamp(START_MS / 1000, UTC)  # a Thursday


def bars_of(seed: int = 1) -> Bars:
    return walk(DAYS * 96, step_ms=900_000, sigma=0.004, seed=seed)


def planted_hours(bars: Bars, shares: FloatArray = PLANTED, noise: float = 0.3) -> LiquidatedHours:
    hours = paths(bars)
    usd = frozen_terms(bars, hours, NODES, 0.005, 0.0005) @ shares
    usd = usd * np.exp(np.random.default_rng(0).normal(0, noise, len(usd)))
    half = len(hours)
    return LiquidatedHours(hours.open_ms, usd[:half], usd[half:])


class MadeCloses:
    """Implements `ForcedCloses` for one contract."""

    def __init__(self, days: int = DAYS) -> None:
        self._bars = bars_of()
        self._hours = planted_hours(self._bars)
        self._to_ms = START_MS + days * 24 * HOUR_MS

    async def contracts(self, source: MarketSource, since: datetime, until: datetime) -> Sequence[Instrument]:
        return [BTC]

    async def liquidated(
        self, source: MarketSource, instrument: Instrument, since: datetime, until: datetime
    ) -> LiquidatedHours:
        hours = self._hours
        keep = (hours.open_ms < min(until.timestamp() * 1000, self._to_ms)) & (
            hours.open_ms >= since.timestamp() * 1000
        )
        return LiquidatedHours(hours.open_ms[keep], hours.long_usd[keep], hours.short_usd[keep])

    async def bars(self, source: MarketSource, instrument: Instrument, since: datetime, until: datetime) -> Bars:
        return self._bars.between(round(since.timestamp() * 1000), round(until.timestamp() * 1000))


class MemoryStore:
    """Implements `MixStore`."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str | None, datetime], LearnedMix] = {}

    async def load(self, source: MarketSource, until: datetime) -> Sequence[LearnedMix]:
        return [one for one in self.rows.values() if one.source is source and one.valid_from <= until]

    async def save(self, mix: LearnedMix) -> None:
        self.rows.setdefault((mix.coin_class.value, mix.coin, mix.trained_to), mix)


def mix(
    valid_from: datetime, coin: str | None = None, gain_low: float = 0.1, version: str = "v", days: int = 30
) -> LearnedMix:
    trained_to = valid_from - timedelta(seconds=1)
    leverages, shares = tuple(NODES.leverage.tolist()), tuple(PLANTED.tolist())
    return LearnedMix(
        MarketSource.LIVE, CoinClass.MAJOR, coin, version, trained_to - timedelta(days=days), trained_to, valid_from,
        leverages, shares, 0.2, gain_low, 720, 1,
    )  # type: ignore[arg-type]  # fmt: skip
