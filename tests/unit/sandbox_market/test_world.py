from datetime import timedelta

import numpy as np
import pytest

from sandbox.market import layout as at
from sandbox.market.history import aggregate
from sandbox.market.schedule import DAY_MS, MINUTE_MS, backfill
from sandbox.market.world import SimulatedMarket
from tests.unit.sandbox_market.conftest import EPOCH

SMALL = ("BTC", "PEPE")


def _same(one: SimulatedMarket, other: SimulatedMarket, symbol: str) -> bool:
    a, b = one.bars(symbol, MINUTE_MS), other.bars(symbol, MINUTE_MS)
    return all(np.array_equal(x, y) for x, y in zip(a.columns(), b.columns(), strict=True))


def test_same_seed_and_epoch_give_the_same_market_whatever_other_coins_run() -> None:
    one = SimulatedMarket(5, EPOCH, SMALL, history_days=4)
    other = SimulatedMarket(5, EPOCH, ("PEPE",), history_days=4, threads=1)
    assert _same(one, other, "1000PEPEUSDT")
    assert not _same(one, SimulatedMarket(6, EPOCH, SMALL, history_days=4), "1000PEPEUSDT")


def test_one_long_advance_equals_many_short_ones() -> None:
    one = SimulatedMarket(5, EPOCH, ("BTC",), history_days=2)
    other = SimulatedMarket(5, EPOCH, ("BTC",), history_days=2)
    one.advance_to(EPOCH + timedelta(minutes=30))
    for minute in range(1, 31):
        other.advance_to(EPOCH + timedelta(minutes=minute))
    assert _same(one, other, "BTCUSDT")


@pytest.mark.parametrize("symbol", ["BTCUSDT", "1000PEPEUSDT", "ZORAUSDT", "KASUSDT"])
def test_every_long_has_its_short(market: SimulatedMarket, symbol: str) -> None:
    state = market.listings[symbol].state
    lots = state.position_ints[at.LOTS, : state.integers[at.K_LIVE]]
    makers = state.integers[at.K_MAKER :]
    assert lots.sum() + makers.sum() == 0
    assert lots[lots > 0].sum() == state.integers[at.K_LONG]
    assert -lots[lots < 0].sum() == state.integers[at.K_SHORT]
    assert (lots > 0).sum() == state.integers[at.K_LONGS]
    one_sided = lots[lots > 0].sum() + makers[makers > 0].sum()
    published = market.listings[symbol].history.columns[MINUTE_MS].rows[-1, at.B_OI]
    assert published == pytest.approx(one_sided * float(state.contract.lot))


@pytest.mark.parametrize("coarse", [5, 15, 30, 60, 240, 1440])
def test_coarse_bars_are_the_sum_of_minutes(market: SimulatedMarket, coarse: int) -> None:
    minutes, bars = market.bars("BTCUSDT", MINUTE_MS), market.bars("BTCUSDT", coarse * MINUTE_MS)
    row = int(np.searchsorted(bars.open_ms, minutes.open_ms[0]))
    inside = minutes.between(int(bars.open_ms[row]), int(bars.open_ms[row]) + coarse * MINUTE_MS)
    assert bars.high[row] == inside.high.max()
    assert bars.low[row] == inside.low.min()
    assert bars.open[row] == inside.open[0]
    assert bars.close[row] == inside.close[-1]
    assert bars.volume_base[row] == pytest.approx(inside.volume_base.sum())
    assert bars.taker_buy_base[row] == pytest.approx(inside.taker_buy_base.sum())
    assert bars.oi_base[row] == inside.oi_base[-1]


def test_bars_are_whole_and_sane(market: SimulatedMarket) -> None:
    for symbol in ("BTCUSDT", "1000PEPEUSDT", "ZORAUSDT"):
        bars = market.bars(symbol, 5 * MINUTE_MS)
        assert (np.diff(bars.open_ms) == 5 * MINUTE_MS).all()
        assert (bars.high >= np.maximum(bars.open, bars.close)).all()
        assert (bars.low <= np.minimum(bars.open, bars.close)).all()
        assert ((bars.taker_buy_base >= 0) & (bars.taker_buy_base <= bars.volume_base)).all()
        assert (bars.oi_base >= 0).all()
        assert np.array_equal(bars.open[1:], bars.close[:-1])


