"""Where most was closed by force lately: the last list of `/top`. Measured, pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.market.values import Coin, LiquidatedTotals


@dataclass(frozen=True, slots=True)
class Liquidated:
    """Forced closes of one coin. `is_floor`: at least so much; a venue tells of one order a second at most."""

    coin: Coin
    long_usd: float
    short_usd: float
    since: datetime  # later than asked where it was not measured for so long
    is_floor: bool

    @property
    def total_usd(self) -> float:
        return self.long_usd + self.short_usd


def rank_liquidated(totals: Mapping[Coin, LiquidatedTotals]) -> Sequence[Liquidated]:
    """The largest sum of both sides first, ties by name; coins without any are left out."""
    rows = [Liquidated(coin, one.long_usd, one.short_usd, one.since, one.is_floor) for coin, one in totals.items()]
    return sorted((row for row in rows if row.total_usd > 0), key=lambda row: (-row.total_usd, row.coin))
