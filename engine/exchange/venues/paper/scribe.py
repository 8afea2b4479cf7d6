"""Writes down what the exchange did, batch by batch, and then says so. What is not written was not announced."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

import structlog
from prometheus_client import Counter, Histogram

from engine.errors import StorageAway
from engine.exchange.outputs import (
    AccountOutput,
    Acted,
    CommandRefused,
    Fill,
    FundingPaid,
    Liquidated,
    OrderChanged,
    Output,
    PositionChanged,
    SettlementChanged,
)
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.ports import AccountNews, Batch, CommandDone, Journal, News
from engine.feeds.pacing import Backoff
from engine.market.cancelling import heed_cancellation
from engine.market.ports import Clock
from engine.market.values import Symbol

log = structlog.get_logger()

_WRITTEN = Counter("helix_paper_outputs", "What the paper exchange did, by kind", ["kind"])
_SECONDS = Histogram("helix_paper_batch_seconds", "Writing a batch of the paper exchange")
_GATHER_S = 0.005  # what comes within it is written together
Hearer = Callable[[Sequence[Output]], None]
"""Told what was written, once it is durable. Must be quick and must not raise."""


class Scribe:
    """Begins after batch `number`. Endless; a batch the store did not confirm is written again, the same."""

    def __init__(
        self,
        floor: Floor,
        journal: Journal,
        news: News,
        clock: Clock,
        number: int,
        backoff: Backoff,
        hearers: Sequence[Hearer] = (),
    ) -> None:
        self._floor, self._journal, self._news, self._clock = floor, journal, news, clock
        self._number = number
        self._backoff = backoff
        self._hearers = hearers

    async def run(self) -> None:
        while True:
            heed_cancellation()
            await self._floor.changed.wait()
            await asyncio.sleep(_GATHER_S)
            await self.write()

    async def write(self) -> None:
        """Everything that waits. Returns when it is durable and announced."""
        outputs = self._floor.take()
        if not outputs:
            return
        batch = batch_of(self._number + 1, self._clock, outputs)
        with _SECONDS.time():
            await self._until_written(batch)
        self._number = batch.number
        for output in outputs:
            _WRITTEN.labels(type(output).__name__).inc()
        for hear in self._hearers:
            hear(outputs)
        await self._tell(news_of(batch.outputs))

    async def _until_written(self, batch: Batch) -> None:
        while True:
            heed_cancellation()
            try:
                await self._journal.write(batch)
            except StorageAway as away:
                wait_s = self._backoff.failed()
                log.warning("paper_batch_waits", number=batch.number, reason=str(away)[:200], wait_s=wait_s)
                await asyncio.sleep(wait_s)
            else:
                self._backoff.succeeded()
                return

    async def _tell(self, news: Sequence[AccountNews]) -> None:
        try:
            await self._news.tell(news)
        except StorageAway as away:
            log.warning("paper_news_lost", reason=str(away)[:200])


def batch_of(number: int, clock: Clock, outputs: Sequence[Output]) -> Batch:
    done = tuple(CommandDone(one.command_id, one.reason, one.numbers) for one in outputs if isinstance(one, Acted))
    facts = tuple(one for one in outputs if not isinstance(one, Acted))
    return Batch(number, clock.now(), done, facts)


def news_of(outputs: Iterable[Output]) -> list[AccountNews]:
    """One a changed account, with the orders and symbols it concerns."""
    orders: dict[int, dict[int, None]] = {}
    symbols: dict[int, dict[Symbol, None]] = {}
    for output in outputs:
        if isinstance(output, SettlementChanged):
            continue
        account_id = _account_of(output)
        orders.setdefault(account_id, {}).update(dict.fromkeys(_order_ids(output)))
        symbols.setdefault(account_id, {}).update(dict.fromkeys(_symbols(output)))
    return [AccountNews(one, tuple(orders[one]), tuple(symbols[one])) for one in orders]


def _account_of(output: AccountOutput) -> int:
    return output.order.account_id if isinstance(output, OrderChanged) else output.account_id


def _order_ids(output: Output) -> tuple[int, ...]:
    if isinstance(output, OrderChanged):
        return (output.order.order_id,)
    return (output.order_id,) if isinstance(output, Fill | CommandRefused) and output.order_id else ()


def _symbols(output: Output) -> tuple[Symbol, ...]:
    if isinstance(output, OrderChanged):
        return (output.order.symbol,)
    if isinstance(output, Fill | PositionChanged | Liquidated | FundingPaid):
        return (output.symbol,)
    return ()
