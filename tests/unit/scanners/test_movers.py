"""The coins that race today."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.market.values import Coin, LiquidatedTotals, Symbol, Ticker, Venue
from engine.scanners.liquidated import rank_liquidated
from engine.scanners.movers import rank_movers

NOON = datetime(2026, 2, 6, 12, tzinfo=UTC)


def _ticker(coin: str, change: float, turnover: float = 5e6, venue: Venue = Venue.BYBIT) -> Ticker:
    hours = timedelta(hours=8)
    return Ticker(
        venue, Symbol(f"{coin}USDT"), Coin(coin), 100.0, 100.0, 10.0, 0.0001, hours, None, turnover, change, NOON
    )


def test_falls_and_rises_race_alike() -> None:
    movers = rank_movers([_ticker("BTC", 0.02), _ticker("SOL", -0.12), _ticker("PEPE", 0.08)])
    assert [mover.coin for mover in movers] == ["SOL", "PEPE", "BTC"]


def test_a_coin_counts_once_with_the_turnover_of_all_its_contracts() -> None:
    (mover,) = rank_movers([_ticker("BTC", 0.02, 9e5), _ticker("BTC", 0.03, 4e5, Venue.BINANCE)])
    assert (mover.change_24h, mover.turnover_24h_usd) == (0.02, 1.3e6)


def test_what_hardly_trades_or_is_unknown_does_not_race() -> None:
    assert rank_movers([_ticker("DUST", 0.9, 1000.0), _ticker("NEW", float("nan"))]) == []


def test_funding_of_other_intervals_is_counted_per_eight_hours() -> None:
    (mover,) = rank_movers([_ticker("BTC", 0.02)])
    assert (mover.funding_8h, mover.at) == (0.0001, NOON)
    hourly = replace(_ticker("BTC", 0.02), funding_interval=timedelta(hours=1))
    assert rank_movers([hourly])[0].funding_8h == pytest.approx(0.0008)


def _totals(long_usd: float, short_usd: float) -> LiquidatedTotals:
    return LiquidatedTotals(long_usd, short_usd, ("bybit",), NOON, is_floor=True)


def test_liquidated_coins_stand_by_the_sum_of_both_sides_and_calm_ones_are_left_out() -> None:
    rows = rank_liquidated(
        {Coin("BTC"): _totals(1.0, 2.0), Coin("SOL"): _totals(9.0, 0.0), Coin("LTC"): _totals(0.0, 0.0)}
    )
    assert [(row.coin, row.total_usd, row.is_floor) for row in rows] == [("SOL", 9.0, True), ("BTC", 3.0, True)]


def test_a_coin_that_stands_out_of_the_crowd_is_marked_and_a_small_crowd_marks_nobody() -> None:
    crowd = [_ticker(f"C{i:02}", 0.001 * (i - 20)) for i in range(40)]
    movers = rank_movers([*crowd, _ticker("WILD", 0.4), _ticker("MAD", -0.5)])
    assert [mover.coin for mover in movers if mover.is_outlier] == ["MAD", "WILD"]
    assert not any(mover.is_outlier for mover in rank_movers([*crowd[:10], _ticker("WILD", 0.4)]))
