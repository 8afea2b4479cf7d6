"""The forecasts of the running hour."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from engine.liquidations.forecast.values import Forecast
from engine.market.values import Coin


class Forecasts(Protocol):
    """Answers at once."""

    def of(self, coin: Coin, at: datetime) -> Forecast | None:
        """None where none earned its place, or none was made for this hour."""
        ...


class ForecastBook:
    """Implements `Forecasts`."""

    def __init__(self) -> None:
        self._held: dict[Coin, Forecast] = {}

    def put(self, forecasts: Iterable[Forecast]) -> None:
        self._held |= {one.coin: one for one in forecasts}

    def of(self, coin: Coin, at: datetime) -> Forecast | None:
        held = self._held.get(coin)
        return held if held is not None and held.is_good_at(at) else None
