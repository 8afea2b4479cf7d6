import pytest

from engine.exchange.core.rules import Rules
from tests.unit.exchange.core.floor import Floor


@pytest.fixture
def floor() -> Floor:
    """With books; Ann has 10,000 USDT at 10x isolated, and both contracts stand at 100."""
    floor = Floor()
    floor.open()
    floor.last(100)
    return floor


@pytest.fixture
def bars() -> Floor:
    """Without books; Ann has 10,000 USDT at 10x isolated."""
    floor = Floor(rules=Rules.of_bars())
    floor.open()
    return floor
