"""Maker, tracker and announcer on a real store and a small market: from scans to endings, with the store away."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from redis.asyncio import Redis

from db.database import Database
from db.signal_stream import SignalAnnouncements
from db.signals import SignalRepository
from engine.errors import StorageAway
from engine.feeds.ports import BarClosed
from engine.market.quality import Flag, FlagKind
from engine.market.values import Coin, MarketSource, Symbol, Venue
from engine.market.windows import Window
from engine.scanners.thresholds import SameForAll
from engine.signals.announcing import Announcer
from engine.signals.listener import SignalMaker
from engine.signals.living import Living
from engine.signals.tracker import SignalTracker
from engine.signals.values import Opening, Signal, SignalState
from tests.end_to_end.bot.market import NOW, STEP_MS, SmallMarket, small_market
from tests.integration.signals.test_announcing import on_stream
from tests.unit.signals.scans import CALM, SPIKE, scan

BTC = Coin("BTC")
SIMULATED = MarketSource.SIMULATED
MINUTE = timedelta(minutes=1)
OPEN = NOW.replace(minute=0, second=0)  # of the bar that runs at NOW


class AwayBook(SignalRepository):
    """Away until it is told otherwise."""

    is_away = True

    async def open(self, opening: Opening) -> Signal | None:
        if self.is_away:
            raise StorageAway("database: gone")
        return await super().open(opening)


class SlowBook(SignalRepository):
    """Waits until it may go."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.may_go = asyncio.Event()

    async def open(self, opening: Opening) -> Signal | None:
        await self.may_go.wait()
        return await super().open(opening)


class Engine:
    """One process that makes signals of what it hears."""

    def __init__(self, book: SignalRepository, market: SmallMarket, redis: Redis) -> None:
        self.book, self.market = book, market
        self.announcer = Announcer(book, SignalAnnouncements(redis))
        living = Living(book, SIMULATED)
        self.maker = SignalMaker(book, living, market.memory, SameForAll(), market.clock, self.announcer.look)
        self.waited_s = 0.0
        self.others: set[Coin] = set()  # coins that another process follows
        self.tracker = SignalTracker(
            book, self.maker, market.memory, market.clock, lambda coin: coin not in self.others, lambda: self.waited_s
        )

    async def hears(self, share: float = 0.8, fresh=CALM, at: datetime | None = None, **more) -> None:
        await self.maker.heard(scan(share, fresh, at=at or self.market.clock.now(), **more))
        await self.maker.catch_up()

    def bar(self, low: float, high: float, number: int, coin: str = "BTC") -> None:
        """The bar that opens `number` bars after the one that runs at NOW."""
        row = self.market.memory.series(Coin(coin), Venue.BYBIT)
        assert row is not None
        last = row.held(STEP_MS).last(1)
        open_ms = last.open_ms * 0 + int(OPEN.timestamp() * 1000) + number * STEP_MS
        made = replace(last, open_ms=open_ms, high=last.high * 0 + high, low=last.low * 0 + low)
        made = replace(made, open=made.high * 0 + (low + high) / 2, close=made.high * 0 + (low + high) / 2)
        self.market.clock.at = max(self.market.clock.at, OPEN + (number + 1) * 5 * MINUTE + timedelta(seconds=2))
        self.market.memory.apply(BarClosed(Venue.BYBIT, Symbol(f"{coin}USDT"), Coin(coin), made))

    async def living(self) -> Sequence[Signal]:
        return await self.book.living(SIMULATED)


@pytest.fixture
def market() -> SmallMarket:
    return small_market({"BTC": 100.0, "ETH": 100.0}, days=1)


@pytest.fixture
def engine(book: SignalRepository, market: SmallMarket, redis: Redis) -> Engine:
    return Engine(book, market, redis)


async def states(database: Database) -> list[tuple[str, str]]:
    return [(r["state"], r["reason"]) for r in await database.rows("SELECT * FROM signal_states ORDER BY number")]


async def test_a_signal_from_a_lopsided_map_to_its_target(engine: Engine, database: Database, redis: Redis) -> None:
    await engine.hears(0.8)
    await engine.hears(0.8, SPIKE)
    engine.bar(99.0, 101.0, 1)
    assert await engine.tracker.look() == 0
    engine.bar(100.0, 104.5, 2)
    assert await engine.tracker.look() == 1
    assert await states(database) == [("new", ""), ("confirmed", ""), ("hit", "target")]
    await engine.announcer.announce()
    assert [state for _, state in await on_stream(redis)] == ["new", "confirmed", "hit"]


