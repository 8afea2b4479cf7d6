"""The newest bars of one contract, asked of the venue once more: what a stream said in a hurry is checked."""

from collections.abc import Iterable

import numpy as np

from engine.feeds.ports import Feed
from engine.market.memory import MemoryMarket
from engine.market.ports import Clock
from engine.market.values import Bars, Coin, Venue
from engine.market.windows import STEPS_MS

_BARS = 2
_SAME = 1e-3  # of each figure: a stream's open interest is a second older than the history's


class NewestBars:
    """Implements `engine.scanners.spike_watch.Refetch` on the venues' feeds."""

    def __init__(self, feeds: Iterable[Feed], market: MemoryMarket, clock: Clock) -> None:
        self._feeds = {feed.venue: feed for feed in feeds}
        self._market, self._clock = market, clock

    async def newest(self, coin: Coin, venue: Venue) -> bool:
        """True where the venue's history differs from what was held. Raises `VenueAway`."""
        feed, series = self._feeds.get(venue), self._market.series(coin, venue)
        if feed is None or series is None:
            return False
        step_ms = STEPS_MS[0]
        to_ms = int(self._clock.now().timestamp() * 1000)
        from_ms = (to_ms // step_ms - _BARS) * step_ms
        bars = await feed.history(series.instrument, step_ms, from_ms, to_ms)
        held = series.held(step_ms).between(from_ms, to_ms)
        self._market.fill(venue, series.instrument.symbol, bars)
        return differ(held, bars)


def differ(held: Bars, fetched: Bars) -> bool:
    """Of the fetched rows; what was not fetched, or not delivered, says nothing."""
    place = np.searchsorted(held.open_ms, fetched.open_ms)
    if not np.isin(fetched.open_ms, held.open_ms).all():
        return True
    return any(
        bool((np.isfinite(new) & ~np.isclose(new, old[place], rtol=_SAME, atol=0.0)).any())
        for new, old in zip(fetched.columns(), held.columns(), strict=True)
    )
