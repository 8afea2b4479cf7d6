import numpy as np

from sandbox.market import layout as at
from sandbox.market.coins import BY_SYMBOL
from sandbox.market.tape import trades_of

BTC = BY_SYMBOL["BTCUSDT"]


def _row(volume: float, buy: float) -> np.ndarray:
    row = np.zeros(at.BAR_COLUMNS)
    row[[at.B_OPEN, at.B_HIGH, at.B_LOW, at.B_CLOSE]] = 100.0, 102.0, 99.0, 101.0
    row[[at.B_VOLUME, at.B_BUY]] = volume, buy
    return row


def test_trades_sum_to_the_candle_and_keep_its_taker_split() -> None:
    trades = trades_of(BTC, 1, 60_000, 1000, _row(2.345, 1.2))
    assert sum(t.lots for t in trades) == 2345
    assert sum(t.lots for t in trades if t.is_buy) == 1200
    assert all(99.0 <= t.price <= 102.0 for t in trades)
    assert all(60_000 <= t.at_ms < 61_000 for t in trades)
    assert [t.at_ms for t in trades] == sorted(t.at_ms for t in trades)


def test_the_same_second_has_the_same_trades() -> None:
    assert trades_of(BTC, 1, 60_000, 1000, _row(2, 1)) == trades_of(BTC, 1, 60_000, 1000, _row(2, 1))
    assert trades_of(BTC, 1, 61_000, 1000, _row(2, 1)) != trades_of(BTC, 1, 60_000, 1000, _row(2, 1))


def test_a_second_without_volume_has_no_trades() -> None:
    assert trades_of(BTC, 1, 60_000, 1000, _row(0, 0)) == []
