"""The market that runs: it follows a clock second by second, keeps its folder, and catches up what it missed."""

import time
from datetime import UTC, datetime
from pathlib import Path

import structlog

from sandbox.market.clocks import Clock
from sandbox.market.endings import Endings
from sandbox.market.kernels import source_digest
from sandbox.market.schedule import HOUR_MS, MINUTE_MS, absence, minute, seconds
from sandbox.market.store import Store
from sandbox.market.world import SimulatedMarket, find_contracts

log = structlog.get_logger()
BATCH_S = 60
LONG_ABSENCE_MS = 2 * HOUR_MS
SNAPSHOT_EVERY_S = 180.0  # 17 MB each; simulating three minutes again takes 0.1 s


class LiveMarket:
    """A SimulatedMarket in a folder, following a clock. Not thread-safe; only `Store.write` may run elsewhere."""

    def __init__(self, market: SimulatedMarket, store: Store, clock: Clock) -> None:
        self.market, self.store, self.clock = market, store, clock
        self.endings = Endings()
        self._save_due = time.monotonic() + SNAPSHOT_EVERY_S

    @classmethod
    def open(
        cls,
        folder: Path,
        seed: int,
        clock: Clock,
        coins: tuple[str, ...] | None = None,
        *,
        history_days: float = 370.0,
    ) -> "LiveMarket":
        """Load the folder's market or make a new one, and bring it to the clock's present.

        Raises FolderTaken, FolderForeign, and OSError where the folder cannot be written.
        """
        store = Store(folder)
        try:
            symbols = tuple(c.symbol for c in find_contracts(coins))
            market = _load(store, seed, symbols)
            if market is None:
                clock.start(0)
                epoch = datetime.fromtimestamp(clock.now_ms() / 1000, UTC)
                log.info("market_made", coins=len(symbols), seed=seed, kernels=source_digest())
                market = SimulatedMarket(seed, epoch, symbols, history_days=history_days)
                store.show(market.now_ms)
            live = cls(market, store, clock)
            live._arrive()
        except BaseException:
            store.close()
            raise
        return live

    def _arrive(self) -> None:
        """Repeat the seconds that were shown after the snapshot, then simulate the absence, then save."""
        self._run_seconds(self.store.shown_ms)
        self.clock.start(self.market.now_ms)
        self._catch_up(self.clock.now_ms())
        self.save()

    def _run_seconds(self, until_ms: int) -> None:
        while (missing := (until_ms - self.market.now_ms) // 1000) > 0:
            self.market.advance(seconds(self.market.now_ms, min(missing, BATCH_S)))

    def _catch_up(self, until_ms: int) -> None:
        """Fine steps for short absences, coarse ones in whole minutes for long ones."""
        if until_ms - self.market.now_ms > LONG_ABSENCE_MS:
            self._run_seconds(-(-self.market.now_ms // MINUTE_MS) * MINUTE_MS)
            for segment in absence(self.market.now_ms, until_ms // MINUTE_MS * MINUTE_MS):
                self.market.advance(segment)
        self._run_seconds(until_ms)

    def step(self) -> int:
        """Simulate what is due, at most a batch, and note it as shown. Gives the number of new seconds."""
        due = (self.clock.now_ms() - self.market.now_ms) // 1000
        if due <= 0:
            return 0
        if due * 1000 > LONG_ABSENCE_MS * self.clock.speed:
            log.warning("market_slept", seconds=due)
            self._catch_up(self.clock.now_ms() - 1000)
            self.store.write(self.store.prepare(self.market))
            due = 1
        self.pass_seconds(count := min(due, BATCH_S))
        return count

    def pass_seconds(self, count: int) -> None:
        """The next ones, noted as shown."""
        self.market.advance(seconds(self.market.now_ms, count))
        self.store.show(self.market.now_ms)
        self._forget(count * 1000)

    def pass_minute(self) -> None:
        """The next minute in coarse steps, as the last days before the start were made. From a whole minute only, and
        not noted as shown: whoever repeats it by the second gets another market, so it has to be saved first."""
        self.market.advance(minute(self.market.now_ms))
        self._forget(MINUTE_MS)

    def save(self) -> None:
        """Now, and note all of it as shown. Raises OSError."""
        self.store.write(self.store.prepare(self.market))
        self.store.show(self.market.now_ms)

    def _forget(self, passed_ms: int) -> None:
        if self.market.now_ms % (6 * HOUR_MS) < passed_ms:
            self.market.forget()

    def listed(self) -> list[str]:
        """Symbols of the contracts that are traded now."""
        return self.endings.listed(self.market.listings, self.market.now_ms)

    def is_over(self, symbol: str) -> bool:
        return self.endings.is_over(symbol, self.market.now_ms)

    def is_save_due(self) -> bool:
        return time.monotonic() >= self._save_due

    def is_behind(self) -> bool:
        """More than a batch is due."""
        return self.clock.now_ms() - self.market.now_ms > BATCH_S * 1000

    def save_started(self) -> None:
        self._save_due = time.monotonic() + SNAPSHOT_EVERY_S


def _load(store: Store, seed: int, symbols: tuple[str, ...]) -> SimulatedMarket | None:
    try:
        return store.load(seed, symbols)
    except (ValueError, KeyError) as damaged:
        log.error("market_folder_damaged", folder=str(store.folder), reason=str(damaged), action="made anew")
        return None
