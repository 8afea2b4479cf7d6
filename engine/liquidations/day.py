"""The measured figures of the last 24 hours that stand under every scan."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from engine.liquidations.values import DayFigures
from engine.market.ports import MarketReader
from engine.market.values import Bars, Coin, Ticker, Venue

_HOUR_MS = 3_600_000
_DAY = timedelta(hours=24)


async def day_figures(reader: MarketReader, coin: Coin, venues: Sequence[Venue], now: datetime) -> DayFigures:
    """`venues`: the largest first; open interest is their sum, funding the largest's. What is not known is None."""
    tickers = {venue: await reader.ticker(coin, venue) for venue in venues}
    hours = {venue: await reader.bars(coin, venue, _HOUR_MS, 25) for venue in venues}
    lead = tickers[venues[0]] if venues else None
    return DayFigures(
        oi_usd=_sum_known([_oi_usd(tickers[venue], hours[venue]) for venue in venues]),
        oi_change_24h=_oi_change(list(hours.values())),
        funding_rate=_finite(lead.funding_rate) if lead is not None else None,
        funding_interval=lead.funding_interval if lead is not None else None,
        liquidated=await reader.liquidated(coin, now - _DAY),
    )


def _oi_usd(ticker: Ticker | None, hours: Bars) -> float | None:
    if ticker is not None and np.isfinite(ticker.oi_base * ticker.price_usd):
        return float(ticker.oi_base * ticker.price_usd)
    return _finite(hours.oi_base[-1] * hours.close[-1]) if len(hours) else None


def _oi_change(hours: Sequence[Bars]) -> float | None:
    """Of the venues that have both ends of an unbroken day, in coins."""
    whole = [b for b in hours if len(b) == 25 and b.open_ms[-1] - b.open_ms[0] == 24 * _HOUR_MS]
    ends = [(b.oi_base[0], b.oi_base[-1]) for b in whole if np.isfinite(b.oi_base[0] + b.oi_base[-1])]
    before = sum(first for first, _ in ends)
    return float(sum(last for _, last in ends) / before - 1.0) if before > 0 else None


def _sum_known(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
