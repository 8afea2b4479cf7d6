"""The coins that race today."""

from datetime import UTC, datetime, timedelta

from engine.market.values import Coin, Symbol, Ticker, Venue
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
