"""All coins through all windows, kept fresh: what `/top` reads without waiting."""

import asyncio
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog
from prometheus_client import Histogram

from engine.liquidations.imbalance import decide_state
from engine.liquidations.mixes.book import DEFAULT_MIXES, MixBook
from engine.liquidations.use_cases import Records
from engine.liquidations.values import Scan, ScanState
from engine.market.ports import Clock, MarketReader
from engine.market.store import SymbolBars
from engine.market.values import Coin
from engine.market.windows import Window
from engine.scanners.alerting import ScanListener
from engine.scanners.pulse import Pulse, feel
from engine.scanners.ranking import BoardRow, Ranking, rank, row_of
from engine.scanners.scanning import Key, Scanning
from engine.scanners.telling import Listeners
from engine.scanners.thresholds import SameForAll, ThresholdBook

BOARD_CYCLE = Histogram("helix_board_cycle_seconds", "One pass over what is due on the board")
_AT_ONCE = 16  # rows a turn of the thread: some 10 ms
_FELT_AT_ONCE = 25  # coins between two turns of the event loop: some 2 ms
_MOST_PATIENCE_S = 1.0
_QUIET_S, _MOST_PAUSES = 1.5, 4
_ALL_EVERY_S = 60.0  # where bars tell of themselves: what REST filled in tells nobody
_MOST_COINS = 0.9  # once so many have bars, the market counts as loaded
_RECORDS_EVERY_S = 600.0
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Standing:
    """What one map said, with today's confirmation; good until its window's next column closes."""

    column: int  # the number of the column it was made in
    scan: Scan


