"""A floor whose grid is fine enough for the numbers of one worked case, whatever they are."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from engine.exchange.contract import VIP0_TAKER, Contract, Tier
from engine.exchange.core.desk import Desk
from engine.exchange.money import SCALE, units
from engine.exchange.orders import MarginMode, OpenAccount, SetLeverage, Way
from engine.market.values import Symbol
from tests.unit.exchange.core.floor import ANN, BTC, Floor, contract

Case = dict[str, Any]

BOUNDLESS = Decimal(10**18)
RICH = Decimal(10**15)
LARGE = 10**6
"""A price does not depend on the size; so much larger, the unit of money is finer than the tolerance of a price."""
_DIGITS = 15  # of the largest price, in ticks
HUNDREDTHS = 100


def number(text: str | None) -> Decimal:
    return Decimal(text or 0)


def step_of(values: Iterable[str]) -> Decimal:
    """The largest power of ten, at most 1, that divides all of them."""
    exponents = [Decimal(value).as_tuple().exponent for value in values]
    return Decimal(1).scaleb(min([0, *(exponent for exponent in exponents if isinstance(exponent, int))]))


def tick_for(prices: Iterable[str]) -> Decimal:
    """Finer than any tolerance of a price, and than the prices themselves."""
    known = list(prices)
    return min(Decimal(1).scaleb(max(map(Decimal, known)).adjusted() + 1 - _DIGITS), step_of(known))


def one_tier(rate: Decimal = Decimal("0.005"), deduction: Decimal = Decimal(0)) -> tuple[Tier, ...]:
    return (Tier(BOUNDLESS, rate, deduction, Decimal(1_000)),)


def stage_contract(prices: Iterable[str], quantities: Iterable[str], symbol: Symbol = BTC, **changes: Any) -> Contract:
    """Without bounds of its own, and with a single tier unless the case says otherwise."""
    lot = step_of(quantities)
    fields = {
        "tick_size": tick_for(prices),
        "lot_size": lot,
        "min_quantity": lot,
        "max_quantity": BOUNDLESS,
        "max_market_quantity": BOUNDLESS,
        "min_notional_usdt": Decimal(0),
        "max_leverage": Decimal(1_000),
        "tiers": one_tier(),
        "taker_fee": VIP0_TAKER,
    }
    return contract(symbol, **(fields | changes))


class Stage(Floor):
    """One account, and prices and quantities as the case writes them."""

    def __init__(
        self, *contracts: Contract, cash: Decimal = RICH, mode: MarginMode = MarginMode.CROSS, leverage: str = "10"
    ) -> None:
        super().__init__(*contracts)
        self._shown = 0
        self.send(OpenAccount(ANN, units(cash), mode))
        for each in contracts:
            self.send(SetLeverage(ANN, each.symbol, hundredths(leverage)))

    @property
    def desk(self) -> Desk:
        return self.exchange._desk

    @property
    def contract(self) -> Contract:
        return self.desk.markets[BTC].contract

    def ticks(self, price: str) -> int:
        return self.contract.ticks(Decimal(price))

    def size(self, quantity: str) -> int:
        return self.contract.lots(abs(Decimal(quantity)))

    def held(self) -> Decimal:
        """Signed."""
        return self.contract.quantity(self.lots())

    def take(self, way: Way, lots: int, ticks: int) -> None:
        """Against a book that has all of it at the price, which is the mark too; never the same book again: what was
        taken of that is not there twice."""
        self.mark(ticks)
        self.place(way, lots)
        self._shown += 1
        shown = lots + self._shown
        self.levels(((ticks, shown),), ((ticks, shown),))

    def make(self, way: Way, lots: int, ticks: int) -> None:
        """At rest inside the book until its turn has come."""
        self.mark(ticks)
        self.place(way, lots, ticks)
        self.levels(((ticks - 1, lots),), ((ticks + 1, lots),))
        self.trade(ticks, 2 * lots, is_buy=way is Way.SELL)

    def deal(self, way: Way, quantity: str, price: str, rate: str) -> None:
        """At the case's own fee: any other than the taker's is charged to a maker."""
        lots, ticks = self.size(quantity), self.ticks(price)
        if Decimal(rate) == self.contract.taker_fee:
            return self.take(way, lots, ticks)
        self.exchange.add_contract(replace(self.contract, maker_fee=Decimal(rate)))
        return self.make(way, lots, ticks)


def hundredths(leverage: str) -> int:
    return int(Decimal(leverage) * HUNDREDTHS)


def usdt(amount: int) -> Decimal:
    return Decimal(amount) / SCALE


def opening(side: str) -> Way:
    return Way.BUY if side == "long" else Way.SELL
