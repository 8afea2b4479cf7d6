"""What another threshold would have done, and keeping it: the use cases behind `/tune`."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from engine.looking import look_on
from engine.market.ports import Clock
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.signals.trials.replay import Replayed, replay_all
from engine.signals.trials.values import Trials
from engine.signals.trials.version import trials_version
from engine.signals.tuning import ALL_COINS, Change, Setting, Settings, TunedBook, check_setting

_LOOK_EVERY_S = 2.0  # so soon every process holds what was kept in any
_STAMP_FOR_S = 5.0
_OVERLAP = timedelta(minutes=1)
log = structlog.get_logger()


class StoredTrials(Protocol):
    async def load(self, source: MarketSource, model_version: str, coin: Coin) -> Sequence[Trials]: ...

    async def newer(self, source: MarketSource, model_version: str, since: datetime | None) -> Sequence[Trials]:
        """Of all coins, written after `since`."""
        ...

    async def stamp(self, source: MarketSource, model_version: str) -> tuple[int, datetime | None]:
        """How many there are, and when the newest was written."""
        ...


@dataclass(slots=True)
class TunedKeeper:
    """Holds the book of this process to what is stored. `run` until cancelled."""

    book: TunedBook
    settings: Settings
    source: MarketSource
    _version: int = -1

    async def run(self) -> None:
        await look_on(self.look, _LOOK_EVERY_S, "thresholds_not_read")

    async def look(self) -> bool:
        """True where something had changed."""
        version = await self.settings.version(self.source)
        if version == self._version:
            return False
        self.book.put(await self.settings.settings(self.source))
        self._version = version
        log.info("thresholds_tuned", version=version)
        return True


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same month under both settings. `coins`: of which trials are there; windows: of those coins."""

    setting: Setting
    was: float
    becomes: float
    before: Replayed
    after: Replayed
    coins: int
    windows: tuple[Window, ...]
    since: datetime | None  # None: nothing was looked through yet
    until: datetime | None


@dataclass(slots=True)
class Tuner:
    """Trials of all coins are read once and held; later only what was written since."""

    book: TunedBook
    keeper: TunedKeeper
    settings: Settings
    trials: StoredTrials
    source: MarketSource
    clock: Clock
    _held: dict[tuple[Coin, Window], Trials] = field(default_factory=dict)
    _stamp: tuple[int, datetime | None] = (0, None)
    _stamp_until_s: float = -1.0
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def compare(self, setting: Setting) -> Comparison:
        """Raises `OutOfBounds` and `StorageAway`."""
        await self.keeper.look()
        check_setting(self.book, setting)
        trials = await self._of(setting.coin)
        tried = self.book.with_setting(setting)
        before, after = await asyncio.to_thread(lambda: (replay_all(trials, self.book), replay_all(trials, tried)))
        return Comparison(
            setting,
            getattr(self.book.of(setting.coin), setting.name),
            getattr(tried.of(setting.coin), setting.name),
            before,
            after,
            len({one.coin for one in trials}),
            tuple(window for window in Window if any(one.window is window for one in trials)),
            min((one.from_at for one in trials), default=None),
            max((one.until_at for one in trials), default=None),
        )

    async def present(self, coin: Coin) -> Replayed:
        """The month under the thresholds of now. Raises `StorageAway`."""
        trials = await self._of(coin)
        return await asyncio.to_thread(replay_all, trials, self.book)

    async def past(self, coin: Coin, window: Window) -> Replayed:
        """The same of one coin and window."""
        trials = [one for one in await self._of(coin) if one.window is window]
        return replay_all(trials, self.book)

    async def keep(self, setting: Setting, user_id: int, user_name: str) -> Change | None:
        """None where it says that already. Raises `OutOfBounds` and `StorageAway`."""
        await self.keeper.look()
        check_setting(self.book, setting)
        is_own = setting.name in self.book.own(setting.coin)
        was = getattr(self.book.of(setting.coin), setting.name)
        becomes = getattr(self.book.with_setting(setting).of(setting.coin), setting.name)
        if (not is_own) if setting.value is None else was == becomes:
            return None
        change = Change(self.source, setting, was, becomes, user_id, user_name, self.clock.now())
        await self.settings.keep(change)
        await self.keeper.look()
        return change

    async def _of(self, coin: Coin) -> Sequence[Trials]:
        if coin != ALL_COINS:
            return await self.trials.load(self.source, trials_version(), coin)
        async with self._reading:
            if time.monotonic() >= self._stamp_until_s:
                await self._read_newer()
                self._stamp_until_s = time.monotonic() + _STAMP_FOR_S
        return list(self._held.values())

    async def _read_newer(self) -> None:
        stamp = await self.trials.stamp(self.source, trials_version())
        if stamp == self._stamp:
            return
        rows, written_at = self._stamp
        if stamp[0] < rows or written_at is None:  # another market, or the first look
            self._held, since = {}, None
        else:
            since = written_at - _OVERLAP
        for one in await self.trials.newer(self.source, trials_version(), since):
            self._held[one.coin, one.window] = one
        self._stamp = stamp
