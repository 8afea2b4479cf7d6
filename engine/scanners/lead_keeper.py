"""Who leads whom among the largest coins, worked out once an hour beside the running market."""

import asyncio
from collections.abc import Mapping, Sequence

import numpy as np
import structlog
from numpy.random import Generator

from engine.errors import StorageAway
from engine.market.ports import Clock, MarketReader
from engine.market.values import Bars, Coin, FloatArray
from engine.scanners.lead_lag import Lead, find_leads
from engine.scanners.spikes import CONFIRMATION_STEP_MS
from engine.scanners.threshold_keeper import BarHistory

LARGEST = 20  # coins by turnover
SPANS = (2_016, 288)  # returns: a week where it is stored, else a day
_COVERED = 0.9  # of the span; a coin with fewer bars is left out
_EVERY_S = 3_600.0
_SOON_S = 120.0  # nothing is stored yet, or the store is away
_BETWEEN_S = 0.2  # coins: a week of bars costs some milliseconds of the event loop
log = structlog.get_logger()


class LeadBook:
    """Implements `Leads`."""

    def __init__(self) -> None:
        self._held: Mapping[Coin, Lead] = {}

    def of(self, coin: Coin) -> Lead | None:
        return self._held.get(coin)

    def replace(self, leads: Sequence[Lead]) -> None:
        """`leads` strongest first."""
        self._held = {lead.follower: lead for lead in reversed(leads)}


class LeadKeeper:
    """`run` is endless and ends by cancellation; the work is done in a thread."""

    def __init__(self, reader: MarketReader, history: BarHistory, book: LeadBook, clock: Clock, rng: Generator) -> None:
        self._reader, self._history = reader, history
        self._book, self._clock, self._rng = book, clock, rng

    async def run(self) -> None:
        while True:
            try:
                is_known = await self.look()
            except StorageAway as error:
                log.warning("leads_wait", error=str(error)[:200])
                is_known = False
            await asyncio.sleep(_EVERY_S if is_known else _SOON_S)

    async def look(self, between_s: float = _BETWEEN_S) -> bool:
        """False while there is not a day of history of two coins."""
        held: dict[Coin, Bars] = {}
        for coin in (await self._reader.coins())[:LARGEST]:
            listed = await self._reader.instruments(coin)
            if listed:
                source = self._reader.source
                held[coin] = await self._history.load_bars(source, listed[0], CONFIRMATION_STEP_MS, SPANS[0] + 1)
            await asyncio.sleep(between_s)
        coins, returns = aligned_returns(held, int(self._clock.now().timestamp() * 1000))
        if not coins:
            return False
        step_s = CONFIRMATION_STEP_MS // 1000
        leads = await asyncio.to_thread(find_leads, coins, returns, step_s, self._rng)
        self._book.replace(leads)
        log.info("leads_found", coins=len(coins), returns=returns.shape[1], leads=len(leads))
        return True


def aligned_returns(held: Mapping[Coin, Bars], now_ms: int) -> tuple[Sequence[Coin], FloatArray]:
    """Coins and their log returns (coins, n) over the longest span that two coins cover; NaN where a bar is missing.

    No coins where not even a day is covered.
    """
    for span in SPANS:
        end_ms = now_ms // CONFIRMATION_STEP_MS * CONFIRMATION_STEP_MS
        rows = {coin: _on_grid(bars, end_ms, span) for coin, bars in held.items()}
        kept = {coin: row for coin, row in rows.items() if np.isfinite(row).mean() >= _COVERED}
        if len(kept) >= 2:
            return list(kept), np.stack(list(kept.values()))
    return [], np.empty((0, 0))


def _on_grid(bars: Bars, end_ms: int, span: int) -> FloatArray:
    """(span,) returns of the bars that close up to `end_ms`, each at its own place."""
    closes = np.full(span + 1, np.nan)
    if len(bars) and bars.step_ms == CONFIRMATION_STEP_MS:
        place = span - (end_ms - bars.open_ms) // bars.step_ms + 1
        inside = (place >= 0) & (place <= span)
        closes[place[inside]] = bars.close[inside]
    return np.asarray(np.diff(np.log(closes)))
