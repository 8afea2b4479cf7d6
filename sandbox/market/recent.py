"""The last public trades of each contract: those that were published, before them the ones their minutes stand for."""

from collections import deque

from sandbox.market import layout as at
from sandbox.market.live import LiveMarket
from sandbox.market.schedule import MINUTE_MS
from sandbox.market.tape import Trade, trades_of

KEPT = 1000


class RecentTrades:
    """Filled step by step by the running market."""

    def __init__(self, live: LiveMarket) -> None:
        self._live = live
        self._since_ms = live.market.now_ms
        self._trades: dict[str, deque[Trade]] = {s: deque(maxlen=KEPT) for s in live.market.listings}

    def note(self, symbol: str, count: int) -> list[Trade]:
        """Make the trades of the last `count` bars (seconds, or minutes) and keep them. Oldest first."""
        market = self._live.market
        listing = market.listings[symbol]
        fresh: list[Trade] = []
        for open_ms, row in listing.last_rows(count):
            fresh.extend(trades_of(listing.state.contract, market.seed, open_ms, listing.fresh_step_ms, row))
        self._trades[symbol].extend(fresh)
        return fresh

    def last(self, symbol: str, limit: int) -> list[Trade]:
        """Newest first."""
        trades = list(reversed(self._trades[symbol]))[:limit]
        market = self._live.market
        listing = market.listings[symbol]
        open_ms, rows = listing.history.columns[MINUTE_MS].between(0, self._since_ms - MINUTE_MS)
        for n in range(len(open_ms) - 1, max(len(open_ms) - 100, -1), -1):
            if len(trades) >= limit:
                break
            if rows[n, at.B_VOLUME] > 0:
                made = trades_of(listing.state.contract, market.seed, int(open_ms[n]), MINUTE_MS, rows[n])
                trades.extend(reversed(made))
        return trades[:limit]
