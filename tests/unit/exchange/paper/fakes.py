"""The stores of the paper venue in memory: what Postgres does, without it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.errors import StorageAway
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.orders import Command
from engine.exchange.outputs import AccountChanged, Image, OrderChanged, PositionChanged
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.ports import AccountNews, Batch, CommandRow, CommandState
from tests.unit.exchange.core.floor import BTC, ETH, contract
from tests.unit.exchange.markets import AT


@dataclass
class StillClock:
    at: datetime = AT

    def now(self) -> datetime:
        return self.at


@dataclass
class MemoryJournal:
    """Implements `Journal`. `away`: so many calls of `write` still fail, after they did their work where `is_late`."""

    batches: list[Batch] = field(default_factory=list)
    rows: dict[int, CommandRow] = field(default_factory=dict)
    away: int = 0
    is_late: bool = False

    async def write(self, batch: Batch) -> None:
        if self.away and not self.is_late:
            self.away -= 1
            raise StorageAway("away")
        if all(batch.number != one.number for one in self.batches):
            self.batches.append(batch)
            for done in batch.done:
                self.rows.pop(done.command_id)
        if self.away:
            self.away -= 1
            raise StorageAway("nobody answered")

    async def last(self) -> tuple[int, int]:
        fills = [one for batch in self.batches for one in batch.outputs if type(one).__name__ == "Fill"]
        return len(self.batches), max((one.fill_id for one in fills), default=0)  # type: ignore[union-attr]

    async def images(self) -> AsyncIterator[Image]:
        accounts: dict[int, AccountChanged] = {}
        positions: dict[tuple[int, str, int], PositionChanged] = {}
        orders: dict[int, OrderChanged] = {}
        for output in (one for batch in self.batches for one in batch.outputs):
            if isinstance(output, AccountChanged):
                accounts[output.account_id] = output
            elif isinstance(output, PositionChanged):
                positions[output.account_id, output.symbol, output.slot] = output
            elif isinstance(output, OrderChanged):
                orders[output.order.order_id] = output
        for account_id, account in accounts.items():
            held = tuple(one for one in positions.values() if one.account_id == account_id and one.lots)
            open_ = tuple(
                one for one in orders.values() if one.order.account_id == account_id and not one.status.is_final
            )
            yield Image(account, held, open_)

    async def waiting(self, after_id: int, limit: int) -> Sequence[CommandRow]:
        return [self.rows[one] for one in sorted(self.rows) if one > after_id][:limit]

    def send(self, command_id: int, command: Command, account_id: int = 1) -> None:
        self.rows[command_id] = CommandRow(command_id, account_id, command, AT, CommandState.WAITING)


@dataclass
class HeardNews:
    """Implements `News`."""

    told: list[AccountNews] = field(default_factory=list)

    async def tell(self, news: Sequence[AccountNews]) -> None:
        self.told += news

    async def listen(self) -> AsyncIterator[Sequence[AccountNews]]:
        for one in self.told:
            yield [one]


def floor(rules: Rules | None = None) -> Floor:
    """One tick is 1 USDT, one lot is 1 coin."""
    contracts = [contract(), contract(ETH)]
    return Floor(Exchange(contracts, rules or Rules(latency_ms=0)), contracts)


__all__ = ["BTC", "ETH", "HeardNews", "MemoryJournal", "StillClock", "floor"]