async def test_a_tick_ends_it_within_the_bar(engine: Engine, database: Database) -> None:
    await engine.hears(0.8, SPIKE)
    engine.market.clock.at += MINUTE
    engine.market.price("BTC", 97.9)
    assert await engine.tracker.look() == 1
    assert (await states(database))[-1] == ("stopped", "stop")


async def test_a_tick_from_the_future_is_not_believed(engine: Engine) -> None:
    await engine.hears(0.8, SPIKE)
    engine.market.clock.at += timedelta(hours=1)
    engine.market.price("BTC", 110.0)
    engine.market.clock.at -= timedelta(hours=1)
    assert await engine.tracker.look() == 0
    assert len(await engine.living()) == 1


async def test_a_clock_that_jumps_an_hour_ends_nothing(engine: Engine) -> None:
    await engine.hears(0.8, SPIKE)
    engine.market.clock.at += timedelta(hours=12, minutes=59)  # past the horizon, and no bar came
    assert await engine.tracker.look() == 0
    engine.market.clock.at = NOW - timedelta(hours=1)
    assert await engine.tracker.look() == 0
    assert len(await engine.living()) == 1


async def test_it_expires_on_the_bars_own_time(engine: Engine, database: Database) -> None:
    await engine.hears(0.8, SPIKE)
    for number in range(1, 12 * 12 + 2):
        engine.bar(99.0, 101.0, number)
    assert await engine.tracker.look() == 1
    assert (await states(database))[-1] == ("expired", "horizon")


async def test_a_silent_market_ends_it_long_after_its_horizon_with_the_gap_as_reason(
    engine: Engine, database: Database
) -> None:
    await engine.hears(0.8, SPIKE)
    engine.market.clock.at += timedelta(hours=14, minutes=1)
    assert await engine.tracker.look() == 1
    assert (await states(database))[-1] == ("expired", "gap")


async def test_a_hole_in_the_bars_ends_it_only_when_it_stays(engine: Engine, database: Database) -> None:
    await engine.hears(0.8, SPIKE)
    for number in (1, 3, 4, 5, 6, 7, 8, 9):
        engine.bar(99.0, 110.0 if number > 2 else 101.0, number)
    assert await engine.tracker.look() == 0
    engine.waited_s += 29 * 60
    assert await engine.tracker.look() == 0
    engine.waited_s += 60
    assert await engine.tracker.look() == 1
    assert (await states(database))[-1] == ("expired", "gap")


async def test_a_hole_that_is_filled_in_time_is_judged_as_if_it_had_never_been(
    engine: Engine, database: Database
) -> None:
    await engine.hears(0.8, SPIKE)
    for number in (1, 3, 4, 5, 6, 7, 8, 9):
        engine.bar(99.0, 110.0 if number > 2 else 101.0, number)
    assert await engine.tracker.look() == 0
    engine.bar(97.0, 101.0, 2)
    engine.waited_s += 3_600
    assert await engine.tracker.look() == 1
    assert (await states(database))[-1] == ("stopped", "stop")


async def test_a_board_that_loses_its_patience_loses_no_signal(
    market: SmallMarket, database: Database, redis: Redis
) -> None:
    book = SlowBook(database)
    engine = Engine(book, market, redis)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await engine.maker.heard(scan(0.8, SPIKE, at=NOW))
    book.may_go.set()
    await engine.maker.catch_up()
    assert len(await engine.living()) == 1


@pytest.mark.parametrize("fresh", [CALM, SPIKE])
async def test_a_delisting_in_the_middle_ends_it_as_expired_never_as_hit(
    fresh, engine: Engine, database: Database
) -> None:
    await engine.hears(0.8, fresh)
    memory = engine.market.memory
    memory.list_instruments(Venue.BYBIT, await memory.instruments(Coin("ETH")))
    engine.market.clock.at += MINUTE
    assert await engine.tracker.look() == 0
    engine.market.clock.at += 10 * MINUTE
    assert await engine.tracker.look() == 1
    assert (await states(database))[-1] == ("expired", "delisted")


async def test_a_contract_whose_end_the_venue_told_ends_its_signal_at_once(engine: Engine, database: Database) -> None:
    await engine.hears(0.8, SPIKE)
    memory = engine.market.memory
    (contract,) = await memory.instruments(BTC)
    memory.list_instruments(Venue.BYBIT, await memory.instruments(Coin("ETH")))
    assert await engine.tracker.look() == 0  # not on the list, and nobody said why
    memory.end([replace(contract, ends_at=NOW - MINUTE)])
    assert await engine.tracker.look() == 1
    assert (await states(database))[-1] == ("expired", "delisted")


