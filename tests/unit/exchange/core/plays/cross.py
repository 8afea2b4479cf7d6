"""Worked cases of one balance behind several positions, as the exchange liquidates them."""

from collections.abc import Callable
from decimal import Decimal

from engine.exchange.contract import Contract
from engine.exchange.core.funds import margin_balance, total_maintenance
from engine.exchange.money import units
from engine.exchange.orders import MarginMode, Slot
from engine.exchange.outputs import AccountChanged, Image, PositionChanged
from engine.market.values import Symbol
from tests.unit.exchange.core.floor import ANN, Floor
from tests.unit.exchange.core.plays.stage import (
    LARGE,
    Case,
    number,
    one_tier,
    opening,
    stage_contract,
    usdt,
)

Marks = dict[Symbol, Decimal]

_FARTHEST = Decimal(10) ** 3, Decimal(10) ** -9  # that a mark is tried at, in multiples of itself
_CLOSE = Decimal("1e-9")  # of a price, USDT, and of a factor


class Scene:
    """The account of a case; any marks can be tried on it."""

    def __init__(self, i: Case) -> None:
        self.wallet = number(i["wallet_balance"])
        self.rows: list[Case] = i["positions"]
        self.taker = number(i["taker_fee"]) if i["fee_in_mm"] else Decimal(0)
        self.is_hedged = len({row["symbol"] for row in self.rows}) < len(self.rows)
        self.marks = {Symbol(row["symbol"]): Decimal(row["mark"]) for row in self.rows}
        self.contracts = {symbol: self._contract(symbol) for symbol in self.marks}

    def _contract(self, symbol: Symbol) -> Contract:
        """A case that leaves the close fee out of the maintenance margin is one of contracts without a taker fee."""
        rows = [row for row in self.rows if row["symbol"] == symbol]
        prices = [row[name] for row in rows for name in ("entry", "mark")]
        tiers = one_tier(number(rows[0]["mmr"]), number(rows[0]["mm_deduction"]) * LARGE)
        return stage_contract(prices, [row["qty"] for row in rows], symbol, tiers=tiers, taker_fee=self.taker)

    def at(self, marks: Marks) -> Floor:
        """The account comes to a market that stands there already, and nothing has happened since."""
        floor = Floor(*self.contracts.values())
        for symbol in marks:
            floor.mark(self._ticks(symbol, marks), symbol)
        account = AccountChanged(ANN, 0, units(self.wallet * LARGE), MarginMode.CROSS, self.is_hedged, is_open=True)
        floor.exchange.restore(Image(account, tuple(map(self._position, self.rows)), ()))
        return floor

    def _ticks(self, symbol: Symbol, marks: Marks) -> int:
        return max(int(marks[symbol] / self.contracts[symbol].tick_size), 1)

    def _position(self, row: Case) -> PositionChanged:
        contract, way = self.contracts[Symbol(row["symbol"])], opening(row["side"])
        quantity = Decimal(row["qty"]) * LARGE
        lots, cost = way.sign * contract.lots(quantity), units(quantity * Decimal(row["entry"]))
        slot = (Slot.LONG if way.sign > 0 else Slot.SHORT) if self.is_hedged else Slot.ONE_WAY
        return PositionChanged(ANN, contract.symbol, slot, 0, lots, cost, 1_000, 0, 0, 0, 0)

    def is_liquidated(self, marks: Marks) -> bool:
        """As soon as a price comes."""
        floor, symbol = self.at(marks), next(iter(marks))
        floor.mark(self._ticks(symbol, marks), symbol)
        return not floor.exchange.image(ANN).positions


def cross_liq(i: Case) -> Case:
    """A price or a factor is looked for until it is known closer than the tolerance."""
    scene = Scene(i)
    floor, solved = scene.at(scene.marks), Symbol(i["solve_for"])
    account = floor.exchange._account(ANN)
    got: Case = {
        "margin_balance": usdt(margin_balance(floor.exchange._desk, account)) / LARGE,
        "total_mm": usdt(total_maintenance(floor.exchange._desk, account)) / LARGE,
        "liquidated_now": scene.is_liquidated(scene.marks),
    }
    if solved in scene.marks:
        return got | {"liq_price": _edge(lambda mark: scene.marks | {solved: mark}, scene, scene.marks[solved])}
    return got | {"factor_at_liquidation": _edge(lambda factor: _times(scene.marks, factor), scene, Decimal(1))}


def binance_cross_liq(i: Case) -> Case:
    """What others must keep and bring is as if it were less or more in the wallet."""
    wallet = number(i["wallet_balance"]) - number(i["other_mm"]) + number(i["other_upnl"])
    row = {"symbol": "BTCUSDT", "mark": i["entry"], "mm_deduction": i["cum"]} | i
    alone = {"wallet_balance": str(wallet), "positions": [row], "solve_for": "BTCUSDT", "fee_in_mm": False}
    return {"liq_price": cross_liq(alone | {"taker_fee": "0"})["liq_price"]}


def _times(marks: Marks, factor: Decimal) -> Marks:
    return {symbol: mark * factor for symbol, mark in marks.items()}


def _edge(marks_at: Callable[[Decimal], Marks], scene: Scene, start: Decimal) -> Decimal | None:
    """The point nearest to `start` beyond which the account fares otherwise; None where there is none."""
    here = scene.is_liquidated(marks_at(start))
    for farthest in _FARTHEST:
        near, far = start, start * farthest
        if scene.is_liquidated(marks_at(far)) == here:
            continue
        while abs(far - near) > _CLOSE:
            middle = (near + far) / 2
            near, far = (middle, far) if scene.is_liquidated(marks_at(middle)) == here else (near, middle)
        return far
    return None
