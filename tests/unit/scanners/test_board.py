"""The order of /top, and a board that keeps itself fresh."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.liquidations.use_cases import BuildMap, ScanCoin
from engine.liquidations.values import Confirmation, MapQuery, Record, Scan, ScanState
from engine.market.memory import MemoryMarket
from engine.market.quality import FlagKind
from engine.market.values import Coin, MarketSource, Side
from engine.market.windows import Window
from engine.scanners.board import Board
from engine.scanners.ranking import WEIGHTS, BoardRow, rank, strength
from engine.scanners.thresholds import DEFAULT_THRESHOLDS, Thresholds
from engine.scanners.wick_risk import WickRisk
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import contract, replaced, walk

STALE, FRESH = Confirmation(1.0, 0.0, 0.0), Confirmation(1.7, 0.0, 0.0)
NOON = datetime(2026, 2, 6, 12, tzinfo=UTC)


def _row(
    coin: str, imbalance: float, state: ScanState, distance: float = 0.02, fresh: Confirmation = STALE
) -> BoardRow:
    return BoardRow(Coin(coin), state, Side.SHORT, imbalance, distance, fresh, 100.0, NOON)


def test_signals_come_first_then_lopsided_and_extremes_stand_apart() -> None:
    ranking = rank(
        [
            _row("OP", 1.0, ScanState.EXTREME),
            _row("SOL", 0.77, ScanState.LOPSIDED),
            _row("LTC", 0.55, ScanState.NO_SIGNAL),
            _row("HBAR", 0.85, ScanState.CONFIRMED, -0.048, FRESH),
            _row("AAVE", 0.83, ScanState.LOPSIDED),
            _row("BTC", 0.81, ScanState.CONFIRMED, 0.025, FRESH),
            _row("ADA", 0.91, ScanState.EXTREME),
            _row("NEW", 0.99, ScanState.TOO_LITTLE_DATA),
        ]
    )
    assert [row.coin for row in ranking.ranked] == ["BTC", "HBAR", "AAVE", "SOL", "LTC", "NEW"]
    assert [row.coin for row in ranking.extremes] == ["OP", "ADA"]
    assert ranking.signals == 2
    assert ranking.coins == 8


def test_pages_hold_eight_and_a_number_outside_is_the_nearest_page() -> None:
    ranking = rank(_row(f"C{i:03}", 0.6, ScanState.NO_SIGNAL) for i in range(20))
    assert ranking.pages() == 3
    assert [row.coin for row in ranking.page(1)] == [f"C{i:03}" for i in range(8)]
    assert len(ranking.page(3)) == 4
    assert ranking.page(99) == ranking.page(3)
    assert ranking.page(-1) == ranking.page(1)
    assert rank([]).pages() == 1
    assert list(rank([]).page(1)) == []


async def _market(coins: int, rows: int = 600) -> tuple[MemoryMarket, StoppedClock]:
    bars = walk(rows)
    clock = StoppedClock(int(bars.open_ms[-1]) + bars.step_ms)
    market = MemoryMarket(MarketSource.SIMULATED, clock)
    market.list_instruments(contract().venue, [contract(f"C{i}") for i in range(coins)])
    for i in range(coins):
        market.fill(contract().venue, contract(f"C{i}").symbol, walk(rows, seed=i, sigma=0.002))
    return market, clock


async def test_a_row_says_what_the_scan_of_the_same_bar_says() -> None:
    market, clock = await _market(3)
    board = Board(market, clock, [Window.H12, Window.H24])
    assert await board.refresh() == 6
    for i in range(3):
        scan = await ScanCoin(BuildMap(market, clock))(MapQuery(Coin(f"C{i}"), Window.H12))
        row = board.row(Coin(f"C{i}"), Window.H12)
        assert row is not None
        assert (row.state, row.heavier, row.price_usd) == (scan.state, scan.heavier, scan.price_usd)
        assert row.imbalance == pytest.approx(scan.imbalance)
        assert row.magnet_distance == pytest.approx(scan.magnet.distance if scan.magnet else None)


async def test_doubts_about_the_data_stand_on_every_scan_told_and_go_when_they_have_passed() -> None:
    market, clock = await _market(1)
    coin, heard = Coin("C0"), list[Scan]()

    class Hearing:
        async def heard(self, scan: Scan) -> None:
            heard.append(scan)

    series = market.series(coin, contract().venue)
    assert series is not None
    ends_at = clock.now() + timedelta(minutes=4)
    series.instrument = replace(series.instrument, ends_at=ends_at)
    board = Board(market, clock, [Window.H12, Window.Y1], listeners=[Hearing()])
    await board.refresh()
    assert [[flag.kind for flag in scan.flags] for scan in heard] == [[FlagKind.ENDING], [FlagKind.ENDING]]
    heard.clear()
    longer = walk(601, seed=0, sigma=0.002)
    market.fill(contract().venue, contract("C0").symbol, longer)
    clock.now_ms = int(longer.open_ms[-1]) + longer.step_ms
    assert await board.refresh() == 1  # the year's map stands
    assert {(scan.query.window, scan.flags) for scan in heard} == {(Window.H12, ()), (Window.Y1, ())}


async def test_only_windows_whose_column_closed_are_made_again() -> None:
    market, clock = await _market(2)
    board = Board(market, clock, [Window.H12, Window.D7])
    assert await board.refresh() == 4
    assert await board.refresh() == 0
    longer = walk(601, seed=0, sigma=0.002)
    market.fill(contract().venue, contract("C0").symbol, longer.part(600, 601))
    clock.now_ms += 300_000
    assert await board.refresh() == 1  # C0's twelve hours alone: the week's half hour goes on
    row = board.row(Coin("C0"), Window.D7)
    assert row is not None
    assert row.price_usd == longer.close[600]


async def test_a_spike_confirms_a_lopsided_map_at_once_and_for_one_bar() -> None:
    market, clock = await _market(6)
    board = Board(market, clock, [Window.D7])
    await board.refresh()
    calm = walk(602, seed=0, sigma=0.002)
    for i in range(6):
        volume = np.full(602, 100.0)
        volume[600] = 1000.0
        bars = walk(602, seed=i, sigma=0.002)
        spiked = type(bars)(bars.step_ms, bars.open_ms, *bars.columns()[:4], volume, *bars.columns()[5:])
        market.fill(contract().venue, contract(f"C{i}").symbol, spiked.part(600, 601))
    clock.now_ms = int(calm.open_ms[600]) + 300_000
    await board.refresh()
    rows = [board.row(Coin(f"C{i}"), Window.D7) for i in range(6)]
    assert all(row is not None and row.confirmation.is_volume_fresh for row in rows)
    assert ScanState.LOPSIDED not in {row.state for row in rows if row is not None}


async def test_coins_that_are_no_longer_listed_leave_the_board() -> None:
    market, clock = await _market(3)
    board = Board(market, clock, [Window.H12])
    await board.refresh()
    market.list_instruments(contract().venue, [contract("C0")])
    await board.refresh()
    assert board.ranking(Window.H12).coins == len(await market.coins())


async def test_the_board_runs_until_it_is_cancelled_and_lets_others_run() -> None:
    market, clock = await _market(40)  # more than are made in one turn of the thread
    board = Board(market, clock, [Window.H12], pause_s=0.01)
    beats = 0
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        running = group.create_task(board.run())
        while board.ranking(Window.H12).coins < 40:
            beats += 1
            await asyncio.sleep(0)
        running.cancel()
    assert beats > 4


class _Ears:
    """Remembers what it heard; raises where it is told to."""

    def __init__(self, *, raises: bool = False) -> None:
        self.scans: list[Scan] = []
        self._raises = raises

    async def heard(self, scan: Scan) -> None:
        if self._raises:
            raise RuntimeError("a listener's own fault")
        self.scans.append(scan)


async def test_scans_made_anew_and_scans_confirmed_otherwise_are_told_even_past_a_broken_listener() -> None:
    market, clock = await _market(1)
    ears = _Ears()
    board = Board(market, clock, [Window.H12, Window.D7], listeners=[_Ears(raises=True), ears])
    await board.refresh()
    assert [scan.query.window for scan in ears.scans] == [Window.H12, Window.D7]
    ears.scans.clear()
    assert await board.refresh() == 0
    assert ears.scans == []
    longer = walk(601, seed=0, sigma=0.002)
    market.fill(contract().venue, contract("C0").symbol, longer.part(600, 601))
    clock.now_ms += 300_000
    await board.refresh()
    made = {scan.query.window: scan for scan in ears.scans}
    assert list(made) == [Window.D7, Window.H12]  # the week's map stands, judged by the new bar; then the new map
    assert {scan.at for scan in ears.scans} == {datetime.fromtimestamp(clock.now_ms / 1000, UTC)}
    assert made[Window.D7].confirmation == made[Window.H12].confirmation


async def test_a_coins_own_thresholds_decide_its_state() -> None:
    market, clock = await _market(6)

    class Strict:
        def of(self, coin: Coin) -> Thresholds:
            return Thresholds(lopsided_from=0.5, extreme_over=0.51) if coin == "C0" else DEFAULT_THRESHOLDS

    board = Board(market, clock, [Window.H24], thresholds=Strict())
    await board.refresh()
    row = board.row(Coin("C0"), Window.H24)
    assert row is not None
    assert row.imbalance is not None
    assert row.imbalance > 0.51
    assert row.state is ScanState.EXTREME
    scan = await ScanCoin(BuildMap(market, clock), thresholds=Strict())(MapQuery(Coin("C0"), Window.H24))
    assert scan.state is ScanState.EXTREME


async def test_thresholds_that_change_are_judged_by_before_the_next_bar() -> None:
    market, clock = await _market(1)

    class Tuned:
        now = DEFAULT_THRESHOLDS

        def of(self, coin: Coin) -> Thresholds:
            return self.now

    tuned = Tuned()
    board = Board(market, clock, [Window.H24], thresholds=tuned)
    await board.refresh()
    tuned.now = Thresholds(lopsided_from=0.5, extreme_over=0.51)
    assert await board.refresh() == 0
    row = board.row(Coin("C0"), Window.H24)
    assert row is not None
    assert row.confirmation.thresholds is tuned.now
    assert row.state is ScanState.EXTREME


async def test_rows_carry_the_record_measured_meanwhile() -> None:
    market, clock = await _market(1)
    measured = Record(40, 30, 20, timedelta(days=1))

    class Book:
        async def record(self, coin: Coin, window: Window, source: MarketSource) -> Record | None:
            return measured

    board = Board(market, clock, [Window.H24], records=Book())
    await board.refresh()
    row = board.row(Coin("C0"), Window.H24)
    assert row is not None
    assert row.record is measured
    assert row.residual_imbalance is not None
    assert row.wick_risk is not None


async def test_a_coin_whose_numbers_are_broken_does_not_stop_the_others() -> None:
    market, clock = await _market(3)
    market.list_instruments(contract().venue, [contract("C0"), contract("C1"), contract("BAD")])
    market.fill(contract().venue, contract("BAD").symbol, replaced(walk(600), low=np.full(600, np.nan)))
    board = Board(market, clock, [Window.H12])
    assert await board.refresh() == 2
    assert board.ranking(Window.H12).coins == 2


def _full(**changes: object) -> BoardRow:
    row = replace(
        _row("BTC", 0.78, ScanState.LOPSIDED, 0.02, Confirmation(1.2, 0.0, 0.0)),
        residual_imbalance=0.1,
        magnet="A1",
        magnet_usd=4e6,
        clustered_usd=1e7,
        band=0.04,
        wick_risk=WickRisk(0.004, 50),
        record=Record(100, 50, 50, timedelta(days=1)),
    )
    return replace(row, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "better",
    [
        {"imbalance": 0.82},
        {"residual_imbalance": 0.2},
        {"magnet_distance": -0.01},
        {"magnet_usd": 8e6},
        {"confirmation": Confirmation(1.2, 0.04, 0.0)},
        {"wick_risk": WickRisk(0.001, 50)},
        {"record": Record(100, 60, 50, timedelta(days=1))},
    ],
)
def test_each_of_the_seven_readings_lifts_a_row_and_nothing_else_does(better: dict[str, object]) -> None:
    plain = _full()
    assert strength(_full(**better)) > strength(plain)
    assert strength(_full(price_usd=5.0, at=NOON + timedelta(days=1))) == strength(plain)
    first = rank([plain, _full(coin=Coin("SOL"), **better)]).ranked[0]
    assert first.coin == "SOL"


def test_strength_stays_between_nothing_and_all_and_unknown_counts_as_the_middle() -> None:
    best = _full(
        imbalance=0.95,
        residual_imbalance=0.9,
        magnet_distance=0.0001,
        magnet_usd=9e9,
        confirmation=Confirmation(9.0, 0.9, 0.5),
        wick_risk=WickRisk(0.0, 50),
        record=Record(100, 100, 0, timedelta(days=1)),
    )
    assert strength(best) == pytest.approx(1.0, abs=0.01)
    assert strength(_full(imbalance=None)) == 0.0
    assert strength(_full(record=Record(29, 29, 0, timedelta(days=1)))) == strength(_full(record=None))  # too few
    unknown = _full(record=None, residual_imbalance=0.15, wick_risk=None)
    assert strength(unknown) == pytest.approx(strength(_full(residual_imbalance=None, record=None, wick_risk=None)))
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)
