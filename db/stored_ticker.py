"""A contract's state from its stored bars, where no live ticker is at hand."""

from datetime import datetime, timedelta

import numpy as np

from db.market import Funding, MarketRepository
from db.times import at_ms, ms_at
from engine.market.values import Bars, Coin, MarketSource, Symbol, Ticker, Venue
from engine.market.windows import STEPS_MS

_DAY_MS = 86_400_000
_ASSUMED_INTERVAL = timedelta(hours=8)  # what most contracts have, where the source did not tell


async def ticker_from_bars(
    market: MarketRepository, source: MarketSource, venue: Venue, symbol: Symbol, coin: Coin, now: datetime
) -> Ticker | None:
    """The close of the newest bar of the finest step there is. The mark price is not known and is that price too."""
    for step_ms in STEPS_MS:
        bars = await market.last_bars(source, venue, symbol, step_ms, _DAY_MS // step_ms, ms_at(now))
        if len(bars):
            funding = await market.funding(source, venue, symbol, now - timedelta(days=2), now)
            return _ticker(bars, venue, symbol, coin, funding)
    return None


def _ticker(bars: Bars, venue: Venue, symbol: Symbol, coin: Coin, funding: list[Funding]) -> Ticker:
    price = float(bars.close[-1])
    known_oi = bars.oi_base[np.isfinite(bars.oi_base)]
    day = bars.between(int(bars.open_ms[-1]) + bars.step_ms - _DAY_MS, int(bars.open_ms[-1]) + 1)
    interval = _interval(funding)
    return Ticker(
        venue=venue,
        symbol=symbol,
        coin=coin,
        price_usd=price,
        mark_price_usd=price,
        oi_base=float(known_oi[-1]) if len(known_oi) else float("nan"),
        funding_rate=funding[-1].rate if funding else float("nan"),
        funding_interval=interval,
        next_funding_at=funding[-1].at + interval if funding else None,
        turnover_24h_usd=float(np.sum(day.volume_base * day.close)),
        change_24h=price / float(day.open[0]) - 1,
        at=at_ms(int(bars.open_ms[-1]) + bars.step_ms),
    )


def _interval(funding: list[Funding]) -> timedelta:
    """As told, else the distance of the last two settlements, else the usual one."""
    if funding and funding[-1].interval is not None:
        return funding[-1].interval
    if len(funding) > 1:
        return funding[-1].at - funding[-2].at
    return _ASSUMED_INTERVAL