class Board:
    """Rows for every coin and window. Maps are made anew when a column of their window closes, spikes with every bar.

    `run` belongs into a task group and ends only by cancellation; `refresh` is one pass of it, `look` is one coin at
    once. Maps are made in a thread whose kernels free the interpreter, so the event loop goes on between and during
    rows. Every scan made anew, and every standing one whose confirmation changed, is told to the listeners.
    """

    def __init__(
        self,
        reader: MarketReader,
        clock: Clock,
        windows: Sequence[Window] = tuple(Window),
        pause_s: float = 5.0,
        *,
        thresholds: ThresholdBook | None = None,
        records: Records | None = None,
        listeners: Iterable[ScanListener] = (),
        mixes: MixBook = DEFAULT_MIXES,
    ) -> None:
        self._reader, self._scanning = reader, Scanning(reader, clock, records, mixes)
        self._windows, self._pause_s = tuple(windows), pause_s
        self._thresholds = SameForAll() if thresholds is None else thresholds
        self._listeners = Listeners(listeners)
        self._pulses: dict[Coin, Pulse] = {}
        self._standing: dict[Key, _Standing] = {}
        self._making: set[Key] = set()
        self._touched: set[Coin] | None = None  # None: bars do not tell of themselves here
        self._is_whole, self._noted_at = False, 0.0
        self._looks, self._calm = 0, asyncio.Event()
        self._all_at = self._records_at = 0.0

    def listen(self, listener: ScanListener) -> None:
        """From now on it hears what is made."""
        self._listeners.add(listener)

    def note(self, closed: SymbolBars) -> None:
        """For `MemoryMarket.watch`: from the first call on a pass looks only at coins whose bars closed, and at all
        of them once a minute."""
        if self._touched is None:
            self._touched = set()
        self._touched.add(closed.coin)
        self._noted_at = time.monotonic()

    async def run(self) -> None:
        while True:
            await self._let_bars_close()
            started = time.monotonic()
            made = await self.refresh(self._coins_to_feel(started))
            if made:
                BOARD_CYCLE.observe(time.monotonic() - started)
                log.info("board refreshed", rows=made, seconds=round(time.monotonic() - started, 3))
            await asyncio.sleep(self._pause_s)

    async def refresh(self, touched: Iterable[Coin] | None = None) -> int:
        """Make everything that is due of the coins `touched`, or of all; how many maps that were. Finest windows
        first."""
        listed = await self._reader.coins()
        known = frozenset(listed)
        felt = listed if touched is None else [coin for coin in touched if coin in known]
        for number, coin in enumerate(felt):
            await self._feel(coin)
            if number % _FELT_AT_ONCE == 0:
                await asyncio.sleep(0)  # a market in memory never waits by itself
        await self._remember_records()
        due = [(coin, window) for window in self._windows for coin in felt if self._is_due((coin, window))]
        made = 0
        for start in range(0, len(due), _AT_ONCE):
            await self._let_looks_pass()
            made += await self._renew(due[start : start + _AT_ONCE])
        self._forget_all_but(known)
        self._is_whole = len(self._pulses) >= _MOST_COINS * len(known)
        return made

    async def look(self, coin: Coin, *, again: bool = False) -> int:
        """One coin at once: its pulse, and the maps that are due, or all of them where its bars were corrected
        (`again`). How many maps that were."""
        self._looks += 1
        self._calm.clear()
        try:
            await self._feel(coin, even_within_bar=True)
            keys = [(coin, window) for window in self._windows]
            return await self._renew([key for key in keys if again or self._is_due(key)])
        finally:
            self._looks -= 1
            if not self._looks:
                self._calm.set()

    async def _let_bars_close(self) -> None:
        """All of a venue's bars close within a second or two: coins that jump with them are looked at meanwhile, and
        the market after that."""
        for _ in range(_MOST_PAUSES):
            quiet_s = time.monotonic() - self._noted_at
            if quiet_s >= _QUIET_S:
                return
            await asyncio.sleep(_QUIET_S - quiet_s)

    async def _let_looks_pass(self) -> None:
        """Coins in which something jumps come first; the others wait for them, but not for ever."""
        if self._looks:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._calm.wait(), _MOST_PATIENCE_S)

    def ranking(self, window: Window) -> Ranking:
        """As of the last pass; rows of coins that have no map yet are missing."""
        return rank(row for coin in self._pulses if (row := self.row(coin, window)) is not None)

    def row(self, coin: Coin, window: Window) -> BoardRow | None:
        """The map of the last column with the price and spike of the last bar; None where there is none yet."""
        standing, pulse = self._standing.get((coin, window)), self._pulses.get(coin)
        if standing is None or pulse is None:
            return None
        return row_of(standing.scan, pulse.price_usd, pulse.at)

    def _coins_to_feel(self, now_s: float) -> Sequence[Coin] | None:
        """None: all."""
        if self._touched is None or not self._is_whole or now_s - self._all_at >= _ALL_EVERY_S:
            self._all_at = now_s
            return None
        touched, self._touched = self._touched, set()
        return list(touched)

    def _is_due(self, key: Key) -> bool:
        pulse, standing = self._pulses.get(key[0]), self._standing.get(key)
        if pulse is None or key in self._making:
            return False
        return standing is None or pulse.close_ms // key[1].column_ms > standing.column

    async def _feel(self, coin: Coin, *, even_within_bar: bool = False) -> None:
        """The newest bars; standing scans that are judged otherwise by them are told."""
        held = self._pulses.get(coin)
        pulse = await feel(self._reader, coin, self._thresholds, None if even_within_bar else held)
        if pulse is None or pulse is held:
            return
        self._pulses[coin] = pulse
        if held is not None and held.confirmation != pulse.confirmation:
            await self._judge_again(coin, pulse)

    async def _judge_again(self, coin: Coin, pulse: Pulse) -> None:
        """All windows of the coin; those whose map is due are told when it is made."""
        judged, doubts = [], await self._scanning.doubts(coin, pulse.venue)
        for window in self._windows:
            standing = self._standing.get((coin, window))
            if standing is not None:
                scan = _judged(standing.scan, pulse)
                scan = replace(scan, flags=doubts.again(scan))
                self._standing[coin, window] = _Standing(standing.column, scan)
                if not self._is_due((coin, window)):
                    judged.append(scan)
        await self._listeners.tell(judged)

    async def _renew(self, keys: Sequence[Key]) -> int:
        """How many maps were made. A coin that fails is tried again at the next pass."""
        wanted = [(key, self._pulses[key[0]]) for key in keys if key[0] in self._pulses and key not in self._making]
        self._making.update(key for key, _ in wanted)
        try:
            made = await self._scanning.scans(wanted)
        finally:
            self._making.difference_update(key for key, _ in wanted)
        pulses = dict(wanted)
        for key, scan in made.items():
            newest = self._pulses.get(key[0], pulses[key])
            made[key] = scan if newest is pulses[key] else _judged(scan, newest)
            self._standing[key] = _Standing(pulses[key].close_ms // key[1].column_ms, made[key])
        await self._listeners.tell(list(made.values()))
        return len(made)

    async def _remember_records(self) -> None:
        """What was measured since the map was made; a year's map stands for a day."""
        if time.monotonic() - self._records_at < _RECORDS_EVERY_S:
            return
        self._records_at = time.monotonic()
        for number, (key, standing) in enumerate(list(self._standing.items())):
            if number % _FELT_AT_ONCE == 0:
                await asyncio.sleep(0)
            record = await self._scanning.record(key)
            if record != standing.scan.record and self._standing.get(key) is standing:
                self._standing[key] = _Standing(standing.column, replace(standing.scan, record=record))

    def _forget_all_but(self, coins: frozenset[Coin]) -> None:
        for coin in self._pulses.keys() - coins:
            del self._pulses[coin]
        for key in [key for key in self._standing if key[0] not in coins]:
            del self._standing[key]


def _judged(scan: Scan, pulse: Pulse) -> Scan:
    """The map's scan as of the pulse: a spike is fresh for five minutes, a map for a column. Price and levels stay
    those of the map."""
    state, fresh, limits = scan.state, pulse.confirmation, pulse.confirmation.thresholds
    if state is not ScanState.TOO_LITTLE_DATA:
        state = decide_state(scan.imbalance, fresh.is_fresh, limits.lopsided_from, limits.extreme_over)
    return replace(scan, confirmation=fresh, state=state, at=pulse.at)
