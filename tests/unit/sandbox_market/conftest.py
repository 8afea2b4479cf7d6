"""One small market for all tests that only read it."""

from datetime import UTC, datetime

import pytest

from sandbox.market.world import SimulatedMarket

EPOCH = datetime(2026, 11, 20, 12, 34, tzinfo=UTC)


@pytest.fixture(scope="session")
def market() -> SimulatedMarket:
    return SimulatedMarket(5, EPOCH, ("BTC", "PEPE", "ZORA", "KAS"), history_days=45)
