"""Simulated markets with known positions, and the model's maps of them. The model sees bars and the contract alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from engine.liquidations.calibration.truth import TruthScore, score_map
from engine.liquidations.model import build_map
from engine.liquidations.values import MapQuery
from engine.market.values import Coin, Instrument, MarketSource, Symbol, Venue
from engine.market.windows import Window
from sandbox.market.coins import CONTRACTS, Contract
from sandbox.market.world import SimulatedMarket

NOW = datetime(2026, 11, 1, tzinfo=UTC)
WARM_UP = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Scored:
    seed: int
    coin: str
    window: Window
    score: TruthScore


def largest_contracts(count: int) -> list[Contract]:
    """By open interest, of those with a whole history."""
    whole = [one for one in CONTRACTS if one.listed_days is None and not one.is_gappy]
    return sorted(whole, key=lambda one: -one.oi_usd)[:count]


def score_market(seed: int, contracts: Sequence[Contract], windows: Sequence[Window]) -> Iterator[Scored]:
    longest = max(window.span for window in windows) + WARM_UP
    market = SimulatedMarket(seed, NOW, [one.coin for one in contracts], history_days=longest / timedelta(days=1))
    for one in contracts:
        for window in windows:
            yield Scored(seed, one.coin, window, _score(market, one, window))


def _score(market: SimulatedMarket, one: Contract, window: Window) -> TruthScore:
    since = NOW - window.span
    bars = market.bars(one.symbol, window.column_ms)
    bars = bars.between(int(since.timestamp() * 1000), int(NOW.timestamp() * 1000))
    query = MapQuery(Coin(one.coin), window)
    heatmap = build_map({Venue.BYBIT: bars}, [_instrument(one)], query, MarketSource.SIMULATED, NOW)
    levels = market.true_levels(one.symbol, since)
    return score_map(heatmap, levels.liquidation_price_usd, levels.notional_usd)


def _instrument(one: Contract) -> Instrument:
    """What the venue publishes of a contract."""
    leverage, funding = float(one.max_leverage), timedelta(hours=one.funding_hours)
    tick, lot = Decimal(one.tick), Decimal(one.lot)
    return Instrument(Venue.BYBIT, Symbol(one.symbol), Coin(one.coin), tick, lot, leverage, funding, None)


def medians(scored: Sequence[Scored]) -> tuple[float, float]:
    """Of the model's and of distance's correlation."""
    return (
        float(np.median([one.score.model for one in scored])),
        float(np.median([one.score.distance for one in scored])),
    )
