"""Looks at every alert once; what fires is made durable before anybody is told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import nan
from typing import Protocol

from engine.club.alerts import ENDED, Alert, AlertKind, Seen, Verdict, judge
from engine.errors import EngineError
from engine.liquidations.values import MapQuery, Scan
from engine.market.ports import Clock, MarketDoubts, MarketReader
from engine.market.present import present_ticker
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window


@dataclass(frozen=True, slots=True)
class Firing:
    """An alert that spoke. Written before it is sent; found half-way after a crash it is unknown, not lost."""

    firing_id: int
    alert: Alert
    price_usd: float  # NaN where the coin is traded no more
    level_price_usd: float | None
    level_notional_usd: float | None
    fired_at: datetime
    attempt: int
    is_unknown: bool  # an earlier attempt may have reached the chat; nobody kept the answer
    anchor_id: int | None = None  # the chat's newest message before that attempt
    value: float | None = None  # the heavier side's share, or the figure that jumped
    detail: str | None = None  # the heavier side, what jumped, or that the coin is traded no more
    batch_id: int = 0  # those of one number are told in one message
    is_held: bool = False  # it waited for the end of quiet hours


class AlertBook(Protocol):
    async def active(self, source: MarketSource) -> Sequence[Alert]: ...

    async def keep(self, alert: Alert, verdict: Verdict, price_usd: float, at: datetime) -> bool:
        """Stores the new state, and the firing with it. False where another was first, or the coin is not over."""
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
            ticker = await present_ticker(self.market, coin)
            if ticker is not None:
                fired += await self._look(coin, ticker.price_usd, alerts)
            elif await self._is_over(coin):
                fired += await self._end(alerts)
        return fired

    async def _is_over(self, coin: Coin) -> bool:
        """Delisted everywhere. A coin that is silent for now is not."""
        if not isinstance(self.market, MarketDoubts) or await self.market.instruments(coin):
            return False
        return bool(await self.market.ended(coin))

    async def _end(self, alerts: Sequence[Alert]) -> int:
        """Says so once and frees the places: an alert that can never speak must not look as if it watched."""
        over, now = Verdict(True, False, detail=ENDED), self.clock.now()
        return sum([await self.book.keep(alert, over, nan, now) for alert in alerts])

    async def _look(self, coin: Coin, price_usd: float, alerts: Sequence[Alert]) -> int:
        at_price = Seen(price_usd)
        scanned: dict[Window, Seen | None] = {}
        fired = 0
        for alert in alerts:
            window = alert.asked.window
            if alert.asked.kind is AlertKind.PRICE:
                seen: Seen | None = at_price
            else:
                if window not in scanned:
                    scanned[window] = await self._scanned(coin, window, price_usd)
                seen = scanned[window]
            if seen is None:
                continue  # no map now: the alert keeps its state and waits
            now = self.clock.now()
            verdict = judge(alert, seen, now)
            if verdict.changes(alert) and await self.book.keep(alert, verdict, price_usd, now):
                fired += verdict.fires
        return fired

    async def _scanned(self, coin: Coin, window: Window, price_usd: float) -> Seen | None:
        try:
            scan = await self.scans(MapQuery(coin, window))
        except EngineError:
            return None
        return Seen(price_usd, (*scan.above, *scan.below), scan.imbalance, scan.heavier, scan.confirmation)
