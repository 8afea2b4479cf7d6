"""From the venue's tape to the exchange: books, prints, prices, and funding at its instants."""

import asyncio
from contextlib import aclosing

import structlog

from engine.errors import Unavailable
from engine.exchange.contract import Contract
from engine.exchange.hearing import input_of, nearest_ticks, prediction_of
from engine.exchange.settling import HISTORY_LATE_MS, Missed, Settlement, Settlements
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.following import Following
from engine.exchange.venues.paper.listing import Listing
from engine.feeds.reading import milliseconds, moment
from engine.feeds.tape import (
    BookHeard,
    BookLost,
    FundingSettled,
    LossReason,
    PricesHeard,
    TapeEvent,
    TapeFeed,
    TradeHeard,
)
from engine.market.cancelling import heed_cancellation
from engine.market.ports import Clock
from engine.market.values import Gap, Symbol

log = structlog.get_logger()

_LOOK_UP_EVERY_S = 5.0
MarketHeard = BookHeard | TradeHeard | PricesHeard
_CATCHING_UP_S = 0.05
_HELD_AT_MOST_MS = 8_000  # less than a market order waits for a price: it is filled then and not given up


class Ear:
    """`run` is endless; the feed reconnects by itself."""

    def __init__(
        self,
        floor: Floor,
        tape: TapeFeed,
        following: Following,
        listing: Listing,
        settlements: Settlements,
        clock: Clock,
    ) -> None:
        self._floor, self._tape, self._following, self._listing = floor, tape, following, listing
        self._settlements, self._clock = settlements, clock
        self._missed = asyncio.Event()
        self._heard: set[Symbol] = set()
        self._held: dict[Symbol, list[MarketHeard]] = {}
        self._let_go: set[Symbol] = set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen(), name="paper tape")
            group.create_task(self._look_up(), name="paper funding")

    async def _listen(self) -> None:
        async with aclosing(self._tape.stream(self._following.now(), self._following.changes)) as events:
            async for event in events:
                self.hear(event)

    def hear(self, event: TapeEvent) -> None:
        if isinstance(event, BookLost | Gap):
            self._miss(event)
        if not isinstance(event, MarketHeard):
            return
        contract = self._floor.contracts.get(event.symbol)
        if contract is None:
            self._held.pop(event.symbol, None)
            return
        if isinstance(event, PricesHeard):
            self._heard.add(event.symbol)
            self._settle(event, contract)
            self._following.priced(event.symbol)
        if self._is_early(event):
            self._held.setdefault(event.symbol, []).append(event)
        else:
            self._let_out(event, contract)
            self._pass_on(event, contract)

    def _is_early(self, event: MarketHeard) -> bool:
        """Whether it comes before the word of what is owed for an instant, or before anything is known of the
        contract's instants. Of one that is waited for long nothing is held back any more until all is known."""
        symbol, held = event.symbol, self._held.get(event.symbol)
        if not (self._settlements.is_owed(symbol, event.at_ms) or self._following.is_fresh(symbol)):
            self._let_go.discard(symbol)
        elif held and event.at_ms - held[0].at_ms > _HELD_AT_MOST_MS:
            self._let_go.add(symbol)
        elif symbol not in self._let_go:
            return True
        return False

    def _let_out(self, event: MarketHeard, contract: Contract) -> None:
        """What was held back since a funding instant: nothing may change what is held at it before it was settled. A
        print of before the instant, told late, lets nothing out."""
        held = self._held.get(event.symbol)
        if held and event.at_ms >= held[0].at_ms:
            del self._held[event.symbol]
            for each in held:
                self._pass_on(each, contract)

    def _pass_on(self, event: MarketHeard, contract: Contract) -> None:
        heard = input_of(event, contract)
        if heard is not None:
            self._floor.hear(heard)

    def _miss(self, event: BookLost | Gap) -> None:
        symbol = event.symbol if isinstance(event, BookLost) else None
        log.info("paper_deaf", what=type(event).__name__, symbol=symbol)
        if symbol is None or event.reason == LossReason.DISCONNECTED:
            self._floor.recent.lose(symbol)

    def _settle(self, event: PricesHeard, contract: Contract) -> None:
        """Before the prices of that moment: whoever held at the instant pays, also where those close the position.
        What was missed of a contract in which nobody had anything open concerns nobody."""
        if self._following.is_fresh(event.symbol):
            self._settlements.forget(event.symbol)
        prediction, known = prediction_of(event, contract), self._settlements.missed()
        funding = None if prediction is None else self._settlements.hear(prediction, contract)
        if funding is not None:
            self._floor.act(funding)
        if len(self._settlements.missed()) > len(known):
            self._missed.set()

    async def caught_up(self, within_s: float) -> bool:
        """Once all that is held was heard and owes no funding of a time nobody listened to: before that a position
        must not change, as what is owed is owed for what was held then."""
        held = set(self._floor.used())
        try:
            async with asyncio.timeout(within_s):
                while not held <= self._heard or self._settlements.missed():  # noqa: ASYNC110  # two things to wait for
                    await asyncio.sleep(_CATCHING_UP_S)
        except TimeoutError:
            log.warning("paper_not_caught_up", unheard=len(held - self._heard), missed=len(self._settlements.missed()))
            return False
        return True

    async def _look_up(self) -> None:
        """What was not heard well enough, in the venue's own history."""
        while True:
            heed_cancellation()
            await self._is_due()
            self._missed.clear()
            await self.look_up()

    async def _is_due(self) -> None:
        """Something more was missed, at once; or it is time to ask again, as the venue's history may be late."""
        try:
            async with asyncio.timeout(_LOOK_UP_EVERY_S if self._settlements.missed() else None):
                await self._missed.wait()
        except TimeoutError:
            return

    async def look_up(self) -> None:
        for missed in self._settlements.missed():
            try:
                await self._find(missed)
            except Unavailable as away:
                log.warning("paper_funding_waits", symbol=missed.symbol, reason=str(away)[:200])

    async def _find(self, missed: Missed) -> None:
        contract = self._floor.contracts.get(missed.symbol)
        instrument = self._listing.instruments.get(missed.symbol)
        if contract is None or instrument is None:
            return
        read_at_ms = milliseconds(self._clock.now())
        found = await self._tape.settlements(instrument, moment(missed.since_ms), moment(missed.until_ms))
        told = (self._settlement(each, contract, read_at_ms) for each in found)
        settled = [one for one in told if one is not None]
        for funding in self._settlements.settle(missed, settled, contract, read_at_ms):
            self._floor.act(funding)

    def _settlement(self, one: FundingSettled, contract: Contract, read_at_ms: int) -> Settlement | None:
        """At the mark of the instant; where the venue will never know it, at the last one heard. None: not yet."""
        if one.mark_usd is not None:
            return Settlement(one.at_ms, one.rate, nearest_ticks(one.mark_usd, contract))
        if read_at_ms - one.at_ms < HISTORY_LATE_MS:
            return None
        ticks = self._floor.marks.get(contract.symbol)
        if ticks is None:
            log.warning("paper_funding_without_mark", symbol=contract.symbol, at_ms=one.at_ms)
            return None
        return Settlement(one.at_ms, one.rate, ticks)
