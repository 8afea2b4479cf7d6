"""The paper venue while it runs: commands in, the market in, what came of both written down and told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

import structlog

from engine.exchange.contract import Contract
from engine.exchange.core.rules import Rules
from engine.exchange.drift_rows import DriftStore
from engine.exchange.inputs import Passing, Prices
from engine.exchange.settling import Settlements
from engine.exchange.venues.paper.broken import AccountBroken, CommandBroken, Standing, refuse_for_good
from engine.exchange.venues.paper.drifting import DriftWatch
from engine.exchange.venues.paper.ear import Ear
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.following import Following
from engine.exchange.venues.paper.intake import Intake, Wake
from engine.exchange.venues.paper.listing import Keep, Listed, Listing
from engine.exchange.venues.paper.paying import pay_in_parts
from engine.exchange.venues.paper.ports import Journal, News, Unfinished
from engine.exchange.venues.paper.scribe import Hearer, Scribe
from engine.exchange.venues.paper.taking_up import Adopted, Named, take_up
from engine.exchange.venues.paper.valuing import EquityStore, Valuer
from engine.feeds.pacing import Backoff
from engine.feeds.tape import TapeFeed
from engine.market.cancelling import heed_cancellation
from engine.market.ports import Clock
from engine.market.values import Instrument, Symbol

log = structlog.get_logger()

_PASS_EVERY_S = 0.5
_CATCH_UP_S = 10.0  # members do not wait for longer


class Settled(Protocol):
    async def __call__(self) -> dict[Symbol, int]:
        """The last funding instant that was told, in ms, of each contract. Raises `StorageAway`."""
        ...

    async def unfinished(self) -> Sequence[Unfinished]:
        """Those that not everybody has paid, in the order they were told. Raises `StorageAway`."""
        ...


class Present(Protocol):
    async def __call__(self, contract: Contract) -> Prices | None:
        """Its prices as last heard, for the time until its tape has spoken."""
        ...


class MarketEar(Protocol):
    """What brings the market to the floor: a tape, or the bars of a recording. Endless."""

    async def run(self) -> None: ...

    async def caught_up(self, within_s: float) -> bool:
        """When nothing is owed any more for the time before the start; False where that took too long."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """`drift` None: fills are not compared with the tape."""

    journal: Journal
    news: News
    equity: EquityStore
    wake: Wake
    named: Named
    keep: Keep
    settled: Settled
    drift: DriftStore | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """`tape` None: a recording, whose bars `bars` brings."""

    listed: Listed
    make: Callable[[Instrument], Contract | None]
    present: Present
    clock: Clock
    rng: Random
    tape: TapeFeed | None = None
    bars: Callable[[Floor], MarketEar] | None = None
    hearers: Sequence[Hearer] = ()
    on_adopted: Callable[[Adopted, Floor], Awaitable[None]] | None = None


async def run_paper(stores: Stores, outside: Outside, rules: Rules, standing: Standing | None = None) -> None:
    """Takes up what is written down and goes on with it; until cancelled. One process at a time may.

    Raises in a group, to be taken up anew: `CommandBroken` where the exchange failed at a command, which is refused
    then; `AccountBroken` where it failed at an account, which is left out of it from then on: it is among `standing`.
    """
    standing = Standing() if standing is None else standing
    try:
        await _run(stores, outside, rules, standing)
    except* AccountBroken as several:
        standing.still(several)
        raise
    except* CommandBroken as several:
        for broken in several.exceptions:
            if isinstance(broken, CommandBroken):
                await refuse_for_good(stores.journal, outside.clock, broken)
        raise


async def _run(stores: Stores, outside: Outside, rules: Rules, standing: Standing) -> None:
    taken = await take_up(stores.journal, stores.named, rules, standing.accounts)
    floor, adopted = taken.floor, taken.adopted
    log.info("paper_adopted", accounts=adopted.accounts, positions=adopted.positions, orders=adopted.orders)
    if adopted.strays:
        log.error("paper_strays", symbols=adopted.strays)
    settlements = Settlements(await stores.settled())
    for rest in await stores.settled.unfinished():
        log.info("paper_funding_goes_on", symbol=rest.funding.symbol, paid=len(rest.paid))
        floor.resume(rest)
    listing = Listing(floor, outside.listed, outside.make, stores.keep, outside.clock, settlements.forget)
    await listing.look()
    await _show_prices(floor, outside)
    if outside.on_adopted is not None:
        await outside.on_adopted(adopted, floor)
    following = Following(floor, listing.instruments, outside.clock)
    valuer = Valuer(floor, stores.equity, outside.clock)
    backoff = Backoff(0.05, 5.0, outside.rng)
    drift = None if stores.drift is None else _drift_of(floor, stores.drift, outside.clock)
    hearers = (valuer.hear, *outside.hearers, *((drift.hear,) if drift is not None else ()))
    scribe = Scribe(floor, stores.journal, stores.news, outside.clock, taken.batch, backoff, hearers)
    ear = _ear(floor, outside, following, listing, settlements)
    async with asyncio.TaskGroup() as group:
        group.create_task(scribe.run(), name="paper scribe")
        group.create_task(listing.run(), name="paper listing")
        group.create_task(following.run(), name="paper following")
        group.create_task(ear.run(), name="paper ear")
        intake = Intake(floor, stores.journal, stores.wake, following.want)
        group.create_task(_take_in(ear, intake), name="paper intake")
        group.create_task(valuer.run(), name="paper equity")
        group.create_task(_pass_time(floor, outside.clock), name="paper time")
        group.create_task(pay_in_parts(floor), name="paper funding paid")
        if drift is not None:
            group.create_task(drift.run(), name="paper drift")


def _drift_of(floor: Floor, store: DriftStore, clock: Clock) -> DriftWatch:
    return DriftWatch(floor.contracts.get, floor.recent, store, clock)


def _ear(floor: Floor, outside: Outside, following: Following, listing: Listing, settlements: Settlements) -> MarketEar:
    if outside.bars is not None:
        return outside.bars(floor)
    if outside.tape is None:
        raise ValueError("paper needs a tape or bars")
    return Ear(floor, outside.tape, following, listing, settlements, outside.clock)


async def _take_in(ear: MarketEar, intake: Intake) -> None:
    await ear.caught_up(_CATCH_UP_S)
    await intake.run()


async def _show_prices(floor: Floor, outside: Outside) -> None:
    """Positions have a mark from the start on, and those that are over it are closed by it."""
    for symbol in sorted(floor.used()):
        prices = await outside.present(floor.contracts[symbol]) if symbol in floor.contracts else None
        if prices is not None:
            floor.hear(prices)


async def _pass_time(floor: Floor, clock: Clock) -> None:
    """What waits for a price that does not come is given up."""
    while True:
        heed_cancellation()
        await asyncio.sleep(_PASS_EVERY_S)
        floor.hear(Passing(int(clock.now().timestamp() * 1000)))
