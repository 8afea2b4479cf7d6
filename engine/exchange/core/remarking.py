"""Equity of every account at once, for the leaderboard: columns that are brought up to date with what was touched."""

from collections.abc import Mapping

import numpy as np

from engine.exchange.core.desk import Desk
from engine.exchange.core.market import RATE, Market
from engine.exchange.core.packing import Symbols
from engine.exchange.core.store import Store
from engine.market.values import IntArray, Symbol

_MOST = 1 << 62  # units a column holds: with what a position brings or costs it still fits into 64 bits
_GROWTH = 1.5
_FIGURES = 6


class Columns:
    """Positions of all accounts side by side. An account's own stand together, from `start`, `count` of them."""

    def __init__(self) -> None:
        self.row_of: dict[int, int] = {}
        self.ids = _empty(0)
        self.cash = _empty(0)
        self.start = _empty(0)
        self.count = _empty(0)
        self.row, self.symbol, self.lots, self.cost = (_empty(0) for _ in range(4))
        self.used = 0  # of the position columns
        self.dropped = 0  # of those, places nobody owns any more

    def put(self, account_id: int, cash: int, positions: list[tuple[int, ...]]) -> None:
        row = self.row_of.get(account_id)
        if row is None:
            row = self._new_row(account_id)
        self.cash[row] = _held(cash)
        place, room = int(self.start[row]), int(self.count[row])
        if len(positions) > room:
            self.lots[place : place + room] = self.cost[place : place + room] = 0
            self.dropped += room
            place, room = self._new_places(len(positions)), len(positions)
            self.start[row], self.count[row] = place, room
        self.row[place : place + room] = row
        self.lots[place : place + room] = self.cost[place : place + room] = 0
        for at, (symbol, _, lots, cost) in enumerate(positions, place):
            self.symbol[at], self.lots[at], self.cost[at] = symbol, lots, _held(cost if lots > 0 else -cost)

    def remove(self, account_id: int) -> None:
        """The last row takes its place."""
        row = self.row_of.pop(account_id, None)
        if row is None:
            return
        place, room, last = int(self.start[row]), int(self.count[row]), len(self.row_of)
        self.lots[place : place + room] = self.cost[place : place + room] = 0
        self.dropped += room
        if row != last:
            for column in (self.ids, self.cash, self.start, self.count):
                column[row] = column[last]
            self.row_of[int(self.ids[row])] = row
            place, room = int(self.start[row]), int(self.count[row])
            self.row[place : place + room] = row

    def _new_row(self, account_id: int) -> int:
        row = self.row_of[account_id] = len(self.row_of)
        if row >= len(self.ids):
            self.ids, self.cash = _grown(self.ids, row + 1), _grown(self.cash, row + 1)
            self.start, self.count = _grown(self.start, row + 1), _grown(self.count, row + 1)
        self.ids[row], self.start[row], self.count[row] = account_id, 0, 0
        return row

    def _new_places(self, count: int) -> int:
        place = self.used
        self.used += count
        if self.used > len(self.row):
            self.row, self.symbol = _grown(self.row, self.used), _grown(self.symbol, self.used)
            self.lots, self.cost = _grown(self.lots, self.used), _grown(self.cost, self.used)
        return place


def _held(amount: int) -> int:
    return max(-_MOST, min(amount, _MOST))


def _empty(size: int) -> IntArray:
    return np.zeros(size, dtype=np.int64)


def _grown(column: IntArray, needed: int) -> IntArray:
    grown = _empty(max(int(len(column) * _GROWTH), needed, 1_024))
    grown[: len(column)] = column
    return grown


def worth(desk: Desk, store: Store, account_id: int) -> tuple[int, int]:
    """Cash and equity in units, at marks, without waking anybody. Raises `KeyError` for one that is not there."""
    cash, positions = store.holdings(account_id)
    equity = cash
    for number, _, lots, cost in positions:
        market = desk.markets[desk.symbols.names[number]]
        value = cost if market.mark is None else market.numbers.value(market.mark, abs(lots))
        equity += value - cost if lots > 0 else cost - value
    return cash, equity


class Remarking:
    def __init__(self, store: Store, symbols: Symbols) -> None:
        self._store, self._symbols = store, symbols
        self._columns: Columns | None = None
        self.touched: set[int] = set()

    def touch(self, account_id: int) -> None:
        if self._columns is not None:
            self.touched.add(account_id)

    def equities(self, markets: Mapping[Symbol, Market], *, as_if_closed: bool = False) -> tuple[IntArray, IntArray]:
        """Account ids and equities in units, in no order. Exact up to cash and positions of 460 million USDT: richer
        accounts are counted with so much, and nobody else's are touched by it.

        `as_if_closed`: longs at the bid, shorts at the ask, less the taker fee; at the mark where there is no book. The
        fee is within a unit in 1e15.
        """
        columns = self._current()
        rows = len(columns.row_of)
        used = columns.used
        figures = [_figures(markets.get(name)) for name in self._symbols.names]
        unrealised = _values(columns, figures, as_if_closed=as_if_closed)
        equity = columns.cash[:rows].copy()
        np.add.at(equity, columns.row[:used][unrealised != 0], unrealised[unrealised != 0])
        return columns.ids[:rows].copy(), equity

    def _current(self) -> Columns:
        columns = self._columns
        touched = self.touched
        if columns is None or columns.dropped > len(columns.row) // 2:
            columns, touched = Columns(), set(self._store.ids())
        for account_id in touched:
            if account_id in self._store:
                columns.put(account_id, *self._store.holdings(account_id))
            else:
                columns.remove(account_id)
        self._columns, self.touched = columns, set()
        return columns


Figures = tuple[int, int, int, int, int, int]  # bid, ask, mark, a lot's unit, its denominator, taker's rate


def _figures(market: Market | None) -> Figures:
    """All 0 but the denominator where no mark is known."""
    if market is None or market.mark is None:
        return 0, 0, 0, 0, 1, 0
    bid = market.bids[0][0] if market.bids else market.mark
    ask = market.asks[0][0] if market.asks else market.mark
    numbers = market.numbers
    return bid, ask, market.mark, numbers.unit, numbers.unit_denominator, numbers.taker


def _values(columns: Columns, figures: list[Figures], *, as_if_closed: bool) -> IntArray:
    """Unrealised profit of every position; none where no mark is known."""
    used = columns.used
    table = np.array(figures, dtype=np.int64).reshape(-1, _FIGURES)
    bid, ask, mark, unit, denominator, taker = table[columns.symbol[:used]].T
    lots, cost = columns.lots[:used], columns.cost[:used]
    price = np.where(lots > 0, bid, ask) if as_if_closed else mark
    product = price * unit * lots
    if (denominator != 1).any():
        product = _divided(product, denominator)
    if as_if_closed:
        product = product - np.rint(np.abs(product) * (taker / RATE)).astype(np.int64)
    return np.where(mark > 0, product - cost, 0)


def _divided(numerator: IntArray, denominator: IntArray) -> IntArray:
    """As `money.divided`: half to even."""
    whole, rest = np.divmod(numerator, denominator)
    up = (2 * rest > denominator) | ((2 * rest == denominator) & (whole & 1 == 1))
    rounded: IntArray = whole + up
    return rounded
