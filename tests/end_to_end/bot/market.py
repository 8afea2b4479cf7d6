"""A small market that is the same every time: real memory, real model, made-up candles."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from engine.liquidations.map_cache import MapCache
from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.market.folding import fold
from engine.market.memory import MemoryMarket
from engine.market.values import (
    Bars,
    Coin,
    Instrument,
    Liquidation,
    MarketSource,
    RiskTier,
    Side,
    Symbol,
    Ticker,
    Venue,
)
from engine.market.windows import STEPS_MS
from engine.scanners.board import Board

NOW = datetime(2026, 2, 6, 12, 2, 30, tzinfo=UTC)
STEP_MS = 300_000
COINS = {"BTC": 66_586.1, "ETH": 1_950.0, "SOL": 80.0, "PEPE": 0.0000041, "DOGE": 0.1, "AAVE": 110.0}
_TIERS = (RiskTier(1e6, 0.005, 100.0, 0.0), RiskTier(1e8, 0.02, 25.0, 15_000.0))


@dataclass
class SetClock:
    """Stands still until it is told otherwise."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


def walk(coin: str, price_usd: float, days: float, now: datetime) -> Bars:
    """Five-minute bars that end at `now` and close at `price_usd`."""
    rows = int(days * 288)
    random = np.random.default_rng(abs(hash_of(coin)))
    steps = random.normal(0, 0.0018, rows)
    close = price_usd * np.exp(np.cumsum(steps) - steps.sum())
    opened = np.concatenate([close[:1], close[:-1]])
    wick = np.abs(random.normal(0, 0.0009, rows))
    volume = 4e7 / price_usd * random.lognormal(0, 0.4, rows)
    last_open = int(now.timestamp() * 1000) // STEP_MS * STEP_MS - STEP_MS
    return Bars(
        STEP_MS,
        last_open - STEP_MS * np.arange(rows - 1, -1, -1, dtype=np.int64),
        opened,
        np.maximum(opened, close) * (1 + wick),
        np.minimum(opened, close) * (1 - wick),
        close,
        volume,
        volume * np.clip(0.5 + steps * 60, 0.05, 0.95),
        3e9 / price_usd * np.exp(np.cumsum(random.normal(0, 0.001, rows))),
    )


def hash_of(coin: str) -> int:
    return sum(ord(letter) * 31**place for place, letter in enumerate(coin))


@dataclass
class SmallMarket:
    memory: MemoryMarket
    clock: SetClock
    maps: BuildMap
    scans: ScanCoin
    board: Board

    def price(self, coin: str, price_usd: float) -> None:
        """A tick."""
        self.memory.apply(_ticker(coin, price_usd, self.clock.now()))


def small_market(
    coins: dict[str, float] | None = None, days: float = 9.0, source: MarketSource = MarketSource.SIMULATED
) -> SmallMarket:
    clock = SetClock()
    memory = MemoryMarket(source, clock)
    wanted = coins or COINS
    memory.list_instruments(Venue.BYBIT, [_instrument(coin) for coin in wanted])
    for coin, price_usd in wanted.items():
        bars = walk(coin, price_usd, days, NOW)
        for step_ms in reversed(STEPS_MS):
            memory.fill(Venue.BYBIT, Symbol(f"{coin}USDT"), fold(bars, step_ms))
        memory.apply(_ticker(coin, price_usd, NOW))
    memory.listen(Venue.BYBIT, NOW - timedelta(days=8))
    for coin, price_usd in wanted.items():
        for side, usd in ((Side.LONG, 2e6), (Side.SHORT, 1e6)):
            at = NOW - timedelta(hours=2)
            symbol = Symbol(f"{coin}USDT")
            memory.apply(Liquidation(Venue.BYBIT, symbol, Coin(coin), side, price_usd, usd / price_usd, at))
    maps = BuildMap(memory, clock, MapCache(512))
    return SmallMarket(memory, clock, maps, ScanCoin(maps), Board(memory, clock))


def _instrument(coin: str) -> Instrument:
    return Instrument(
        Venue.BYBIT,
        Symbol(f"{coin}USDT"),
        Coin(coin),
        Decimal("0.0000000001"),
        Decimal("0.001"),
        100.0,
        timedelta(hours=8),
        None,
        _TIERS,
    )


def _ticker(coin: str, price_usd: float, at: datetime) -> Ticker:
    rank = list(COINS).index(coin) if coin in COINS else len(COINS)
    return Ticker(
        Venue.BYBIT,
        Symbol(f"{coin}USDT"),
        Coin(coin),
        price_usd,
        price_usd,
        3e9 / price_usd,
        -0.00014,
        timedelta(hours=8),
        None,
        1e9 / (rank + 1),
        0.01,
        at,
    )
