"""The exchange with what it did and what is not written down yet. One event loop calls it; nothing here waits."""

import asyncio
from collections.abc import Collection, Iterable, Sequence

from engine.exchange.contract import Contract
from engine.exchange.core.exchange import Exchange
from engine.exchange.inputs import Book, Delisting, Input, MarketInput, Prices, Settling, Trade
from engine.exchange.orders import Reason
from engine.exchange.outputs import Acted, Image, Output
from engine.exchange.venues.paper.broken import AccountBroken
from engine.exchange.venues.paper.grid import on_grid_of
from engine.exchange.venues.paper.ports import Unfinished
from engine.exchange.venues.paper.recent import RecentMarket
from engine.market.values import Symbol

_DATED = Book, Trade, Prices  # by the venue
MOST_UNWRITTEN = 20_000  # outputs; then nothing more is filled until the store has taken them
_MOST_SETTLED = 5_000  # of those of a settlement: it never keeps the market from being heard
_HOLDERS_A_PART = 250


class Floor:
    """Fills only what can be written down: while the store is away for long, the market is not heard."""

    def __init__(self, exchange: Exchange, contracts: Iterable[Contract] = ()) -> None:
        """`contracts`: as the exchange has them already."""
        self.exchange = exchange
        self.contracts: dict[Symbol, Contract] = {one.symbol: one for one in contracts}
        self.marks: dict[Symbol, int] = {}  # in ticks, as last heard
        self.is_listed = False  # whether the venue has said what it lists: before, nothing is known to be missing
        self.heard_ms = 0  # the newest the venue told of, by its own clock
        self.recent = RecentMarket()
        self.changed = asyncio.Event()
        self.owing = asyncio.Event()  # somebody owes funding, and there is time for it
        self._outputs: list[Output] = []
        self._has_ended = False

    def list(self, contract: Contract) -> None:
        """New, or with other tiers and filters. The grid of a known one stays: its orders are counted in it."""
        known = self.contracts.get(contract.symbol)
        listed = contract if known is None else on_grid_of(contract, known)
        if listed != known:
            self.contracts[contract.symbol] = listed
            self.exchange.add_contract(listed)

    @property
    def is_full(self) -> bool:
        return self._has_ended or len(self._outputs) >= MOST_UNWRITTEN

    def end(self) -> None:
        """It is not to be trusted any more: nothing is heard from here on, and nothing that waits is handed out."""
        self._has_ended = True
        self.take()

    def hear(self, event: MarketInput) -> bool:
        """False where it was not heard: too much waits to be written. The market is remembered all the same."""
        self.recent.hear(event)
        if isinstance(event, _DATED) and event.at_ms > self.heard_ms:
            self.heard_ms = event.at_ms
        if self.is_full:
            return False
        if isinstance(event, Prices) and event.mark_ticks is not None:
            self.marks[event.symbol] = event.mark_ticks
        self.act(event)
        if isinstance(event, Delisting):  # listed again it is a new one
            self.contracts.pop(event.symbol, None)
            self.marks.pop(event.symbol, None)
        return True

    def act(self, event: Input) -> None:
        """Raises `AccountBroken` where the exchange fails at an account, of whatever; it has ended then."""
        try:
            outputs = self.exchange.apply(event)
        except Exception as error:
            self.end()
            if self.exchange.in_use is None:
                raise
            raise AccountBroken(self.exchange.in_use) from error
        self._keep(outputs)
        if self.exchange.is_settling:
            self.owing.set()

    def settle(self) -> None:
        """The next who owe funding pay it, while what they paid can be written down."""
        if len(self._outputs) < _MOST_SETTLED and not self._has_ended:
            self.act(Settling(_HOLDERS_A_PART))
        if not self.exchange.is_settling:
            self.owing.clear()

    def resume(self, rest: Unfinished) -> None:
        """After all images. Of a contract that is not known those who hold it stand still, and owe what they owe."""
        if rest.funding.symbol in self.contracts:
            self.exchange.resume(rest.funding, rest.paid)
            self.owing.set()

    def refuse(self, command_id: int, account_id: int, at_ms: int, reason: Reason) -> None:
        """A command the exchange cannot even be asked: of a contract it does not have."""
        self._keep([Acted(command_id, account_id, at_ms, reason)])

    def restore(self, image: Image) -> None:
        self.exchange.restore(image)

    def used(self) -> Collection[Symbol]:
        return self.exchange.used_symbols()

    def take(self) -> tuple[Output, ...]:
        """What is not written yet; it belongs to the caller now."""
        taken, self._outputs = tuple(self._outputs), []
        self.changed.clear()
        return taken

    def _keep(self, outputs: Sequence[Output]) -> None:
        if outputs and not self._has_ended:
            self._outputs.extend(outputs)
            self.changed.set()
