"""Contracts come, change and end; books are followed while somebody needs them; old prices are no prices."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np

from engine.exchange.contract import Contract
from engine.exchange.from_instrument import contract_of
from engine.exchange.inputs import Book, Prices
from engine.exchange.money import SCALE
from engine.exchange.orders import OpenAccount, Order, Place, Reason, Sent, Way
from engine.exchange.outputs import Fill, FillCause, FundingPaid, OrderChanged
from engine.exchange.settling import Settlements
from engine.exchange.venues.paper.contracts import PaperContracts, maker_of_contracts, of_paper_venue
from engine.exchange.venues.paper.ear import Ear
from engine.exchange.venues.paper.equities import FloorEquities
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.following import LINGER, Following
from engine.exchange.venues.paper.grid import on_grid_of
from engine.exchange.venues.paper.listing import Listing
from engine.exchange.venues.paper.quotes import FRESH, MarketQuotes
from engine.exchange.venues.paper.values import EquityPoint
from engine.exchange.venues.paper.valuing import Valuer
from engine.feeds.ports import Changes
from engine.feeds.tape import BookHeard, FundingSettled, Grid, PricesHeard, TapeEvent
from engine.market.values import Coin, Instrument, MarketSource, Symbol, Ticker, Venue
from tests.unit.exchange.contracts import some_contract, some_instrument
from tests.unit.exchange.markets import AT
from tests.unit.exchange.paper.fakes import BTC, StillClock, floor

NOW_MS = int(AT.timestamp() * 1000)


@dataclass
class Venues:
    """What is listed and told of it."""

    listed: list[Instrument] = field(default_factory=lambda: [some_instrument()])
    source: MarketSource = MarketSource.LIVE
    told: Ticker | None = None

    async def all(self) -> Sequence[Instrument]:
        return self.listed

    async def instruments(self, coin: Coin) -> Sequence[Instrument]:
        return [one for one in self.listed if one.coin == coin]

    async def ticker(self, coin: Coin, venue: Venue) -> Ticker | None:
        return self.told


async def kept(contracts: Sequence[Contract]) -> Sequence[Contract]:
    return contracts


def listing_of(on: Floor, venues: Venues, settlements: Settlements | None = None) -> Listing:
    return Listing(on, venues.all, contract_of, kept, StillClock(), (settlements or Settlements()).forget)


def real_floor() -> Floor:
    from engine.exchange.core.exchange import Exchange
    from engine.exchange.core.rules import Rules

    return Floor(Exchange([], Rules(latency_ms=0)))


def hold(on: Floor, lots: int = 10) -> None:
    """Account 1 is long at 101."""
    on.act(Sent(OpenAccount(1, 10_000 * SCALE), NOW_MS))
    on.act(Sent(Place(Order(8, 1, BTC, Way.BUY, lots)), NOW_MS))
    on.hear(Prices(BTC, NOW_MS + 1, last_ticks=100, mark_ticks=100))
    on.hear(Book(BTC, NOW_MS + 1, ((99, 1_000),), ((101, 1_000),)))


async def test_a_listed_contract_can_be_traded_and_new_tiers_are_taken_over() -> None:
    venues, on = Venues(), real_floor()
    listing = listing_of(on, venues)
    await listing.look()
    assert on.contracts[BTC].max_leverage == 100
    venues.listed = [replace(some_instrument(), max_leverage=50.0)]
    await listing.look()
    assert on.contracts[BTC].max_leverage == 50


async def test_a_contract_that_ends_closes_its_positions_at_the_last_mark_without_a_fee() -> None:
    on = floor()
    listing = listing_of(on, Venues([some_instrument("ETHUSDT", "ETH")]))
    hold(on)
    on.hear(Prices(BTC, NOW_MS + 2, mark_ticks=98))
    on.take()
    await listing.look()
    out = on.take()
    closed = [one for one in out if isinstance(one, Fill)]
    assert [(one.ticks, one.fee, one.cause) for one in closed] == [(98, 0, FillCause.DELISTING)]


async def test_funding_of_a_contract_that_ended_is_looked_up_no_more() -> None:
    on, settlements = floor(), Settlements({BTC: NOW_MS})
    ear = ear_of(on, HandTape(), settlements)
    later = NOW_MS + 9 * 3_600_000
    ear.hear(prices(later, later + 3_600_000))
    assert [one.symbol for one in settlements.missed()] == [BTC]
    listing = listing_of(on, Venues([some_instrument("ETHUSDT", "ETH")]), settlements)
    hold(on)
    await listing.look()
    assert settlements.missed() == ()


async def test_a_silent_venue_ends_nothing() -> None:
    on = floor()
    listing = listing_of(on, Venues([]))
    hold(on)
    on.take()
    await listing.look()
    assert on.take() == ()


def test_another_grid_of_the_venue_is_rounded_into_the_one_that_orders_are_counted_in() -> None:
    known = some_contract(tick="0.1", lot="0.001")
    changed = replace(known, tick_size=Decimal("0.5"), lot_size=Decimal("0.0004"), min_quantity=Decimal("0.0004"))
    held = on_grid_of(changed, known)
    assert (held.tick_size, held.lot_size, held.min_quantity) == (Decimal("0.1"), Decimal("0.001"), Decimal("0.001"))


async def test_a_book_is_followed_from_the_first_order_until_some_time_after_the_last_position() -> None:
    on, clock = floor(), StillClock()
    following = Following(on, {BTC: some_instrument()}, clock)
    assert following.now() == []
    following.want(BTC)
    assert [one.symbol for one in following.now()] == [BTC]
    clock.at += LINGER - timedelta(seconds=1)
    assert len(following.now()) == 1
    clock.at += timedelta(seconds=1)
    assert following.now() == []
    hold(on)
    clock.at += 5 * LINGER
    assert len(following.now()) == 1, "held"


async def test_whoever_listens_is_told_when_another_contract_is_wanted() -> None:
    following = Following(floor(), {BTC: some_instrument()}, StillClock())
    async with asyncio.TaskGroup() as group:
        running = group.create_task(following.run())
        following.want(BTC)
        told = await asyncio.wait_for(following.changes.get(), 5)
        assert [one.symbol for one in told] == [BTC]
        running.cancel()


async def test_and_when_the_venue_counts_it_in_other_steps() -> None:
    instruments = {BTC: some_instrument()}
    following = Following(floor(), instruments, StillClock())
    async with asyncio.TaskGroup() as group:
        running = group.create_task(following.run())
        following.want(BTC)
        await asyncio.wait_for(following.changes.get(), 5)
        instruments[BTC] = finer = some_instrument(tick="0.01")
        assert await asyncio.wait_for(following.changes.get(), 5) == [finer]
        running.cancel()


def ticker(**changes: object) -> Ticker:
    told = Ticker(Venue.BYBIT, BTC, Coin("BTC"), 100.1, 100.2, 5.0, 0.0001, timedelta(hours=8), None, 1e6, 0.0, AT)
    return replace(told, **changes)  # type: ignore[arg-type]


async def quotes(venues: Venues, at: datetime = AT) -> MarketQuotes:
    contracts = PaperContracts(venues, maker_of_contracts(venues.source), kept)  # type: ignore[arg-type]
    return MarketQuotes(venues, contracts.of_symbol, StillClock(at))  # type: ignore[arg-type]


async def test_a_quote_is_what_the_venue_wrote() -> None:
    venues = Venues(told=ticker(bid_usd=100.0, ask_usd=100.1))
    quote = await (await quotes(venues)).quote(BTC)
    assert quote is not None
    assert (quote.bid_usd, quote.ask_usd, quote.mark_usd) == (Decimal("100.0"), Decimal("100.1"), Decimal("100.2"))
    assert quote.funding_rate == Decimal("0.0001")


async def test_an_old_price_and_the_price_of_another_contract_are_none() -> None:
    venues = Venues(told=ticker())
    assert await (await quotes(venues, AT + FRESH + timedelta(seconds=1))).quote(BTC) is None
    venues.told = ticker(symbol=Symbol("BTCPERP"))
    assert await (await quotes(venues)).quote(BTC) is None


async def test_a_recording_is_quoted_at_its_last_price_and_traded_by_assumed_rules() -> None:
    bare = replace(some_instrument(), tiers=(), filters=None)
    venues = Venues([bare], MarketSource.RECORDED, ticker(bid_usd=float("nan"), ask_usd=float("nan")))
    quote = await (await quotes(venues, AT + timedelta(minutes=9))).quote(BTC)
    assert quote is not None
    assert quote.bid_usd == quote.ask_usd == quote.last_usd == Decimal("100.1")
    venues.source = MarketSource.LIVE
    assert await (await quotes(venues)).quote(BTC) is None, "live, nothing is traded on rules that are not known"


def test_paper_follows_bybit_and_only_a_recording_may_have_nothing_of_it() -> None:
    binance = replace(some_instrument(), venue=Venue.BINANCE)
    for source in MarketSource:
        assert of_paper_venue([binance, some_instrument()], source) == [some_instrument()]
    assert of_paper_venue([binance], MarketSource.RECORDED) == [binance]
    assert of_paper_venue([binance], MarketSource.LIVE) == of_paper_venue([binance], MarketSource.SIMULATED) == []


async def test_a_contract_that_bybit_does_not_list_is_not_traded_by_anothers_rules() -> None:
    venues = Venues([replace(some_instrument(), venue=Venue.BINANCE)])
    contracts = PaperContracts(venues, contract_of, kept)
    assert await contracts.of_coin(Coin("BTC")) is await contracts.of_symbol(BTC) is None


async def test_everybodys_worth_is_what_closing_would_bring() -> None:
    on, equities = floor(), FloorEquities()
    hold(on, 10)
    assert np.isnan(await equities.equities(np.array([1]))).all(), "nothing is known before it is taken up"
    equities.begin(on)
    worth = await equities.equities(np.array([1, 77]))
    assert worth[0] == 10_000 - 20 - (1_010 + 990) * 0.00055
    assert np.isnan(worth[1])


@dataclass
class Points:
    kept: list[tuple[int, EquityPoint]] = field(default_factory=list)

    async def add_equity(self, points: Sequence[tuple[int, EquityPoint]]) -> None:
        self.kept += points


async def test_the_curve_gets_a_point_when_cash_changed_and_once_an_hour_while_something_is_held() -> None:
    on, clock, points = floor(), StillClock(), Points()
    valuer = Valuer(on, points, clock)
    hold(on)
    valuer.hear(on.take())
    assert await valuer.value() == 1
    assert points.kept[0][1].equity_usdt == Decimal("9989.4445"), "at the mark: ten down by one, and the fee"
    clock.at += timedelta(minutes=1)
    assert await valuer.value() == 0
    clock.at += timedelta(hours=1)
    assert await valuer.value() == 1


@dataclass
class HandTape:
    """Implements `TapeFeed`."""

    settled: list[FundingSettled] = field(default_factory=list)
    venue: Venue = Venue.BYBIT

    async def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[TapeEvent, None]:
        await asyncio.Event().wait()
        yield BookHeard(BTC, 0, Grid(Decimal(1), Decimal(1)), (), ())

    async def settlements(self, instrument: Instrument, since: datetime, until: datetime) -> Sequence[FundingSettled]:
        return self.settled


def prices(at_ms: int, next_ms: int, rate: str = "0.0001") -> PricesHeard:
    price = Decimal(100)
    return PricesHeard(BTC, at_ms, price, price, None, None, None, Decimal(rate), timedelta(hours=8), next_ms)


def ear_of(on: Floor, tape: HandTape, settlements: Settlements, clock: StillClock | None = None) -> Ear:
    listing = listing_of(on, Venues([]), settlements)
    listing.instruments[BTC] = some_instrument()
    return Ear(on, tape, Following(on, {}, StillClock()), listing, settlements, clock or StillClock())


async def test_whoever_holds_at_the_instant_pays_before_the_prices_of_that_moment_are_looked_at() -> None:
    on = floor()
    hold(on)
    ear = ear_of(on, HandTape(), Settlements())
    due = NOW_MS + 60_000
    ear.hear(prices(due - 1_000, due))
    on.take()
    ear.hear(prices(due + 500, due + 8 * 3_600_000))
    paid = [one for one in on.take() if isinstance(one, FundingPaid)]
    assert [one.amount for one in paid] == [-1_000 * SCALE // 10_000]


async def test_what_is_owed_for_the_time_of_a_restart_is_paid_before_anything_is_taken_in() -> None:
    on = floor()
    hold(on)
    hour = 3_600_000
    instant = NOW_MS // hour * hour + hour
    ear = ear_of(on, HandTape([FundingSettled(instant, Decimal("0.0001"), Decimal(100))]), Settlements({BTC: NOW_MS}))
    assert not await ear.caught_up(0.01), "its contract was not heard yet"
    ear.hear(prices(instant + 2 * hour, instant + 3 * hour))
    assert not await ear.caught_up(0.01), "an instant was missed"
    on.take()
    await ear.look_up()
    assert [type(one) for one in on.take() if isinstance(one, FundingPaid)] == [FundingPaid]


async def test_a_book_that_the_venue_counts_in_finer_steps_is_taken_from_at_a_tick_of_ours() -> None:
    on = floor()
    on.act(Sent(OpenAccount(1, 10_000 * SCALE), NOW_MS))
    on.act(Sent(Place(Order(8, 1, BTC, Way.BUY, 10)), NOW_MS))
    ear = ear_of(on, HandTape(), Settlements())
    off = Grid(Decimal("0.5"), Decimal(1))
    ear.hear(BookHeard(BTC, NOW_MS + 1, off, ((197, 10),), ((203, 10),)))
    filled = [one for one in on.take() if isinstance(one, Fill)]
    assert [one.ticks for one in filled] == [102]


async def test_an_order_nobody_makes_a_price_for_is_given_up_and_says_so() -> None:
    from engine.exchange.inputs import Passing

    on = floor()
    on.act(Sent(OpenAccount(1, 10_000 * SCALE), NOW_MS))
    on.act(Sent(Place(Order(8, 1, BTC, Way.BUY, 10)), NOW_MS))
    on.take()
    on.hear(Passing(NOW_MS + 10_001))
    assert [one.reason for one in on.take() if isinstance(one, OrderChanged)] == [Reason.NO_PRICE]
