"""Answers of CoinGlass as it sends them: made-up levels in its own spelling, with its uneven price axis."""

from datetime import UTC, datetime
from typing import Any

import numpy as np

from engine.market.windows import Window

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
_LEVERAGES = np.array([10.0, 25.0, 50.0, 100.0])
_WEIGHTS = np.array([0.15, 0.3, 0.3, 0.25])

Json = dict[str, Any]


def envelope(data: Any, code: str = "0", msg: str = "success") -> Json:
    return {"code": code, "msg": msg, "data": data}


def heatmap(
    price_usd: float = 66_586.0, window: Window = Window.D7, levels: int = 132, seed: int = 3, at: datetime = AT
) -> Json:
    """`data` of a heatmap answer: a walk that ends at the price, levels born at every candle and gone where it went."""
    random = np.random.default_rng(seed)
    columns = min(window.columns, 336)
    close = _walk(random, columns, price_usd, 0.012 * np.sqrt(window.span.days or 0.5) / np.sqrt(columns))
    opened = np.concatenate([close[:1], close[:-1]])
    high = np.maximum(opened, close) * (1 + np.abs(random.normal(0, 0.001, columns)))
    low = np.minimum(opened, close) * (1 - np.abs(random.normal(0, 0.001, columns)))
    axis = _axis(random, low.min() * 0.92, high.max() * 1.08, levels)
    step_s = int(window.span.total_seconds()) // columns
    first_s = int(at.timestamp()) - columns * step_s
    candles = [
        [first_s + n * step_s, *(f"{value:.8g}" for value in row)]
        for n, row in enumerate(zip(opened, high, low, close, random.lognormal(18, 0.5, columns), strict=True))
    ]
    return {
        "y_axis": axis.tolist(),
        "liquidation_leverage_data": _triples(random, axis, opened, high, low),
        "price_candlesticks": candles,
        "update_time": int(at.timestamp() * 1000),
    }


def third_version(data: Json) -> Json:
    """The same under the names API v3 used."""
    return {
        "y": data["y_axis"],
        "liq": data["liquidation_leverage_data"],
        "prices": data["price_candlesticks"],
    }


def _walk(random: np.random.Generator, columns: int, price_usd: float, sigma: float) -> np.ndarray:
    path = np.cumsum(random.normal(0, sigma, columns))
    return price_usd * np.exp(path - path[-1])


def _axis(random: np.random.Generator, low: float, high: float, levels: int) -> np.ndarray:
    """Uneven: as seen in captured answers of 12h and 24h."""
    gaps = random.uniform(0.5, 1.5, levels - 1)
    place = np.concatenate([[0.0], np.cumsum(gaps) / gaps.sum()])
    return np.round(low * np.exp(place * np.log(high / low)), 6)


def _triples(
    random: np.random.Generator, axis: np.ndarray, opened: np.ndarray, high: np.ndarray, low: np.ndarray
) -> list[list[float]]:
    standing = np.zeros(len(axis))
    triples: list[list[float]] = []
    for x in range(len(opened)):
        standing[(axis >= low[x]) & (axis <= high[x])] = 0.0
        size = random.lognormal(15, 0.8)
        for side in (-1, 1):
            at = opened[x] * (1 + side / _LEVERAGES)
            seen = (at > axis[0]) & (at < axis[-1])
            np.add.at(standing, np.searchsorted(axis, at[seen]), size * _WEIGHTS[seen])
        triples += [[x, int(y), round(float(standing[y]), 2)] for y in np.flatnonzero(standing > 0)]
    return triples
