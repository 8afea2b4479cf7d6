"""History of one contract fetched backwards, in pieces with pauses, as far as the feed gives and a record needs."""

import asyncio
from datetime import datetime, timedelta

import numpy as np

from engine.feeds.ports import Feed
from engine.feeds.reading import milliseconds
from engine.liquidations.history import readable_steps
from engine.liquidations.records.values import FEWEST_CASES, horizon_of
from engine.market.values import Bars, Instrument
from engine.market.windows import Window

_LEAST = timedelta(days=90)  # of paths, where the feed gives it
_PIECE = 1_000  # bars: one page of the venues
_MILLISECOND = timedelta(milliseconds=1)


def reach_of(window: Window) -> timedelta:
    """How far back a record looks: the first map's own window and ninety days or forty horizons of paths."""
    return window.span + max(_LEAST, horizon_of(window) * 40)


class Past:
    """Bars closed by `until`; windows of one step share what was fetched. Raises `VenueAway`."""

    def __init__(self, feed: Feed, instrument: Instrument, until: datetime, pause_s: float) -> None:
        self._feed = feed
        self._instrument = instrument
        self._until_ms = milliseconds(until)
        self._pause_s = pause_s
        self._held: dict[int, Bars] = {}

    async def bars_for(self, window: Window) -> Bars:
        """Of the finest step that covers thirty cases, else of the window's own step, however little there is."""
        least_ms = (window.span + horizon_of(window) * FEWEST_CASES) // _MILLISECOND
        steps = readable_steps(window)
        for step_ms in steps:
            bars = await self._back(step_ms, window)
            if len(bars) * step_ms >= least_ms:
                return bars
            if len(bars) and step_ms == steps[0]:
                return bars  # the market is young, not recorded coarsely
        return Bars.empty(steps[0])

    async def _back(self, step_ms: int, window: Window) -> Bars:
        if step_ms not in self._held:
            self._held[step_ms] = await self._fetch(step_ms, self._from_ms(window))
        return self._held[step_ms].between(self._from_ms(window), self._until_ms)

    async def _fetch(self, step_ms: int, from_ms: int) -> Bars:
        return self._closed(
            await fetch_back(self._feed, self._instrument, step_ms, from_ms, self._until_ms, self._pause_s)
        )

    def _closed(self, bars: Bars) -> Bars:
        """Whatever a feed gives: nothing that closes after `until`."""
        return bars.between(0, self._until_ms - bars.step_ms + 1)

    def _from_ms(self, window: Window) -> int:
        """The same for windows of one step, so that the longer reach is fetched once."""
        alike = [one for one in Window if one.column_ms == window.column_ms]
        from_ms = self._until_ms - max(reach_of(one) for one in alike) // _MILLISECOND
        listed_at = self._instrument.listed_at
        return from_ms if listed_at is None else max(from_ms, milliseconds(listed_at))


async def fetch_back(
    feed: Feed, instrument: Instrument, step_ms: int, from_ms: int, until_ms: int, pause_s: float
) -> Bars:
    """Bars from `from_ms`, or from where the feed's history begins, to `until_ms`. Raises `VenueAway`."""
    to_ms = until_ms // step_ms * step_ms
    pieces: list[Bars] = []
    while to_ms > from_ms:
        start_ms = max(to_ms - _PIECE * step_ms, from_ms)
        piece = await feed.history(instrument, step_ms, start_ms, to_ms)
        if not len(piece):
            break  # nothing older
        pieces.append(piece)
        to_ms = start_ms
        await asyncio.sleep(pause_s)
    return _joined(step_ms, pieces[::-1])


def _joined(step_ms: int, pieces: list[Bars]) -> Bars:
    """Pieces that follow each other."""
    if not pieces:
        return Bars.empty(step_ms)
    columns = (np.concatenate(parts) for parts in zip(*(piece.columns() for piece in pieces), strict=True))
    return Bars(step_ms, np.concatenate([piece.open_ms for piece in pieces]), *columns)