async def test_what_was_in_doubt_about_the_data_stays_with_a_signal(engine: Engine) -> None:
    flags = (Flag(FlagKind.ENDING, Venue.BYBIT, at=NOW + MINUTE), Flag(FlagKind.DISAGREE, value=0.051))
    await engine.hears(0.8, SPIKE, flags=flags)
    (signal,) = await engine.book.living(SIMULATED)
    assert signal.grounds.flags == flags


async def test_a_coin_that_another_process_follows_is_left_to_it(engine: Engine, database: Database) -> None:
    await engine.hears(0.8, SPIKE)
    engine.others = {BTC}
    memory = engine.market.memory
    memory.list_instruments(Venue.BYBIT, await memory.instruments(Coin("ETH")))
    for _ in range(3):
        engine.market.clock.at += 30 * MINUTE
        assert await engine.tracker.look() == 0
    engine.others = set()  # it died: the coin moved here, and its listing has still to come
    assert await engine.tracker.look() == 0
    assert [state for state, _ in await states(database)] == ["new", "confirmed"]


async def test_a_market_that_is_not_listed_yet_delists_nothing(engine: Engine) -> None:
    await engine.hears(0.8, SPIKE)
    engine.market.memory.list_instruments(Venue.BYBIT, [])
    for _ in range(2):
        engine.market.clock.at += 30 * MINUTE
        assert await engine.tracker.look() == 0
    assert len(await engine.living()) == 1


async def test_two_engines_hear_the_same_and_say_it_once(
    book: SignalRepository, market: SmallMarket, database: Database, redis: Redis
) -> None:
    one, two = Engine(book, market, redis), Engine(SignalRepository(database, "two"), market, redis)
    for fresh in (CALM, SPIKE, SPIKE):
        for engine in (one, two):
            await engine.hears(0.8, fresh)
    one.bar(100.0, 104.5, 1)
    ended = [await engine.tracker.look() for engine in (one, two)]
    assert sorted(ended) == [0, 1]
    for engine in (one, two):
        await engine.announcer.announce()
    assert [state for _, state in await on_stream(redis)] == ["new", "confirmed", "hit"]


async def test_a_restart_judges_what_happened_meanwhile(
    engine: Engine, market: SmallMarket, database: Database, redis: Redis
) -> None:
    await engine.hears(0.8, SPIKE)
    engine.bar(99.0, 101.0, 1)
    engine.bar(97.0, 101.0, 2)
    engine.bar(100.0, 106.0, 3)
    later = Engine(SignalRepository(database), market, redis)
    assert await later.tracker.look() == 1
    assert (await states(database))[-1] == ("stopped", "stop")


async def test_a_store_that_is_away_loses_nothing_while_the_scan_is_fresh(
    market: SmallMarket, database: Database, redis: Redis
) -> None:
    book = AwayBook(database)
    engine = Engine(book, market, redis)
    await engine.hears(0.8, SPIKE)
    book.is_away = False
    market.clock.at += MINUTE
    await engine.maker.catch_up()
    (living,) = await engine.living()
    assert living.state is SignalState.CONFIRMED


async def test_what_was_missed_for_too_long_is_not_said_late(
    market: SmallMarket, database: Database, redis: Redis
) -> None:
    book = AwayBook(database)
    engine = Engine(book, market, redis)
    await engine.hears(0.8, SPIKE)
    book.is_away = False
    market.clock.at += 6 * MINUTE
    await engine.maker.catch_up()
    assert await engine.living() == []


async def test_what_confirms_does_not_wait_behind_what_is_only_lopsided(engine: Engine) -> None:
    for window in Window:
        await engine.maker.heard(scan(0.8, CALM, at=NOW, window=window, coin=Coin("ETH")))
    await engine.maker.heard(scan(0.8, SPIKE, at=NOW))
    assert [one.coin for one in await engine.living()] == ["BTC"]
    await engine.maker.catch_up()
    assert len(await engine.living()) == 1 + len(Window)


async def test_scans_of_one_venue_or_of_another_source_make_no_signal(engine: Engine) -> None:
    heard = scan(0.8, SPIKE, at=NOW)
    await engine.maker.heard(replace(heard, query=replace(heard.query, venue=Venue.BYBIT)))
    await engine.maker.heard(replace(heard, source=MarketSource.LIVE))
    assert await engine.living() == []
