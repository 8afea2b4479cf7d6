"""The rules of a round, in numbers."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from engine.club.rounds.values import Period
from engine.exchange.orders import Limits

LEAST_OPENING_USDT = Decimal(400)
LIMITS = Limits(max_leverage_e2=1_000, coin_share_ppm=200_000)
LEAST_TRADES = 3
LEAST_MEDIAN_HOLD = timedelta(minutes=15)
CLAIM_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PrizeMoney:
    """What the first of a round gets. A week is told of and pays nothing."""

    day_usd: Decimal = Decimal(100)
    month_usd: Decimal = Decimal(1_000)

    def of(self, period: Period) -> Decimal:
        if period is Period.DAY:
            return self.day_usd
        return self.month_usd if period is Period.MONTH else Decimal(0)
