"""Random market days: several accounts of every mode, two contracts, orders of every kind."""

import random
from collections.abc import Iterator

from engine.exchange.inputs import Bar, Book, Delisting, Executed, Funding, Input, Passing, Prices, Trade
from engine.exchange.money import SCALE
from engine.exchange.orders import (
    AddMargin,
    Amend,
    Cancel,
    CancelAll,
    CloseAccount,
    Command,
    Limits,
    MarginMode,
    OpenAccount,
    Order,
    OrderKind,
    Place,
    PriceOf,
    Sent,
    SetLeverage,
    SetLimits,
    SetStops,
    Slot,
    TimeInForce,
    Trailing,
    Trigger,
    Way,
)
from engine.market.values import Symbol
from tests.unit.exchange.core.floor import BTC, ETH

ACCOUNTS = (1, 2, 3, 4)
MODES = {1: (MarginMode.ISOLATED, False), 2: (MarginMode.CROSS, False)}
HEDGED = {3: (MarginMode.ISOLATED, True), 4: (MarginMode.CROSS, True)}
FORCES = (TimeInForce.GTC,) * 5 + (TimeInForce.IOC, TimeInForce.FOK, TimeInForce.POST_ONLY)


class Day:
    """`random.Random` makes the same day of the same seed."""

    def __init__(self, seed: int, *, with_book: bool) -> None:
        self.dice = random.Random(seed)
        self.with_book = with_book
        self.now_ms = 1_000_000
        self.price = {BTC: 1_000, ETH: 1_000}
        self.mark = dict(self.price)
        self.next_id = 4
        self.ids: list[tuple[int, int]] = [(1, 4)]

    def events(self, count: int) -> Iterator[Input]:
        for account, (margin, is_hedged) in (MODES | HEDGED).items():
            cash = self.dice.choice((500, 5_000, 50_000))
            yield Sent(OpenAccount(account, cash * SCALE, margin, is_hedged), self.now_ms)
        for _ in range(count):
            self.now_ms += self.dice.choice((0, 10, 50, 200, 1_000, 5_000))
            yield from self.event()

    def event(self) -> Iterator[Input]:
        if self.dice.random() < 0.45:
            yield Sent(self.command(), self.now_ms)
            return
        symbol = self.dice.choice((BTC, BTC, ETH))
        self.price[symbol] = max(20, self.price[symbol] + self.dice.choice((-40, -9, -3, -1, 0, 1, 3, 9, 40)))
        kind = self.dice.random()
        if kind < 0.04:
            yield Funding(symbol, self.now_ms, self.dice.randint(-300_000, 300_000), self.price[symbol])
        elif kind < 0.06:
            yield Passing(self.now_ms)
        elif self.with_book:
            yield self.tick(symbol, kind)
        else:
            yield self.bar(symbol, kind)

    def tick(self, symbol: Symbol, kind: float) -> Input:
        price, dice = self.price[symbol], self.dice
        if kind < 0.4:
            bids = tuple((price - 1 - step, dice.randint(1, 60)) for step in range(dice.randint(0, 4)))
            asks = tuple((price + 1 + step, dice.randint(1, 60)) for step in range(dice.randint(0, 4)))
            return Book(symbol, self.now_ms, bids, asks)
        if kind < 0.7:
            return Trade(symbol, self.now_ms, price, dice.randint(1, 80), dice.random() < 0.5)
        mark = price + dice.randint(-5, 5)
        return Prices(
            symbol,
            self.now_ms,
            last_ticks=price if dice.random() < 0.5 else None,
            mark_ticks=mark if dice.random() < 0.7 else None,
            index_ticks=mark if dice.random() < 0.3 else None,
        )

    def bar(self, symbol: Symbol, kind: float) -> Input:
        start, dice = self.price[symbol], self.dice
        if kind < 0.1:
            return Prices(symbol, self.now_ms, mark_ticks=start, index_ticks=start)
        close = max(20, start + dice.randint(-30, 30))
        high, low = max(start, close) + dice.randint(0, 20), max(1, min(start, close) - dice.randint(0, 20))
        self.price[symbol], opened = close, self.now_ms
        self.now_ms += 60_000
        return Bar(symbol, opened, self.now_ms, start, high, low, close, dice.randint(1, 500))

    def command(self) -> Command:
        dice = self.dice
        account, symbol = dice.choice(ACCOUNTS), dice.choice((BTC, BTC, ETH))
        kind = dice.random()
        if kind < 0.62:
            return Place(self.order(account, symbol))
        if kind < 0.72:
            owner, order_id = dice.choice(self.ids)
            return Cancel(owner, order_id)
        if kind < 0.8:
            owner, order_id = dice.choice(self.ids)
            return Amend(owner, order_id, self.near(symbol), lots=dice.choice((None, 3, 30)))
        if kind < 0.88:
            return self.stops(account, symbol)
        return self.setting(account, symbol)

    def setting(self, account: int, symbol: Symbol) -> Command:
        dice, slot = self.dice, self.slot(account)
        return dice.choice(
            (
                SetLeverage(account, symbol, dice.choice((100, 500, 1_000, 2_500, 5_000, 10_000))),
                SetLeverage(account, symbol, dice.choice((1_000, 5_000))),
                AddMargin(account, symbol, dice.randint(-200, 400) * SCALE, slot),
                CancelAll(account, dice.choice((symbol, None))),
                SetLimits(account, dice.choice((None, None, Limits(2_500, 500_000)))),
                CloseAccount(account) if dice.random() < 0.05 else CancelAll(account, symbol),
            )
        )

    def slot(self, account: int) -> Slot:
        return self.dice.choice((Slot.LONG, Slot.SHORT)) if account in HEDGED else Slot.ONE_WAY

    def near(self, symbol: Symbol) -> int:
        return max(1, self.price[symbol] + self.dice.randint(-30, 30))

    def stops(self, account: int, symbol: Symbol) -> Command:
        order_id, self.next_id = self.next_id, self.next_id + 4
        pick = self.dice.choice
        trailing = pick((None, Trailing(pick((5, 20)), None, pick((None, self.near(symbol))))))
        stop, target = pick((None, 0, self.near(symbol))), pick((None, 0, self.near(symbol)))
        return SetStops(account, symbol, order_id, self.slot(account), target, stop, trailing)

    def order(self, account: int, symbol: Symbol) -> Order:
        order_id, self.next_id = self.next_id, self.next_id + 4
        self.ids.append((account, order_id))
        dice, is_limit, is_whole = self.dice, self.dice.random() < 0.55, self.dice.random() < 0.05
        trigger, trailing = self.condition(symbol)
        is_plain = not is_limit and trigger is None and trailing is None
        return Order(
            order_id=order_id,
            account_id=account,
            symbol=symbol,
            way=dice.choice((Way.BUY, Way.SELL)),
            lots=0 if is_whole else dice.choice((1, 3, 10, 40, 200, 900)),
            kind=OrderKind.LIMIT if is_limit else OrderKind.MARKET,
            limit_ticks=self.near(symbol) if is_limit else None,
            time_in_force=dice.choice(FORCES) if is_limit else TimeInForce.GTC,
            reduce_only=is_whole or dice.random() < 0.25,
            slot=self.slot(account),
            trigger=trigger,
            trailing=trailing,
            oco=dice.choice((0, 0, 0, 7, 8)),
            take_profit_ticks=self.near(symbol) if dice.random() < 0.2 else None,
            stop_loss_ticks=self.near(symbol) if dice.random() < 0.2 else None,
            slippage_ticks=dice.choice((None, None, 1)) if is_plain else None,
        )

    def condition(self, symbol: Symbol) -> tuple[Trigger | None, Trailing | None]:
        dice = self.dice
        by = dice.choice((PriceOf.LAST, PriceOf.LAST, PriceOf.MARK, PriceOf.INDEX))
        kind = dice.random()
        if kind < 0.2:
            return Trigger(self.near(symbol), dice.random() < 0.5, by), None
        if kind < 0.3:
            share = dice.choice((None, 10_000))
            activation = dice.choice((None, self.near(symbol)))
            return None, Trailing(None if share else dice.choice((5, 20)), share, activation, by)
        return None, None


def ends(day: Day) -> Iterator[Input]:
    """What comes rarely: a real venue's fill, and the end of a contract."""
    yield Executed(1, 9_999_996, BTC, day.now_ms, True, day.price[BTC], 3, False, 1_000)
    yield Delisting(ETH, day.now_ms, day.price[ETH])
