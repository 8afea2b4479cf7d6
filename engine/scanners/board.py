"""All coins through all windows, kept fresh: what `/top` reads without waiting."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog
from prometheus_client import Counter, Histogram

from engine.errors import EngineError
from engine.liquidations.imbalance import decide_state
from engine.liquidations.model import build_map
from engine.liquidations.scan import scan_map
from engine.liquidations.use_cases import chosen_instruments, read_venues
from engine.liquidations.values import Confirmation, DayFigures, MapQuery, Scan, ScanState
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin
from engine.market.windows import Window
from engine.scanners.alerting import ScanListener
from engine.scanners.ranking import BoardRow, Ranking, rank
from engine.scanners.spikes import CONFIRMATION_STEP_MS, confirm

BOARD_ROWS = Counter("helix_board_rows_total", "Rows of the board made anew", ["window", "outcome"])
BOARD_CYCLE = Histogram("helix_board_cycle_seconds", "One pass over what is due on the board")
_NOTHING_FRESH = Confirmation(None, None, None)
_NO_DAY = DayFigures(None, None, None, None, None)
_FRESH_BARS = 13
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Pulse:
    """What changes with every five-minute bar of a coin."""

    close_ms: int
    price_usd: float
    confirmation: Confirmation


@dataclass(frozen=True, slots=True)
class _Standing:
    """What one map said; good until its window's next column closes."""

    column: int  # the number of the column it was made in
    scan: Scan


class Board:
    """Rows for every coin and window. Maps are made anew when a column of their window closes, spikes with every bar.

    `run` belongs into a task group and ends only by cancellation; `refresh` is one pass of it. The map of a row is
    made in a thread whose kernels free the interpreter, so the event loop goes on between and during rows.
    """

    def __init__(
        self, reader: MarketReader, clock: Clock, windows: Sequence[Window] = tuple(Window), pause_s: float = 5.0
    ) -> None:
        self._reader, self._clock = reader, clock
        self._windows, self._pause_s = tuple(windows), pause_s
        self._pulses: dict[Coin, _Pulse] = {}
        self._standing: dict[tuple[Coin, Window], _Standing] = {}
        self._listeners: list[ScanListener] = []

    def listen(self, listener: ScanListener) -> None:
        """From now on it hears every scan made anew, and every standing one whose confirmation changed."""
        self._listeners.append(listener)

    async def run(self) -> None:
        while True:
            started = time.monotonic()
            made = await self.refresh()
            if made:
                BOARD_CYCLE.observe(time.monotonic() - started)
                log.info("board refreshed", rows=made, seconds=round(time.monotonic() - started, 3))
            await asyncio.sleep(self._pause_s)

    async def refresh(self) -> int:
        """Make everything that is due; how many maps that were. Finest windows first."""
        coins = await self._reader.coins()
        for coin in coins:
            if await self._feel(coin):
                await self._tell([(coin, window) for window in self._windows if not self._is_due(coin, window)])
        made = 0
        for window in self._windows:
            for coin in coins:
                if self._is_due(coin, window):
                    made += await self._renew(coin, window)
        self._forget_all_but(frozenset(coins))
        return made

    def ranking(self, window: Window) -> Ranking:
        """As of the last pass; rows of coins that have no map yet are missing."""
        return rank(row for coin in self._pulses if (row := self.row(coin, window)) is not None)

    def row(self, coin: Coin, window: Window) -> BoardRow | None:
        """The map of the last column with the price and spike of the last bar; None where there is none yet."""
        standing, pulse = self._standing.get((coin, window)), self._pulses.get(coin)
        if standing is None or pulse is None:
            return None
        scan = standing.scan
        distance = scan.magnet.peak_usd / pulse.price_usd - 1.0 if scan.magnet is not None else None
        at = datetime.fromtimestamp(pulse.close_ms / 1000, UTC)
        state = _state_now(scan, pulse.confirmation)
        return BoardRow(coin, state, scan.heavier, scan.imbalance, distance, pulse.confirmation, pulse.price_usd, at)

    def _is_due(self, coin: Coin, window: Window) -> bool:
        pulse, standing = self._pulses.get(coin), self._standing.get((coin, window))
        if pulse is None:
            return False
        return standing is None or pulse.close_ms // window.column_ms > standing.column

    async def _tell(self, keys: Sequence[tuple[Coin, Window]]) -> None:
        for coin, window in keys:
            standing, pulse = self._standing.get((coin, window)), self._pulses[coin]
            if standing is None:
                continue
            for listener in self._listeners:
                at = datetime.fromtimestamp(pulse.close_ms / 1000, UTC)
                scan = replace(standing.scan, at=at, price_usd=pulse.price_usd, confirmation=pulse.confirmation)
                await listener.heard(replace(scan, state=_state_now(scan, pulse.confirmation)))

    async def _feel(self, coin: Coin) -> bool:
        """The newest five-minute bars of the coin's largest contract; True where the confirmation changed."""
        instruments = await self._reader.instruments(coin)
        if not instruments:
            return False
        bars = await self._reader.bars(coin, instruments[0].venue, CONFIRMATION_STEP_MS, _FRESH_BARS)
        held = self._pulses.get(coin)
        if not len(bars) or (held is not None and held.close_ms == int(bars.open_ms[-1]) + bars.step_ms):
            return False
        confirmation = confirm(bars)
        self._pulses[coin] = _Pulse(int(bars.open_ms[-1]) + bars.step_ms, float(bars.close[-1]), confirmation)
        return held is None or held.confirmation != confirmation

    async def _renew(self, coin: Coin, window: Window) -> int:
        """1 where a map was made. A coin that fails is logged, counted and tried again at the next pass."""
        column = self._pulses[coin].close_ms // window.column_ms
        try:
            self._standing[coin, window] = _Standing(column, await self._scan(MapQuery(coin, window)))
        except EngineError as error:
            BOARD_ROWS.labels(window.value, "refused").inc()
            log.debug("board row refused", coin=coin, window=window.value, reason=str(error))
            return 0
        BOARD_ROWS.labels(window.value, "made").inc()
        await self._tell([(coin, window)])
        return 1

    async def _scan(self, query: MapQuery) -> Scan:
        instruments = await chosen_instruments(self._reader, query)
        bars = await read_venues(self._reader, query, instruments, self._clock.now())
        at = datetime.fromtimestamp(self._pulses[query.coin].close_ms / 1000, UTC)

        def made() -> Scan:
            heatmap = build_map(bars, instruments, query, self._reader.source, at, keep_columns=False)
            return scan_map(heatmap, _NOTHING_FRESH, _NO_DAY)

        return await asyncio.to_thread(made)

    def _forget_all_but(self, coins: frozenset[Coin]) -> None:
        for coin in self._pulses.keys() - coins:
            del self._pulses[coin]
        for key in [key for key in self._standing if key[0] not in coins]:
            del self._standing[key]


def _state_now(scan: Scan, confirmation: Confirmation) -> ScanState:
    """The map's state with today's freshness: a spike is fresh for five minutes, a map for a column."""
    if scan.state is ScanState.TOO_LITTLE_DATA:
        return scan.state
    return decide_state(scan.imbalance, confirmation.is_fresh)
