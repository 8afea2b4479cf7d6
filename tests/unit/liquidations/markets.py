"""Small made-up markets for the model's tests: seeded walks in bars, and one contract."""

from datetime import timedelta
from decimal import Decimal

import numpy as np

from engine.market.values import Bars, Coin, Instrument, Symbol, Venue

START_MS = 1_767_225_600_000  # 2026-01-01


def contract(coin: str = "BTC", venue: Venue = Venue.BYBIT, max_leverage: float = 100.0) -> Instrument:
    return Instrument(
        venue,
        Symbol(f"{coin}USDT"),
        Coin(coin),
        Decimal("0.1"),
        Decimal("0.001"),
        max_leverage,
        timedelta(hours=8),
        None,
    )


def walk(rows: int, step_ms: int = 300_000, price: float = 100.0, sigma: float = 0.002, seed: int = 1) -> Bars:
    """Bars of a random walk with open interest around 1,000 coins and volume around a tenth of it."""
    rng = np.random.default_rng(seed)
    close = price * np.exp(np.cumsum(rng.normal(0, sigma, rows)))
    opens = np.concatenate([[price], close[:-1]])
    high = np.maximum(opens, close) * np.exp(np.abs(rng.normal(0, sigma / 2, rows)))
    low = np.minimum(opens, close) * np.exp(-np.abs(rng.normal(0, sigma / 2, rows)))
    volume = rng.uniform(50, 150, rows)
    oi = 1000 + np.cumsum(rng.normal(0, 3, rows))
    at = START_MS + np.arange(rows, dtype=np.int64) * step_ms
    return Bars(step_ms, at, opens, high, low, close, volume, volume * rng.uniform(0.3, 0.7, rows), oi)


def replaced(bars: Bars, **columns: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Bars:
    names = ("open", "high", "low", "close", "volume_base", "taker_buy_base", "oi_base")
    held = dict(zip(names, bars.columns(), strict=True))
    return Bars(bars.step_ms, bars.open_ms, **(held | columns))


def without_rows(bars: Bars, rows: list[int]) -> Bars:
    return Bars(bars.step_ms, np.delete(bars.open_ms, rows), *(np.delete(c, rows) for c in bars.columns()))
