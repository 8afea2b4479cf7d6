"""Who is before whom. Higher score; then the smaller dip, fewer trades, the earlier time, the lower account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from engine.club.rounds.rules import LEAST_MEDIAN_HOLD, LEAST_TRADES
from engine.club.rounds.values import PPM, Unranked

_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands. `reached_at`: since when the score is what it is."""

    account_id: int
    user_id: int
    score_ppm: int
    dip_ppm: int
    trades: int
    median_hold_s: int | None
    reached_at: datetime
    why: Unranked | None = None

    @property
    def order(self) -> tuple[int, int, int, datetime, int]:
        """Ascending from the first."""
        return (-self.score_ppm, self.dip_ppm, self.trades, self.reached_at, self.account_id)


def score_ppm(opening_usdt: Decimal, closing_usdt: Decimal) -> int:
    """Change in millionths, half to even. `opening_usdt` > 0."""
    return int(((closing_usdt / opening_usdt - 1) * PPM).quantize(_WHOLE, ROUND_HALF_EVEN))


def too_idle(trades: int, median_hold: timedelta | None) -> Unranked | None:
    """What is missing of the least that has to be done for a rank."""
    if trades < LEAST_TRADES or median_hold is None:
        return Unranked.FEW_TRADES
    return Unranked.SHORT_HOLDS if median_hold < LEAST_MEDIAN_HOLD else None
