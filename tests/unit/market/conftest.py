"""A small market to test with: round prices, one contract, a clock that stands still."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import settings

from engine.market.values import Bars, Coin, Instrument, Symbol, Venue

settings.register_profile("calm", deadline=None, max_examples=60)  # a busy machine is no failure
settings.load_profile("calm")

STEP_MS = 300_000
START_MS = int(datetime(2026, 2, 6, tzinfo=UTC).timestamp() * 1000)
MakeBars = Callable[..., Bars]


def bars_in_a_row(rows: int, step_ms: int = STEP_MS, start_ms: int = START_MS, price: float = 100.0) -> Bars:
    """Each bar opens at `price`, reaches 2 up and 1 down, closes 1 up; 10 traded, 4 of them bought, 50 open."""
    column = np.full(rows, price)
    return Bars(
        step_ms,
        start_ms + step_ms * np.arange(rows, dtype=np.int64),
        column,
        column + 2,
        column - 1,
        column + 1,
        np.full(rows, 10.0),
        np.full(rows, 4.0),
        50.0 + np.arange(rows),
    )


@pytest.fixture
def make_bars() -> MakeBars:
    return bars_in_a_row


def make_instrument(symbol: str = "BTCUSDT", coin: str = "BTC", venue: Venue = Venue.BYBIT) -> Instrument:
    return Instrument(
        venue, Symbol(symbol), Coin(coin), Decimal("0.1"), Decimal("0.001"), 100.0, timedelta(hours=8), None
    )


@pytest.fixture
def instrument() -> Instrument:
    return make_instrument()


class StandingClock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(datetime(2026, 2, 6, tzinfo=UTC))
