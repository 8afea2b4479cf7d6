"""The forecast of forced closes: in dollars, from before the hour, and only where it earned its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import pytest

from engine.liquidations.calibration.baselines import travel
from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.forecast.book import ForecastBook
from engine.liquidations.forecast.curve import DISTANCES, forecast_now
from engine.liquidations.forecast.fitting import FittedForecast, fit_forecast
from engine.liquidations.forecast.keeper import ForecastKeeper
from engine.liquidations.forecast.values import Forecast
from engine.market.values import Coin, Instrument, MarketSource, Venue
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.measured import measured, with_outcome
from tests.unit.liquidations.mixes.closes import BTC, START, MadeCloses


@cache
def fitted() -> FittedForecast:
    return fit_forecast(measured())


def test_a_map_that_is_right_earns_its_place() -> None:
    assert fitted().over_b8.low > 0
    assert fitted().over_average.low > 0
    assert fitted().has_earned_its_place


def test_where_only_travel_counts_the_map_earns_nothing() -> None:
    one = measured()
    noise = np.exp(np.random.default_rng(3).normal(0, 0.5, 2 * len(one.hours)))
    assert not fit_forecast(with_outcome(one, travel(one.hours) * 1e6 * noise)).has_earned_its_place


def test_farther_is_never_less_and_nowhere_is_next_to_nothing() -> None:
    forecast = forecast_now(fitted(), measured(), Venue.BYBIT)
    for side in (forecast.long_usd, forecast.short_usd):
        assert (np.diff(side) >= 0).all()
        assert side[0] < 0.2 * side[-1]
    assert forecast.usd_to(forecast.price_usd * 1.02) == pytest.approx(
        np.interp(np.log(1.02), DISTANCES, forecast.short_usd)
    )
    assert forecast.usd_to(forecast.price_usd * 0.98) > 0


def test_the_dollars_are_of_the_size_of_measured_ones() -> None:
    one = measured()
    typical = float(np.log(one.hours.high / one.hours.open).mean())
    said = forecast_now(fitted(), one, Venue.BYBIT).usd_to(float(one.bars.close[-1]) * np.exp(typical))
    assert 0.05 < said / one.hours.short_usd.mean() < 20


def test_a_forecast_is_good_for_its_hour_alone() -> None:
    forecast = forecast_now(fitted(), measured(), Venue.BYBIT)
    book = ForecastBook()
    book.put([forecast])
    at = forecast.made_at
    assert book.of(Coin("BTC"), at + timedelta(minutes=59)) is forecast
    assert book.of(Coin("BTC"), at + timedelta(hours=1)) is None
    assert book.of(Coin("BTC"), at - timedelta(seconds=1)) is None
    assert book.of(Coin("ETH"), at) is None


class _Floors(MadeCloses):
    async def contracts(self, source: MarketSource, since: datetime, until: datetime) -> Sequence[Instrument]:
        return [replace(BTC, venue=Venue.BINANCE)]


def _keeper(closes: MadeCloses, book: ForecastBook, now: datetime) -> ForecastKeeper:
    return ForecastKeeper(MarketSource.LIVE, closes, book, StoppedClock(round(now.timestamp() * 1000)))


async def test_it_is_fitted_once_a_week_and_made_once_an_hour() -> None:
    book, now = ForecastBook(), START + timedelta(days=55, minutes=5)
    keeper = _keeper(MadeCloses(), book, now)
    assert await keeper.fit_due() == 1
    assert await keeper.fit_due() == 0
    assert await keeper.make_due() == 1
    assert await keeper.make_due() == 0
    held = book.of(BTC.coin, now)
    assert held is not None
    assert held.made_at == now - timedelta(minutes=5)


async def test_a_stream_that_tells_only_a_part_and_too_few_hours_give_no_forecast() -> None:
    book, now = ForecastBook(), START + timedelta(days=55, minutes=5)
    assert await _keeper(_Floors(), book, now).fit_due() == 0
    assert await _keeper(MadeCloses(days=20), book, now).fit_due() == 0
    assert book.of(BTC.coin, now) is None


def made(price: float = 66_586.0) -> Forecast:
    level = Interval(0.02, 0.01, 0.03)
    at = datetime(2026, 2, 6, 12, tzinfo=UTC)
    return Forecast(
        Coin("BTC"), Venue.BYBIT, at, 1126, level, level, price, DISTANCES, DISTANCES * 1e9, DISTANCES * 1e9
    )
