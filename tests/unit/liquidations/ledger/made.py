"""Frozen maps and hours made by hand: flat maps at 100 USD, so that sums are done in one's head."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.ledger.chain import Draft, Kind
from engine.liquidations.ledger.frozen import FrozenMap, Inputs, Sides, frozen_body
from engine.liquidations.ledger.grid import BINS, quantised
from engine.liquidations.ledger.paths import HourPath
from engine.liquidations.ledger.realised import Realised
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window

HOUR = timedelta(hours=1)
NOON = datetime(2026, 2, 6, 12, tzinfo=UTC)
LIVE, SIMULATED = MarketSource.LIVE, MarketSource.SIMULATED
BTC = Coin("BTC")


def sides(below: float | np.ndarray = 0.0, above: float | np.ndarray = 0.0) -> Sides:
    return Sides(*(quantised(np.broadcast_to(np.asarray(usd, float), (BINS,))) for usd in (below, above)))


def inputs(**changes: object) -> Inputs:
    flat = Inputs(
        0.01, 0.012, 100.0, 0.005, (101.0,) * 4 + (102.0,) * 4, (99.0,) * 4 + (98.0,) * 4, 1.0, 1.0, 1.0, sides()
    )
    return replace(flat, **changes)  # type: ignore[arg-type]  # the caller names fields


def frozen(
    coin: Coin = BTC,
    hour_at: datetime = NOON,
    week: Sides | None = None,
    day: Sides | None = None,
    source: MarketSource = SIMULATED,
    given: Inputs | None = None,
    flags: tuple[str, ...] = (),
) -> FrozenMap:
    return FrozenMap(
        source, coin, hour_at, hour_at - timedelta(minutes=5), "model-1", (Venue.BYBIT,), flags, 100.0,
        given or inputs(), 0, {Window.H24: day or sides(), Window.D7: week or sides()},
    )  # fmt: skip


def map_draft(one: FrozenMap, written_at: datetime | None = None) -> Draft:
    at = written_at or one.hour_at - timedelta(minutes=3)
    return Draft(Kind.MAP, one.coin, one.hour_at, at, frozen_body(one))


def path(low: float = 99.0, high: float = 101.0, opened: float = 100.0) -> HourPath:
    return HourPath(opened, low, high, min(100.0, opened), max(100.0, opened))


def realised(events: Sequence[tuple[float, float]], is_floor: bool = False) -> Realised:
    """(price, USD) each; below 100 longs, above shorts."""
    price, usd = (np.array([event[i] for event in events], float) for i in range(2))
    return Realised(float(usd[price < 100].sum()), float(usd[price >= 100].sum()), price, usd, is_floor)
