"""A small exchange that keeps books the way the real one does: cash by realised profit, cost by averages."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from engine.club.rounds.books import BellPrice, Holding, Movement, Reach, Snapshot
from engine.exchange.orders import Slot
from engine.exchange.outputs import Cause, FillCause, FillModel
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Coin, Symbol

BELL = datetime(2026, 2, 6, 6, tzinfo=UTC)
TAKER = Decimal("0.001")
BTC = Symbol("BTCUSDT")


def minute(number: float) -> datetime:
    return BELL + timedelta(minutes=number)


def price(bid: str, ask: str, symbol: Symbol = BTC) -> dict[Symbol, BellPrice]:
    return {symbol: BellPrice(symbol, Coin(symbol.removesuffix("USDT")), Decimal(bid), Decimal(ask), TAKER)}


@dataclass(slots=True)
class Books:
    """One account. Prices are round, the fee is 0.1 %."""

    account_id: int = 1
    cash: Decimal = Decimal(1000)
    fills: list[PaperFill] = field(default_factory=list)
    moved: list[Movement] = field(default_factory=list)
    held: dict[tuple[Symbol, Slot], tuple[Decimal, Decimal]] = field(default_factory=dict)  # quantity, cost

    def trade(
        self, at: datetime, signed: int | str, at_usd: int | str, symbol: Symbol = BTC, sent_s: float = 1
    ) -> None:
        quantity, usd = Decimal(signed), Decimal(at_usd)
        fee = abs(quantity) * usd * TAKER
        number = len(self.fills) + 1
        sent = at - timedelta(seconds=sent_s)
        self.fills.append(
            PaperFill(number, self.account_id, 4 * number, symbol, Coin(symbol.removesuffix("USDT")), Slot.ONE_WAY, at,
                      sent, quantity > 0, usd, abs(quantity), False, fee, Decimal(0), FillCause.ORDER, FillModel.BOOK)
        )  # fmt: skip
        self._move(at, Cause.FEE, -fee)
        self._move(at, Cause.PNL, self._realised((symbol, Slot.ONE_WAY), quantity, usd))

    def funding(self, at: datetime, amount: str) -> None:
        self._move(at, Cause.FUNDING, Decimal(amount))

    def snapshot(self, at: datetime) -> Snapshot:
        held = tuple(Holding(symbol, slot, *value) for (symbol, slot), value in self.held.items() if value[0])
        return Snapshot(self.account_id, self.reach(at), self.cash, held)

    def reach(self, at: datetime) -> Reach:
        return Reach(at, len(self.fills), len(self.moved))

    def _move(self, at: datetime, cause: Cause, amount: Decimal) -> None:
        self.cash += amount
        self.moved.append(Movement(len(self.moved) + 1, self.account_id, at, cause, amount))

    def _realised(self, key: tuple[Symbol, Slot], signed: Decimal, usd: Decimal) -> Decimal:
        quantity, cost = self.held.get(key, (Decimal(0), Decimal(0)))
        realised = Decimal(0)
        if quantity and (quantity > 0) != (signed > 0):
            way = 1 if quantity > 0 else -1
            closed = min(abs(signed), abs(quantity))
            gone = cost * closed / abs(quantity)
            realised = way * closed * usd - gone
            quantity, cost, signed = quantity - way * closed, cost - gone, signed + way * closed
        self.held[key] = (quantity + signed, cost + signed * usd)
        return realised
