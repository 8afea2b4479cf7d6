"""Each fill is looked at once its horizon is over, with what was heard of the market; never at the exchange's cost."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from engine.errors import StorageAway
from engine.exchange.drift import Verdict
from engine.exchange.drift_rows import Looked, Why
from engine.exchange.inputs import Bar, Prices, Trade
from engine.exchange.orders import Slot
from engine.exchange.outputs import Acted, Fill, FillCause, FillModel
from engine.exchange.venues.paper.drifting import DriftWatch
from engine.exchange.venues.paper.recent import RecentMarket
from engine.market.values import Symbol
from tests.unit.exchange.markets import AT, contract

BTC, SOL = Symbol("BTCUSDT"), Symbol("SOLUSDT")
T0 = int(AT.timestamp() * 1000)
CONTRACTS = {BTC: contract(tick="1", lot="1"), SOL: contract("SOL", tick="1", lot="1")}
OVER = 7_000  # ms after a fill: horizon and the lateness of prints


@dataclass
class HandClock:
    at_ms: int = T0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at_ms / 1000, UTC)


@dataclass
class Shelf:
    """Keeps rows as the store does; `is_away` while it cannot."""

    rows: list[Looked] = field(default_factory=list)
    is_away: bool = False

    async def add_drift(self, looked: Sequence[Looked]) -> None:
        if self.is_away:
            raise StorageAway("gone")
        self.rows += looked


@dataclass
class House:
    market: RecentMarket = field(default_factory=RecentMarket)
    shelf: Shelf = field(default_factory=Shelf)
    clock: HandClock = field(default_factory=HandClock)

    def watch(self, most: int = 100) -> DriftWatch:
        return DriftWatch(CONTRACTS.get, self.market, self.shelf, self.clock, most)

    def trades(self, *trades: tuple[int, int, int, bool], symbol: Symbol = BTC) -> None:
        """(ms after the fill, price, coins, whether the taker bought), between the first and the last word heard."""
        self.market.hear(Prices(symbol, T0 - 20_000, 100))
        for after_ms, ticks, lots, is_buy in trades:
            self.market.hear(Trade(symbol, T0 + after_ms, ticks, lots, is_buy))
        self.market.hear(Prices(symbol, T0 + 5_000, 100))

    async def judged(self, fill: Fill) -> Looked:
        watch = self.watch()
        watch.hear([fill])
        self.clock.at_ms = fill.at_ms + 12 * 60_000
        assert await watch.look() == 1
        return self.shelf.rows.pop()


@pytest.fixture
def house() -> House:
    return House()


def fill(
    ticks: int = 100,
    lots: int = 2,
    *,
    is_buy: bool = True,
    model: FillModel = FillModel.BOOK,
    sent_before_ms: int = 50,
    fill_id: int = 1,
    symbol: Symbol = BTC,
) -> Fill:
    return Fill(
        fill_id=fill_id,
        account_id=1,
        order_id=4,
        symbol=symbol,
        slot=Slot.ONE_WAY,
        at_ms=T0,
        sent_at_ms=T0 - sent_before_ms,
        is_buy=is_buy,
        ticks=ticks,
        lots=lots,
        is_maker=model is FillModel.QUEUE,
        fee=0,
        realised=0,
        cause=FillCause.ORDER,
        model=model,
    )


async def test_a_fill_waits_until_its_horizon_is_over(house: House) -> None:
    house.trades((1, 100, 1, True), (4_000, 102, 9, True))
    watch = house.watch()
    watch.hear([fill(100), Acted(1, 1, T0), fill(100, model=FillModel.PRICE)])
    house.clock.at_ms = T0 + OVER - 1
    assert await watch.look() == 0
    house.clock.at_ms += 1
    assert await watch.look() == 1
    assert watch.waiting == 0
    (one,) = house.shelf.rows
    assert (one.compared.verdict, one.compared.reference_usd, one.why) == (Verdict.TAKEN, 101, None)
    assert one.compared.advantage_usdt == pytest.approx(2)


async def test_fills_of_several_coins_are_each_beside_their_own_tape(house: House) -> None:
    house.trades((0, 100, 9, True))
    house.trades((0, 50, 9, True), symbol=SOL)
    watch = house.watch()
    watch.hear([fill(100, fill_id=1), fill(49, fill_id=2, symbol=SOL), fill(101, fill_id=3)])
    house.clock.at_ms = T0 + OVER
    assert await watch.look() == 3
    told = {one.compared.fill.fill_id: one.compared.advantage_usdt for one in house.shelf.rows}
    assert told == {1: 0, 2: 2, 3: -2}


async def test_too_little_traded_is_said(house: House) -> None:
    house.trades((0, 100, 1, True))
    one = await house.judged(fill(lots=2))
    assert (one.compared.verdict, one.why) == (Verdict.UNANSWERED, Why.THIN)


async def test_a_tape_that_was_interrupted_is_no_answer_even_where_enough_traded(house: House) -> None:
    house.market.hear(Prices(BTC, T0 - 1_000, 100))
    house.market.lose(BTC)
    house.market.hear(Trade(BTC, T0 + 3_000, 100, 9, True))
    house.market.hear(Prices(BTC, T0 + 5_000, 100))
    assert (await house.judged(fill())).why is Why.DEAF


async def test_a_tape_that_fell_silent_or_was_never_heard_is_no_answer(house: House) -> None:
    house.market.hear(Prices(BTC, T0 - 1_000, 100))
    house.market.hear(Trade(BTC, T0 + 3_000, 100, 9, True))
    assert (await house.judged(fill())).why is Why.DEAF
    assert (await house.judged(fill(symbol=SOL))).why is Why.DEAF


async def test_a_makers_price_that_the_kept_part_confirms_is_confirmed(house: House) -> None:
    house.trades((-5, 99, 1, False))
    one = await house.judged(fill(100, model=FillModel.QUEUE, sent_before_ms=3_600_000))
    assert (one.compared.verdict, one.compared.advantage_bps, one.why) == (Verdict.PASSED, 0, None)


async def test_a_makers_price_is_doubted_only_with_all_of_its_tape(house: House) -> None:
    house.trades((3, 101, 9, True))
    doubted = await house.judged(fill(100, model=FillModel.QUEUE))
    assert (doubted.compared.verdict, doubted.compared.reference_usd) == (Verdict.NOT_REACHED, 101)
    unknown = await house.judged(fill(100, model=FillModel.QUEUE, sent_before_ms=3_600_000))
    assert (unknown.compared.verdict, unknown.why) == (Verdict.UNANSWERED, Why.DEAF)


async def test_trades_that_are_not_kept_any_more_are_said_to_be_old(house: House) -> None:
    house.market.hear(Prices(BTC, T0 - 1_000, 100))
    for n in range(2_048):
        house.market.hear(Trade(BTC, T0 + n * 1_000, 100, 9, True))
    assert (await house.judged(fill())).why is Why.OLD


async def test_without_a_tape_the_next_candle_is_asked(house: House) -> None:
    bar = fill(100, model=FillModel.BAR)
    assert (await house.judged(bar)).why is Why.NO_BAR
    house.market.hear(Bar(BTC, T0, T0 + 300_000, 101, 105, 99, 103, 7))
    one = await house.judged(bar)
    assert (one.compared.verdict, one.compared.reference_usd, one.why) == (Verdict.TAKEN, 101, None)


async def test_a_rush_is_bounded_and_what_is_left_out_is_counted(house: House) -> None:
    house.trades((0, 100, 9, True))
    watch = house.watch(most=3)
    watch.hear([fill(fill_id=n) for n in range(10)])
    assert watch.waiting == 3
    house.clock.at_ms = T0 + OVER
    assert await watch.look() == 3


async def test_a_long_queue_is_taken_in_parts_and_lets_others_work(house: House) -> None:
    house.trades((0, 100, 9, True))
    watch = house.watch(most=5_000)
    watch.hear([fill(fill_id=n) for n in range(250)])
    house.clock.at_ms = T0 + OVER
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    async with asyncio.TaskGroup() as group:
        busy = group.create_task(others())
        assert [await watch.look(), await watch.look()] == [200, 50]
        busy.cancel()
    assert turns > 20


async def test_rows_wait_for_a_store_that_is_away_and_the_oldest_go_when_it_is_for_long(house: House) -> None:
    house.trades((0, 100, 9, True))
    house.shelf.is_away = True
    watch = house.watch(most=3)
    house.clock.at_ms = T0 + OVER
    for first in (0, 2, 4):
        watch.hear([fill(fill_id=first), fill(fill_id=first + 1)])
        with pytest.raises(StorageAway):
            await watch.look()
    house.shelf.is_away = False
    assert await watch.look() == 3
    assert [one.compared.fill.fill_id for one in house.shelf.rows] == [3, 4, 5]


async def test_a_look_that_fails_costs_its_rows_and_never_the_exchange(house: House) -> None:
    class Odd(Shelf):
        async def add_drift(self, looked: Sequence[Looked]) -> None:
            done.set()
            if len(tried) == 0:
                tried.extend(looked)
                raise ValueError("a row nobody thought of")
            await super().add_drift(looked)
            stored.set()

    tried: list[Looked] = []
    done, stored = asyncio.Event(), asyncio.Event()
    house.shelf = Odd()
    house.trades((0, 100, 9, True))
    house.clock.at_ms = T0 + OVER
    watch = DriftWatch(CONTRACTS.get, house.market, house.shelf, house.clock, every_s=0)
    watch.hear([fill(fill_id=1)])
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        running = group.create_task(watch.run())
        await done.wait()
        watch.hear([fill(fill_id=2)])
        await stored.wait()
        running.cancel()
    assert [one.compared.fill.fill_id for one in house.shelf.rows] == [2]


async def test_a_contract_that_is_not_known_any_more_is_left_out(house: House) -> None:
    watch = house.watch()
    watch.hear([replace(fill(), symbol=Symbol("GONEUSDT"))])
    house.clock.at_ms = T0 + OVER
    assert await watch.look() == 0
    assert watch.waiting == 0
