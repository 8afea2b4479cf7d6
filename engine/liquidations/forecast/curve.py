"""A fitted forecast asked about paths that have not happened: to every distance within the coming hour."""

from datetime import UTC, datetime

import numpy as np

from engine.liquidations.calibration.baselines import past_activity, range_terms, with_activity
from engine.liquidations.calibration.births import birth_terms
from engine.liquidations.calibration.frozen import path_terms
from engine.liquidations.calibration.hours import HOUR_MS, HourPaths
from engine.liquidations.calibration.sets import MeasuredSet
from engine.liquidations.forecast.fitting import FittedForecast
from engine.liquidations.forecast.values import Forecast
from engine.market.values import Bars, FloatArray, Venue

DISTANCES: FloatArray = np.concatenate([[0.0], np.geomspace(0.001, 0.15, 40)])


def forecast_now(fitted: FittedForecast, one: MeasuredSet, venue: Venue) -> Forecast:
    """As of the close of the newest of `one.bars`, which ends an hour; the hours before it are `one.hours`."""
    bars, contract = one.bars, one.contract
    at_ms, price = int(bars.open_ms[-1]) + bars.step_ms, float(bars.close[-1])
    asked = _paths(at_ms, price)
    nodes, rate = contract.nodes(), contract.maintenance_rate
    frozen = path_terms(_with_flat_bar(bars, price), asked, nodes, rate, contract.bin_width, fitted.settings).frozen
    births = birth_terms(bars, asked, nodes, rate, fitted.settings)
    volume, oi = (values[len(one.hours)] for values in past_activity(_and_one_more(one.hours, at_ms, price), bars))
    rows = np.ones(2 * len(asked))
    activity = with_activity(range_terms(asked, bars), rows * volume, rows * oi)
    usd = fitted.score(np.hstack([frozen, births, activity]))
    long_usd, short_usd = (np.maximum.accumulate(side) for side in np.split(usd, 2))
    made_at = datetime.fromtimestamp(at_ms / 1000, UTC)
    return Forecast(
        contract.coin, venue, made_at, fitted.hours, fitted.over_b8, fitted.over_average, price, DISTANCES, long_usd,
        short_usd,
    )  # fmt: skip


def _paths(at_ms: int, price: float) -> HourPaths:
    """One path a distance, as far down as up: the sides do not see each other."""
    n = len(DISTANCES)
    nothing = np.zeros(n)
    low, high = price * np.exp(-DISTANCES), price * np.exp(DISTANCES)
    return HourPaths(np.full(n, at_ms, np.int64), np.full(n, price), high, low, nothing, nothing, HOUR_MS)


def _and_one_more(hours: HourPaths, at_ms: int, price: float) -> HourPaths:
    one = np.array([price])
    columns = (
        np.append(column, value)
        for column, value in zip(
            (hours.open, hours.high, hours.low, hours.long_usd, hours.short_usd),
            (*one, *one, *one, 0.0, 0.0),
            strict=True,
        )
    )
    opens, highs, lows, longs, shorts = columns
    return HourPaths(np.append(hours.open_ms, at_ms), opens, highs, lows, longs, shorts, hours.span_ms)


def _with_flat_bar(bars: Bars, price: float) -> Bars:
    """The bar before which the map is read out."""
    flat = (price, price, price, price, 0.0, 0.0, float(bars.oi_base[-1]))
    columns = (np.append(column, value) for column, value in zip(bars.columns(), flat, strict=True))
    return Bars(bars.step_ms, np.append(bars.open_ms, bars.open_ms[-1] + bars.step_ms), *columns)
