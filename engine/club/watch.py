"""Looks at every alert once; what fires is made durable before anybody is told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.club.alerts import Alert, AlertKind, Verdict, judge
from engine.errors import EngineError
from engine.liquidations.values import Cluster, MapQuery, Scan
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window


@dataclass(frozen=True, slots=True)
class Firing:
    """An alert that spoke. Written before it is sent; found half-way after a crash it is unknown, not lost."""

    firing_id: int
    alert: Alert
    price_usd: float
    level_price_usd: float | None
    level_notional_usd: float | None
    fired_at: datetime
    attempt: int
    is_unknown: bool  # an earlier attempt may have reached the chat; nobody kept the answer
    anchor_id: int | None = None  # the chat's newest message before that attempt


class AlertBook(Protocol):
    async def active(self, source: MarketSource) -> Sequence[Alert]: ...

    async def keep(self, alert: Alert, verdict: Verdict, price_usd: float, at: datetime) -> bool:
        """Stores the new state, and the firing with it. False where another process was first."""
        ...


class Scans(Protocol):
    async def __call__(self, query: MapQuery) -> Scan: ...


@dataclass(frozen=True, slots=True)
class WatchAlerts:
    """One look at all alerts of this market. Returns how many fired. Raises `Unavailable` when the book is away."""

    book: AlertBook
    market: MarketReader
    scans: Scans
    clock: Clock

    async def __call__(self) -> int:
        fired = 0
        by_coin: dict[Coin, list[Alert]] = defaultdict(list)
        for alert in await self.book.active(self.market.source):
            by_coin[alert.asked.coin].append(alert)
        for coin, alerts in by_coin.items():
            price = await self._price(coin)
            if price is not None:
                fired += await self._look(coin, price, alerts)
        return fired

    async def _price(self, coin: Coin) -> float | None:
        for instrument in await self.market.instruments(coin):
            ticker = await self.market.ticker(coin, instrument.venue)
            if ticker is not None:
                return ticker.price_usd
        return None

    async def _look(self, coin: Coin, price_usd: float, alerts: Sequence[Alert]) -> int:
        levels: dict[Window, Sequence[Cluster] | None] = {}
        fired = 0
        for alert in alerts:
            window = alert.asked.window
            if alert.asked.kind is AlertKind.LEVEL and window not in levels:
                levels[window] = await self._levels(coin, window)
            known = levels.get(window, ())
            if known is None:
                continue  # no map now: a level alert keeps its state and waits
            now = self.clock.now()
            verdict = judge(alert, price_usd, known, now)
            if verdict.changes(alert) and await self.book.keep(alert, verdict, price_usd, now):
                fired += verdict.fires
        return fired

    async def _levels(self, coin: Coin, window: Window) -> Sequence[Cluster] | None:
        try:
            scan = await self.scans(MapQuery(coin, window))
        except EngineError:
            return None
        return (*scan.above, *scan.below)