def test_a_new_listing_has_three_days_and_the_thin_coin_has_holes(market: SimulatedMarket) -> None:
    young, thin = market.bars("ZORAUSDT", MINUTE_MS), market.bars("KASUSDT", MINUTE_MS)
    assert young.open_ms[0] == market.epoch_ms // DAY_MS * DAY_MS - 3 * DAY_MS
    assert len(market.bars("ZORAUSDT", 30 * MINUTE_MS)) < 4 * 48
    assert (np.diff(thin.open_ms) > MINUTE_MS).any()


def test_true_levels_lie_on_their_side_of_the_mark(market: SimulatedMarket) -> None:
    levels = market.true_levels("1000PEPEUSDT")
    longs, shorts = levels.sign > 0, levels.sign < 0
    assert (levels.liquidation_price_usd[longs] < levels.mark_price_usd).all()
    assert (levels.liquidation_price_usd[shorts] > levels.mark_price_usd).all()
    assert 1e-7 < levels.mark_price_usd < 1e-4
    assert levels.notional_usd == pytest.approx(levels.quantity_base * levels.mark_price_usd)


def test_opened_since_keeps_the_window_only(market: SimulatedMarket) -> None:
    since = EPOCH - timedelta(hours=12)
    window, everything = market.true_levels("BTCUSDT", since), market.true_levels("BTCUSDT")
    assert 0 < len(window) < len(everything)
    assert (window.opened_ms >= since.timestamp() * 1000).all()


@pytest.mark.parametrize("symbol", ["BTCUSDT", "1000PEPEUSDT", "ZORAUSDT"])
def test_the_crowd_is_full_at_the_end_whatever_it_began_with(market: SimulatedMarket, symbol: str) -> None:
    state = market.listings[symbol].state
    full = float(state.parameters[at.P_CROWD])
    assert full >= 3000
    assert state.floats[at.S_SHARE] == 1.0
    assert 0.5 * full < state.living < 1.8 * full
    assert len(market.true_levels(symbol, EPOCH - timedelta(hours=12))) > 0.05 * full


def test_open_interest_stays_while_the_crowd_grows_fourfold() -> None:
    segments = backfill(market_end := int(EPOCH.timestamp() * 1000) // DAY_MS * DAY_MS, 60)
    grown = SimulatedMarket(5, EPOCH, ("ETH", "APT", "BONK"), segments=segments)
    assert grown.now_ms == market_end
    for symbol, listing in grown.listings.items():
        days = grown.bars(symbol, DAY_MS)
        typical = days.oi_base * days.close / listing.state.contract.oi_usd
        assert typical[15:].min() > 0.4
        assert typical[15:].max() < 2.0


def test_forced_closes_of_one_second_are_spread_over_it_in_their_order() -> None:
    listing = SimulatedMarket(5, EPOCH, ("BTC",), history_days=1).listings["BTCUSDT"]
    listing.state.integers[at.K_LIQUIDATIONS] = 101
    listing.liquidations[:101] = 0.0
    listing.liquidations[:100, at.L_AT_MS], listing.liquidations[100, at.L_AT_MS] = 5_000, 7_000
    listing.liquidations[:101, at.L_LOTS] = np.arange(101)
    closes = listing.forced_closes()
    times = [at_ms for at_ms, *_ in closes]
    assert [lots for _, _, lots, _ in closes] == list(range(101))
    assert times == sorted(times)
    assert times[0] >= 4_000
    assert times[99] < 5_000
    assert len(set(times[:100])) == 100
    assert 6_000 <= times[100] < 7_000


def test_liquidation_happens_daily_but_takes_a_small_part(market: SimulatedMarket) -> None:
    bars = market.bars("BTCUSDT", DAY_MS).part(5, 40)
    opens, longs, shorts = market.liquidated("BTCUSDT", DAY_MS)
    start = int(np.searchsorted(opens, bars.open_ms[0]))
    share = (longs + shorts)[start : start + len(bars)] / bars.oi_base
    assert 0.003 < share.mean() < 0.035


def test_an_unfinished_bar_is_not_among_the_closed_ones(market: SimulatedMarket) -> None:
    hours = market.bars("BTCUSDT", 60 * MINUTE_MS)
    assert hours.open_ms[-1] + 60 * MINUTE_MS <= market.now_ms


def test_aggregation_of_nothing_is_nothing() -> None:
    opens, rows = aggregate(np.empty(0, np.int64), np.empty((0, at.BAR_COLUMNS)), 60 * MINUTE_MS)
    assert len(opens) == 0
    assert len(rows) == 0
