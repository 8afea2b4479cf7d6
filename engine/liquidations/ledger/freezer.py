"""Freezes the map of every coin in the minutes before each hour, and says of which coins there is none."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter

from engine.errors import EngineError, StorageAway
from engine.liquidations.ledger.chain import ALL, Draft, Kind
from engine.liquidations.ledger.freezing import NotFrozen, freeze_coin
from engine.liquidations.ledger.frozen import FrozenMap, frozen_body
from engine.liquidations.ledger.missed import Missed, Why, missed_body
from engine.liquidations.ledger.ports import FreezeStore, NotInTime
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin, MarketSource

FROZEN = Counter("helix_ledger_maps_total", "Hours of coins, by whether a map was frozen", ["result"])
HOUR = timedelta(hours=1)
OPENS = timedelta(minutes=4, seconds=45)  # before the hour: the bar that closed five minutes before it is there
CLOSES = timedelta(seconds=10)
_AT_ONCE = 16  # coins stored together
_SHARE = 0.2  # of one core
_CLOCK_FLAG = "clock"

log = structlog.get_logger()


def hour_ahead(now: datetime) -> datetime:
    """The next full hour, UTC."""
    return now.replace(minute=0, second=0, microsecond=0) + HOUR


@dataclass(slots=True)
class Freezer:
    """`attempt` is called again and again, `close` once the hour has begun. What another engine froze is left alone."""

    reader: MarketReader
    store: FreezeStore
    clock: Clock
    share: float = _SHARE
    mixes: MixBook = DEFAULT_MIXES
    suspect_until: datetime | None = None  # the clock jumped: maps of hours until then carry a flag
    _hour_at: datetime | None = None
    _told: set[Coin] = field(default_factory=set)
    _reasons: dict[Coin, Why] = field(default_factory=dict)

    @property
    def source(self) -> MarketSource:
        return self.reader.source

    @property
    def open_hour(self) -> datetime | None:
        """The hour whose maps may be frozen now."""
        now = self.clock.now()
        hour_at = hour_ahead(now)
        return hour_at if OPENS >= hour_at - now > CLOSES else None

    async def attempt(self) -> int:
        """One pass over what is not frozen yet, largest coins first; how many were. Raises `StorageAway`."""
        hour_at = self.open_hour
        if hour_at is None:
            return 0
        if hour_at != self._hour_at:
            self._hour_at, self._reasons = hour_at, {}
            self._told = set(await self.store.told_coins(self.source, hour_at))
        left = [coin for coin in await self.reader.coins() if coin not in self._told]
        if not left:
            return 0
        weights = {coin: number for coin, (number, _) in (await self.store.newest_weights(self.source)).items()}
        frozen = 0
        for start in range(0, len(left), _AT_ONCE):
            if self.open_hour != hour_at:
                break
            frozen += await self._freeze_some(left[start : start + _AT_ONCE], hour_at, weights)
        return frozen

    async def close(self, hour_at: datetime) -> int:
        """Says of each coin without a map why; where nobody froze anything at all, that too. Raises `StorageAway`."""
        told = await self.store.told_coins(self.source, hour_at)
        left = [coin for coin in await self.reader.coins() if coin not in told]
        is_ours = self._hour_at == hour_at
        fallback = Why.LATE if is_ours else Why.NOT_RUNNING
        reasons = {coin: (self._reasons.get(coin) if is_ours else None) or fallback for coin in left}
        if not told and not left:
            reasons = {ALL: Why.NO_HISTORY}
        drafts = [self._missed(coin, hour_at, why) for coin, why in reasons.items()]
        for why in reasons.values():
            FROZEN.labels(why.value).inc()
        if drafts:
            log.warning("maps_missed", hour=hour_at, coins=len(drafts), why=sorted(set(reasons.values())))
        return await self.store.append(self.source, drafts)

    async def say_outage(self) -> int:
        """At the start: hours since the last entry in which nobody froze anything. A replay begins where it likes."""
        if self.source is MarketSource.RECORDED:
            return 0
        newest = await self.store.newest_hour(self.source)
        hours = 0 if newest is None else int((hour_ahead(self.clock.now()) - newest) / HOUR) - 1
        if newest is None or hours < 1:
            return 0
        log.warning("ledger_was_not_running", since=newest + HOUR, hours=hours)
        return await self.store.append(self.source, [self._missed(ALL, newest + hours * HOUR, Why.NOT_RUNNING, hours)])

    async def _freeze_some(self, coins: list[Coin], hour_at: datetime, weights: dict[Coin, int]) -> int:
        started, maps = time.thread_time(), list[FrozenMap]()
        for coin in coins:
            found = await self._freeze(coin, hour_at, weights)
            if found is not None:
                maps.append(found)
        busy_s = time.thread_time() - started
        drafts = [Draft(Kind.MAP, one.coin, hour_at, self.clock.now(), frozen_body(one)) for one in maps]
        try:
            await self.store.append(self.source, drafts)
        except (NotInTime, StorageAway) as error:
            why = Why.CLOCK if isinstance(error, NotInTime) else Why.STORE
            self._reasons |= {one.coin: why for one in maps}
            log.warning("maps_not_stored", hour=hour_at, coins=len(maps), error=str(error)[:200])
            return 0
        self._told |= {one.coin for one in maps}
        FROZEN.labels("frozen").inc(len(maps))
        await asyncio.sleep(min(busy_s * (1 / self.share - 1), 1.0))
        return len(maps)

    async def _freeze(self, coin: Coin, hour_at: datetime, weights: dict[Coin, int]) -> FrozenMap | None:
        flags = (_CLOCK_FLAG,) if self.suspect_until is not None and hour_at <= self.suspect_until else ()
        number = weights.get(coin) or weights.get(ALL, 0)
        try:
            return await freeze_coin(self.reader, coin, hour_at, self.clock.now(), number, flags, self.mixes)
        except NotFrozen as refused:
            self._reasons[coin] = refused.why
        except EngineError as error:
            self._reasons[coin] = Why.NO_HISTORY
            log.info("map_not_frozen", coin=coin, error=str(error)[:200])
        except Exception:  # one odd history must not cost the other coins their hour
            self._reasons[coin] = Why.FAILED
            log.exception("map_failed", coin=coin)
        return None

    def _missed(self, coin: Coin, hour_at: datetime, why: Why, hours: int = 1) -> Draft:
        missed = Missed(self.source, coin, hour_at, hours, why)
        return Draft(Kind.MISSED, coin, hour_at, self.clock.now(), missed_body(missed))
