"""The real exchange core on the real books, with a clock that is set: what the paper venue's process does."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from db.database import Database
from db.paper.accounts import PaperAccountOpener
from db.paper.book import PaperCommandBook
from db.paper.grids import PaperGrids
from db.paper.journal import PaperJournal
from engine.club.rounds.books import BellPrice
from engine.exchange.contract import Contract
from engine.exchange.core.exchange import Exchange
from engine.exchange.inputs import Book, Funding, Prices
from engine.exchange.money import usdt
from engine.exchange.orders import Order, Place, Sent, SetLeverage, Way
from engine.exchange.outputs import Output
from engine.exchange.venues.paper.ports import Batch, CommandDone, CommandRow
from engine.market.values import Coin, FloatArray, IntArray, MarketSource, Symbol
from tests.end_to_end.bot.market import SetClock
from tests.integration.paper.made import BTC_CONTRACT

SOURCE = MarketSource.SIMULATED
BTC, ETH = Symbol("BTCUSDT"), Symbol("ETHUSDT")
DEEP = 1_000_000  # lots on each side


def _contract(symbol: Symbol) -> Contract:
    fields = {name: getattr(BTC_CONTRACT, name) for name in BTC_CONTRACT.__slots__}
    return Contract(**fields | {"symbol": symbol, "coin": Coin(symbol.removesuffix("USDT"))})


CONTRACTS = {symbol: _contract(symbol) for symbol in (BTC, ETH)}


@dataclass
class Floor:
    database: Database
    clock: SetClock
    prices_usd: dict[Symbol, Decimal] = field(default_factory=lambda: {BTC: Decimal(1000), ETH: Decimal(100)})
    exchange: Exchange = field(default_factory=lambda: Exchange(CONTRACTS.values()))
    unpriced: set[Symbol] = field(default_factory=set)
    _number: int = 0
    _last_command: int = 0
    _intents: int = 0

    def __post_init__(self) -> None:
        self.journal = PaperJournal(self.database, SOURCE)
        self.commands = PaperCommandBook(self.database)
        self.opener = PaperAccountOpener(self.database)

    async def open(self) -> None:
        await PaperGrids(self.database, SOURCE).keep(list(CONTRACTS.values()))

    async def trader(self, user_id: int, start_usdt: int = 10_000) -> int:
        account = await self.opener.open(user_id, SOURCE, Decimal(start_usdt), self.clock.now())
        await self.turn()
        return account.account_id

    async def order(self, account_id: int, quantity: str, symbol: Symbol = BTC) -> None:
        """At market; filled at the next turn."""
        lots = CONTRACTS[symbol].lots(abs(Decimal(quantity)))
        way = Way.SELL if quantity.startswith("-") else Way.BUY

        def place(order_id: int) -> Place:
            return Place(Order(order_id, account_id, symbol, way, lots))

        await self._send(account_id, place)

    async def leverage(self, account_id: int, times: int, symbol: Symbol = BTC) -> None:
        await self._send(account_id, lambda _: SetLeverage(account_id, symbol, times * 100))

    async def trade(self, account_id: int, quantity: str, minutes: float, to_usd: str, symbol: Symbol = BTC) -> None:
        """In now, out after so long at that price."""
        await self.order(account_id, quantity, symbol)
        await self.turn()
        await self.walk(minutes, {symbol: to_usd})
        await self.order(account_id, quantity.removeprefix("-") if quantity[0] == "-" else f"-{quantity}", symbol)
        await self.turn()

    async def walk(self, minutes: float, prices: dict[Symbol, str] | None = None) -> None:
        self.clock.at += timedelta(minutes=minutes)
        self.prices_usd |= {symbol: Decimal(price) for symbol, price in (prices or {}).items()}
        await self.turn()

    async def funding(self, symbol: Symbol, rate_e8: int, late_s: int = 0) -> None:
        """Of so many seconds ago, booked now."""
        at, mark = self._ms() - late_s * 1000, CONTRACTS[symbol].ticks(self.prices_usd[symbol])
        await self._write([], list(self.exchange.apply(Funding(symbol, at, rate_e8, mark))))

    async def turn(self) -> None:
        """Takes what was asked, a second passes, and every contract has a book: 0.1 below and above its price."""
        done: list[CommandDone] = []
        said: list[Output] = []
        for row in await self.journal.waiting(self._last_command, 1_000):
            said += self.exchange.apply(Sent(row.command, int(row.sent_at.timestamp() * 1000)))
            done.append(CommandDone(row.command_id))
            self._last_command = row.command_id
        self.clock.at += timedelta(seconds=1)
        for symbol, contract in CONTRACTS.items():
            mid = contract.ticks(self.prices_usd[symbol])
            said += self.exchange.apply(Prices(symbol, self._ms(), mid, mid, mid))
            said += self.exchange.apply(Book(symbol, self._ms(), ((mid - 1, DEEP),), ((mid + 1, DEEP),)))
        await self._write(done, said)

    async def prices(self, symbols: list[Symbol]) -> list[BellPrice]:
        """Implements `BellPrices`."""
        step = Decimal("0.1")
        return [
            BellPrice(one, contract.coin, self.prices_usd[one] - step, self.prices_usd[one] + step, contract.taker_fee)
            for one, contract in CONTRACTS.items()
            if one in symbols and one not in self.unpriced
        ]

    async def equities(self, account_ids: IntArray) -> FloatArray:
        """Implements `Equities`, from the exchange's memory."""
        found = []
        for account_id in account_ids.tolist():
            image = self.exchange.image(account_id)
            usd = usdt(image.account.cash)
            for held in image.positions:
                contract = CONTRACTS[held.symbol]
                step = Decimal("-0.1") if held.lots > 0 else Decimal("0.1")
                value = contract.quantity(held.lots) * (self.prices_usd[held.symbol] + step)
                cost = usdt(held.cost) * (1 if held.lots > 0 else -1)
                usd += value - cost - abs(value) * contract.taker_fee
            found.append(float(usd))
        return np.array(found)

    async def _send(self, account_id: int, make: object) -> CommandRow:
        self._intents += 1
        return await self.commands.send(account_id, make, self.clock.now(), f"test {self._intents}")  # type: ignore[arg-type]

    async def _write(self, done: list[CommandDone], said: list[Output]) -> None:
        self._number += 1
        await self.journal.write(Batch(self._number, self.clock.now(), tuple(done), tuple(said)))

    def _ms(self) -> int:
        return int(self.clock.now().astimezone(UTC).timestamp() * 1000)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]
