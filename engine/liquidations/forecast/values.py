"""How many dollars would be closed by force if price went somewhere within the hour, in measured dollars."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from engine.liquidations.calibration.metrics import Interval
from engine.market.values import Coin, FloatArray, Venue

HORIZON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Made at the start of an hour, for that hour. `distances` (d,) log distance from `price_usd`, ascending;
    `long_usd`, `short_usd` (d,) USD closed on the way down and up to each, never falling.

    `over_b8`, `over_average`: by how much it ranked spans it had not seen better than B8, and than the same with the
    average map. Only what was above zero in both with the whole interval is ever made.
    """

    coin: Coin
    venue: Venue
    made_at: datetime
    fitted_hours: int
    over_b8: Interval
    over_average: Interval
    price_usd: float
    distances: FloatArray
    long_usd: FloatArray
    short_usd: FloatArray

    def covers(self, target_usd: float) -> bool:
        """Nothing was calculated for a price farther away."""
        return abs(float(np.log(target_usd / self.price_usd))) <= float(self.distances[-1])

    def usd_to(self, target_usd: float) -> float:
        """USD closed by force where the hour's path reaches `target_usd`, which it `covers`, and turns."""
        away = float(np.log(target_usd / self.price_usd))
        curve = self.short_usd if away > 0 else self.long_usd
        return float(np.interp(abs(away), self.distances, curve))

    def is_good_at(self, at: datetime) -> bool:
        return self.made_at <= at < self.made_at + HORIZON
