"""What is remembered of the market, and since when nothing of it is missing."""

from engine.exchange.inputs import Bar, Book, Passing, Prices, Trade
from engine.exchange.venues.paper.recent import RecentMarket, Ring
from engine.market.values import Symbol
from tests.unit.exchange.markets import contract

BTC = Symbol("BTCUSDT")
ROUND = contract(tick="1", lot="1")


def trade(at_ms: int, ticks: int = 100, lots: int = 1, *, is_buy: bool = True) -> Trade:
    return Trade(BTC, at_ms, ticks, lots, is_buy)


def test_trades_come_back_in_prices_and_coins_of_their_contract() -> None:
    ring = Ring()
    for at_ms, ticks in ((10, 1000), (20, 1001), (30, 1002)):
        ring.add(Trade(BTC, at_ms, ticks, 5, is_buy=ticks != 1001))
    tape = ring.tape(contract(tick="0.1", lot="0.001"), 10, 30)
    assert tape.at_ms.tolist() == [10, 20]
    assert tape.price_usd.round(9).tolist() == [100.0, 100.1]
    assert tape.quantity.round(9).tolist() == [0.005, 0.005]
    assert tape.is_buy.tolist() == [True, False]


def test_a_print_that_is_told_late_counts_as_of_the_one_before() -> None:
    ring = Ring()
    for at_ms in (10, 30, 20):
        ring.add(trade(at_ms))
    assert ring.tape(ROUND, 0, 100).at_ms.tolist() == [10, 30, 30]
    assert ring.heard_ms == 30


def test_only_the_last_seconds_are_kept_and_the_ring_says_how_far_it_reaches() -> None:
    ring = Ring(keep_ms=1_000)
    for at_ms in range(5_000):
        ring.add(trade(at_ms))
    assert 1_000 < len(ring) < 3_000
    first = int(ring.tape(ROUND, 0, 9_999).at_ms[0])
    assert ring.whole_from_ms == first
    assert ring.is_cut_after(first - 1)
    assert not ring.is_cut_after(first)


def test_a_rush_never_fills_the_memory() -> None:
    ring = Ring(most=100)
    for _ in range(10_000):
        ring.add(trade(7))
    assert len(ring) < 100 + 1_024 + 1
    assert ring.whole_from_ms == 8, "of that millisecond some are gone"


def test_silence_and_a_lost_connection_end_what_is_whole() -> None:
    ring = Ring()
    assert ring.whole_from_ms is None
    ring.hear(1_000)
    ring.hear(30_000)
    assert ring.whole_from_ms == 1_000
    ring.hear(60_001)
    assert ring.whole_from_ms == 60_001
    ring.lose()
    assert ring.whole_from_ms is None
    ring.add(trade(60_500))
    assert ring.whole_from_ms == 60_500


def test_anything_of_a_contract_says_that_it_is_listened_to() -> None:
    market = RecentMarket()
    market.hear(Book(BTC, 5, ((99, 1),), ((100, 1),)))
    market.hear(Passing(6))
    market.hear(Prices(BTC, 7, 100))
    ring = market.ring(BTC)
    assert ring is not None
    assert (ring.whole_from_ms, ring.heard_ms, len(ring)) == (5, 7, 0)
    assert market.ring(Symbol("SOLUSDT")) is None
    market.lose(Symbol("SOLUSDT"))
    assert ring.whole_from_ms == 5
    market.lose()
    assert ring.whole_from_ms is None


def test_candles_are_kept_for_a_market_without_a_tape() -> None:
    market = RecentMarket()
    assert market.bars(ROUND) is None
    for n in range(30):
        market.hear(Bar(BTC, n * 60_000, (n + 1) * 60_000, 100 + n, 200, 50, 101 + n, 7))
    bars = market.bars(ROUND)
    assert bars is not None
    assert (len(bars), bars.step_ms) == (24, 60_000)
    assert (bars.open_ms[-1], bars.open[-1], bars.close[-1], bars.volume_base[-1]) == (29 * 60_000, 129, 130, 7)
