"""Commands from their durable rows to the exchange, each once."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from prometheus_client import Counter

from engine.errors import StorageAway
from engine.exchange.orders import Command, Reason, Sent
from engine.exchange.venues.paper.broken import CommandBroken
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.ports import CommandRow, Journal
from engine.market.cancelling import heed_cancellation
from engine.market.values import Symbol

log = structlog.get_logger()

_BROKEN = Counter("helix_paper_broken_commands", "Commands at which the paper exchange failed")
_PAGE = 1_000
_AT_LEAST_EVERY_S = 1.0  # a wake may be lost
_AWAY_S = 0.5
_MOST_BEHIND_MS = 10_000  # of our clock; what was sent longer ago than that is late, not misdated
Wake = Callable[[float], Awaitable[None]]
"""Returns when somebody wrote a command, and after so many seconds in any case."""


class Intake:
    """Rows are asked for behind the last that was read, as none turns up before it: what waits for its market, however
    much it is, is read once.

    `wanted` hears of every symbol that a command needs a market for.
    """

    def __init__(self, floor: Floor, journal: Journal, wake: Wake, wanted: Callable[[Symbol], None]) -> None:
        self._floor, self._journal, self._wake, self._wanted = floor, journal, wake, wanted
        self._read_to = 0  # all up to this id were handed over
        self._handed: set[int] = set()  # of those behind it

    async def run(self) -> None:
        """Raises `CommandBroken` where the exchange fails at a command; the floor has ended then."""
        while True:
            heed_cancellation()
            try:
                await self.take_in()
            except StorageAway as away:
                log.warning("paper_commands_wait", reason=str(away)[:200])
                await asyncio.sleep(_AWAY_S)
            else:
                await self._wake(_AT_LEAST_EVERY_S)

    async def take_in(self) -> int:
        """All that wait and were not handed over by us; how many that were. An account's stay in their order: behind
        one that has to wait for the venue's list all others do."""
        held = dict[int, int]()  # by account, the first
        after_id, fresh = self._read_to, 0
        while rows := await self._journal.waiting(after_id, _PAGE):
            for row in rows:
                if row.account_id in held or self._waits_for_the_list(row):
                    held.setdefault(row.account_id, row.command_id)
                else:
                    fresh += self._hand_over(row)
            after_id = rows[-1].command_id
        self._read_to = min(held.values()) - 1 if held else after_id
        self._handed = {one for one in self._handed if one > self._read_to}
        return fresh

    def _waits_for_the_list(self, row: CommandRow) -> bool:
        """At a start the venue may not have been heard yet: a contract is not gone by that."""
        symbol, floor = symbol_of(row.command), self._floor
        return symbol is not None and symbol not in floor.contracts and not floor.is_listed

    def _hand_over(self, row: CommandRow) -> bool:
        if row.command_id in self._handed:
            return False
        self._handed.add(row.command_id)
        at_ms = self._on_the_venues_clock(int(row.sent_at.timestamp() * 1000))
        symbol = symbol_of(row.command)
        if symbol is not None and symbol not in self._floor.contracts:
            self._floor.refuse(row.command_id, row.account_id, at_ms, Reason.DELISTED)
            return True
        if symbol is not None:
            self._wanted(symbol)
        self._act(Sent(row.command, at_ms, row.command_id))
        return True

    def _on_the_venues_clock(self, sent_ms: int) -> int:
        """Nobody sends before what is known already: a clock of ours that is behind would give its members the market
        of the past."""
        heard_ms = self._floor.heard_ms
        return heard_ms if sent_ms < heard_ms <= sent_ms + _MOST_BEHIND_MS else sent_ms

    def _act(self, sent: Sent) -> None:
        try:
            self._floor.act(sent)
        except Exception as error:
            self._floor.end()
            _BROKEN.inc()
            log.exception("paper_command_broken", command_id=sent.command_id)
            raise CommandBroken(sent.command_id) from error


def symbol_of(command: Command) -> Symbol | None:
    """None of a command that concerns the account as a whole."""
    order = getattr(command, "order", command)
    return getattr(order, "symbol", None)
