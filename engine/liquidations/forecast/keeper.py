"""Fits the forecasts every week and makes them every hour, of the coins whose forecast earned its place."""

import asyncio
from datetime import datetime, timedelta

import structlog
from prometheus_client import Gauge

from engine.errors import StorageAway
from engine.liquidations.calibration.hours import HOUR_MS, LiquidatedHours, join_hours
from engine.liquidations.calibration.sets import Contract, MeasuredSet
from engine.liquidations.forecast.book import ForecastBook
from engine.liquidations.forecast.curve import forecast_now
from engine.liquidations.forecast.fitting import FittedForecast, fit_forecast, judged_split
from engine.liquidations.forecast.values import Forecast
from engine.liquidations.leverage import coin_class, maintenance_rate
from engine.liquidations.mixes.keeper import LOOKBACK, STEP_MS, ForcedCloses, training_span
from engine.market.ports import Clock
from engine.market.values import Bars, Coin, Instrument, MarketSource, Venue
from engine.market.windows import MAJORS

EARNED = Gauge("helix_forecasts_earned", "Coins whose forecast of forced closes beats its baselines")
FEWEST_HOURS = 30 * 24  # ten days of them are judged
MOST_CONTRACTS = 20
_WARM_MS = 3 * 24 * HOUR_MS
_FLOORS = frozenset({Venue.BINANCE})  # its stream tells a part, the smaller the busier the hour
_EVERY_S, _AGAIN_S, _PAUSE_S = 30.0, 300.0, 0.2
_PATIENCE = timedelta(minutes=10)
log = structlog.get_logger()


class ForecastKeeper:
    """`run` is endless. Fitted to whole weeks of what we collected; made from bars before the hour."""

    def __init__(self, source: MarketSource, closes: ForcedCloses, book: ForecastBook, clock: Clock) -> None:
        self._source, self._closes, self._book, self._clock = source, closes, book, clock
        self._fitted: dict[Coin, tuple[Instrument, FittedForecast]] = {}
        self._fitted_to: datetime | None = None
        self._made_at: datetime | None = None

    async def run(self) -> None:
        while True:
            try:
                await self.fit_due()
                await self.make_due()
            except StorageAway as error:
                log.warning("forecasts_put_off", error=str(error)[:200])
                await asyncio.sleep(_AGAIN_S)
            else:
                await asyncio.sleep(_EVERY_S)

    async def fit_due(self) -> int:
        """How many coins were fitted; 0 while this week's are known."""
        span = training_span(self._clock.now())
        if self._fitted_to == span.until:
            return 0
        fitted: dict[Coin, tuple[Instrument, FittedForecast]] = {}
        tried = 0
        for instrument in await self._closes.contracts(self._source, span.since, span.until):
            if instrument.venue in _FLOORS or tried >= MOST_CONTRACTS or instrument.coin in fitted:
                continue
            one = await self._read(instrument, span.since, span.until)
            if one is None or len(one.hours) < FEWEST_HOURS:
                continue
            tried += 1
            found = await asyncio.to_thread(fit_forecast, one)
            log.info("forecast_fitted", coin=instrument.coin, over_b8=found.over_b8, earned=found.has_earned_its_place)
            if found.has_earned_its_place:
                fitted[instrument.coin] = (instrument, found)
            await asyncio.sleep(_PAUSE_S)
        self._fitted, self._fitted_to = fitted, span.until
        EARNED.set(len(fitted))
        return tried

    async def make_due(self) -> int:
        """How many forecasts were made; 0 within an hour that has them."""
        hour = self._clock.now().replace(minute=0, second=0, microsecond=0)
        if self._made_at == hour:
            return 0
        made = []
        for instrument, fitted in self._fitted.values():
            one = await self._read(instrument, hour - LOOKBACK, hour)
            forecast = None if one is None else await asyncio.to_thread(_made, fitted, one, instrument, hour)
            if forecast is not None:
                made.append(forecast)
        self._book.put(made)
        if len(made) == len(self._fitted) or self._clock.now() - hour > _PATIENCE:
            self._made_at = hour  # until then a bar may only be late
        return len(made)

    async def _read(self, instrument: Instrument, since: datetime, until: datetime) -> MeasuredSet | None:
        measured = await self._closes.liquidated(self._source, instrument, since, until)
        bars = await self._closes.bars(self._source, instrument, since, until)
        return measured_set(instrument, bars, measured) if len(bars) and len(measured.open_ms) else None


def measured_set(instrument: Instrument, bars: Bars, measured: LiquidatedHours) -> MeasuredSet | None:
    """None where no measured hour falls on what the map holds."""
    hours = join_hours(bars, measured).between(int(bars.open_ms[0]) + _WARM_MS, int(bars.open_ms[-1]) + 1)
    if not len(hours) or hours.stacked_usd().sum() <= 0:
        return None
    width = 0.0005 if instrument.coin in MAJORS else 0.001
    kind = coin_class(instrument.coin, instrument.max_leverage)
    contract = Contract(instrument.coin, instrument.max_leverage, maintenance_rate(instrument), width, kind)
    name = f"{instrument.coin} {instrument.venue.value}"
    return MeasuredSet(name, contract, bars, bars, hours, judged_split(hours), "forced closes we collected", "")


def _made(fitted: FittedForecast, one: MeasuredSet, instrument: Instrument, hour: datetime) -> Forecast | None:
    """None where the newest bar does not end with the last hour: the map would be an old one."""
    newest_ms = int(one.bars.open_ms[-1]) + STEP_MS
    return forecast_now(fitted, one, instrument.venue) if newest_ms == hour.timestamp() * 1000 else None
