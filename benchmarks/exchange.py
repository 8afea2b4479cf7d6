"""The exchange's core: one account on bars, a million accounts on ticks: `python -m benchmarks.exchange`.

Times are CPU of this process.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import numpy as np

from engine.exchange.contract import Contract, Tier
from engine.exchange.core.account import Position
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.margin import liquidation_ticks
from engine.exchange.core.market import Numbers
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Bar, Funding, Passing, Prices, Trade
from engine.exchange.money import SCALE
from engine.exchange.orders import (
    MarginMode,
    OpenAccount,
    Order,
    OrderKind,
    OrderStatus,
    Place,
    Sent,
    Slot,
    Trigger,
    Way,
)
from engine.exchange.outputs import AccountChanged, FundingPaid, Image, OrderChanged, Output, PositionChanged
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.garbage import taking_in
from engine.market.values import Coin, Symbol, Venue

SYMBOLS = 50
MARK = 600_000  # ticks of 0.1: 60,000 USDT
NOW_MS = 1_770_379_200_000


def contract(name: str) -> Contract:
    return Contract(
        venue=Venue.BYBIT,
        symbol=Symbol(f"{name}USDT"),
        coin=Coin(name),
        tick_size=Decimal("0.1"),
        lot_size=Decimal("0.001"),
        min_quantity=Decimal("0.001"),
        max_quantity=Decimal(1_000),
        max_market_quantity=Decimal(100),
        min_notional_usdt=Decimal(5),
        max_leverage=Decimal(100),
        tiers=(
            Tier(Decimal(2_000_000), Decimal("0.005"), Decimal(0), Decimal(100)),
            Tier(Decimal(10_000_000), Decimal("0.01"), Decimal(10_000), Decimal(50)),
        ),
        funding_interval=timedelta(hours=8),
    )


def show(name: str, got: str, goal: str) -> None:
    print(f"{name:<72} {got:>16}   {goal}")


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def one_account_on_bars(count: int = 300_000) -> None:
    """60 resting orders around a price that stays between them."""
    exchange = Exchange([contract("BTC")], Rules.of_bars())
    symbol = Symbol("BTCUSDT")
    exchange.apply(Sent(OpenAccount(1, 10_000_000 * SCALE), 0))
    for number in range(60):
        way = Way.BUY if number % 2 else Way.SELL
        limit = MARK - way.sign * (20_000 + 500 * number)
        exchange.apply(Sent(Place(Order(4 * number + 4, 1, symbol, way, 10, OrderKind.LIMIT, limit)), 0))
    rng = np.random.default_rng(1)
    close = MARK + np.clip(np.cumsum(rng.integers(-40, 41, count)), -15_000, 15_000)
    bars = [
        Bar(symbol, 60_000 * n, 60_000 * (n + 1), int(c), int(c) + 30, int(c) - 30, int(c), 100)
        for n, c in enumerate(close.tolist())
    ]
    exchange.apply(bars[0])
    assert len(exchange.image(1).orders) == 60
    took = timed(lambda: [exchange.apply(bar) for bar in bars])
    show("bars a second, one account with 60 resting orders", f"{count / took:,.0f}", ">= 500,000")


def images(accounts: int) -> Iterator[Image]:
    """Three positions and two resting orders each, contracts by Zipf, every other account cross."""
    rng = np.random.default_rng(2)
    weights = 1 / np.arange(1, SYMBOLS + 1)
    weights /= weights.sum()
    numbers = Numbers(contract("C0"))
    block = 50_000
    for start in range(0, accounts, block):
        size = min(block, accounts - start)
        keys = rng.random((size, SYMBOLS)) ** (1 / weights)
        picked = np.argsort(-keys, axis=1)[:, :3].tolist()
        draws = rng.random((size, 5)).tolist()
        for offset in range(size):
            yield _image(numbers, start + offset + 1, picked[offset], draws[offset])


def _image(numbers: Numbers, account_id: int, symbols: list[int], draws: list[float]) -> Image:
    margin = MarginMode.CROSS if account_id % 2 else MarginMode.ISOLATED
    names = [Symbol(f"C{number}USDT") for number in symbols]
    positions = tuple(
        _position(numbers, account_id, name, 1 if draw < 0.5 else -1, draw, margin)
        for name, draw in zip(names, draws, strict=False)
    )
    stop = _stop(account_id, names[0], positions[0], draws[3])
    limit = _limit(account_id, names[1], draws[4])
    account = AccountChanged(account_id, 0, 10_000 * SCALE, margin, False, True)
    return Image(account, positions, (stop, limit))


def _position(
    numbers: Numbers, account_id: int, name: Symbol, sign: int, draw: float, margin: MarginMode
) -> PositionChanged:
    lots, entry = 10 + int(draw * 40), MARK + int((draw - 0.5) * 20_000)
    held = Position(name, Slot.ONE_WAY, sign * lots, numbers.value(entry, lots), 1_000, NOW_MS)
    edge = liquidation_ticks(numbers, held) if margin is MarginMode.ISOLATED else 0
    return PositionChanged(
        account_id, name, Slot.ONE_WAY, 0, held.lots, held.cost, held.leverage_e2, 0, NOW_MS, 0, edge
    )


def _stop(account_id: int, name: Symbol, position: PositionChanged, draw: float) -> OrderChanged:
    way = Way.SELL if position.lots > 0 else Way.BUY
    trigger = Trigger(MARK + way.sign * (1_000 + int(draw * 60_000)), is_rising=way is Way.BUY)
    order = Order(account_id * 8, account_id, name, way, 0, reduce_only=True, trigger=trigger)
    return OrderChanged(order, OrderStatus.WAITING, 0, sent_at_ms=NOW_MS)


def _limit(account_id: int, name: Symbol, draw: float) -> OrderChanged:
    way = Way.BUY if draw < 0.5 else Way.SELL
    limit = MARK - way.sign * (1_000 + int(draw * 60_000))
    order = Order(account_id * 8 + 4, account_id, name, way, 10, OrderKind.LIMIT, limit)
    return OrderChanged(order, OrderStatus.OPEN, 0, queue_ahead_lots=int(draw * 5_000), sent_at_ms=NOW_MS)


def big_exchange(accounts: int) -> Exchange:
    exchange = Exchange([contract(f"C{number}") for number in range(SYMBOLS)])
    for number in range(SYMBOLS):
        symbol = Symbol(f"C{number}USDT")
        exchange.apply(Prices(symbol, NOW_MS, last_ticks=MARK, mark_ticks=MARK, index_ticks=MARK))
    with taking_in():
        for image in images(accounts):
            exchange.restore(image)
        for _ in range(100):  # time goes by, and those that are not needed are packed
            exchange.apply(Passing(NOW_MS))
    return exchange


def million_accounts(accounts: int) -> None:
    exchange: list[Exchange] = []
    took = timed(lambda: exchange.append(big_exchange(accounts)))
    show(f"{accounts:,} accounts restored", f"{took:,.0f} s", "seconds to a few minutes")
    busy = exchange[0]
    quiet_ticks(busy)
    triggering_ticks(busy)
    funding_of_all(busy)
    show("  the most memory by its end", f"{most_memory_gb():,.2f} GB", "<= 2 GB")
    took = timed(busy.equities)
    show("first gathering of all equities", f"{took:,.2f} s", "once")
    took = statistics.median(timed(busy.equities) for _ in range(3))
    show("re-marking all accounts", f"{took:,.3f} s", "<= 1 s")
    show("most memory", f"{most_memory_gb():,.2f} GB", "<= 2 GB")


def most_memory_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def quiet_ticks(exchange: Exchange) -> None:
    """Of the busiest contract, within half a basis point: marks, last prices and prints."""
    symbol, costs = Symbol("C0USDT"), []
    for step in range(2_000):
        ticks = MARK + (step % 7 - 3) * 10
        event = (
            Prices(symbol, NOW_MS + step, last_ticks=ticks, mark_ticks=ticks)
            if step % 2
            else Trade(symbol, NOW_MS + step, ticks, 5, True)
        )
        started = time.perf_counter()
        outputs = exchange.apply(event)
        if not outputs:
            costs.append((time.perf_counter() - started) * 1e3)
    median = statistics.median(costs)
    show("a tick of the busiest contract when nothing triggers, median", f"{median:,.3f} ms", "<= 5 ms")
    show("  the slowest of them, by the wall", f"{max(costs):,.3f} ms", "<= 5 ms")


def fall(symbol: Symbol) -> Iterator[Prices | Trade]:
    """Three percent in steps of a basis point."""
    for step in range(1, 301):
        ticks, at_ms = MARK - 60 * step, NOW_MS + 1_000 * step
        yield Prices(symbol, at_ms, last_ticks=ticks, mark_ticks=ticks)
        yield Trade(symbol, at_ms, ticks, 50, False)


def triggering_ticks(exchange: Exchange) -> None:
    """Stops, limits and liquidations, with what is woken for nothing on the way."""
    events, orders = list(fall(Symbol("C0USDT"))), 0

    def play() -> None:
        nonlocal orders
        for event in events:
            orders += sum(type(output) is OrderChanged for output in exchange.apply(event))

    spent = timed(play)
    show(f"an order that triggers ({orders:,} of them in a fall of 3%)", f"{spent / orders * 1e6:,.1f} us", "<= 50 us")


def funding_of_all(exchange: Exchange, rate_e8: int = 10_000) -> None:
    """Of the busiest contract: half of its holders pay, half of them receive. Between two parts a price comes, and what
    was paid is taken away as by the store."""
    symbol, outputs, parts, ticks = Symbol("C0USDT"), list[Output](), list[float](), list[float]()
    floor, paid, fell = Floor(exchange), 0, MARK - 60 * 300
    parts.append(timed(lambda: floor.act(Funding(symbol, NOW_MS + 10**6, rate_e8, MARK))))
    while True:
        outputs += floor.take()
        paid += sum(type(output) is FundingPaid for output in outputs)
        outputs.clear()
        if not exchange.is_settling:
            break
        parts.append(timed(floor.settle))
        tick = Prices(symbol, NOW_MS + 10**6 + len(parts), mark_ticks=fell + len(parts) % 7)
        ticks.append(timed(lambda tick=tick: floor.hear(tick)))  # type: ignore[misc]
    rate = f"{rate_e8 / 10**6:g} %"
    show(
        f"funding of {paid:,} holders at {rate}, each",
        f"{sum(parts) / paid * 1e6:,.1f} us",
        f"{sum(parts):,.1f} s in all",
    )
    show("  the longest part nothing else happens in", f"{max(parts) * 1e3:,.1f} ms", "<= 50 ms")
    show("  the slowest price in between", f"{max(ticks) * 1e3:,.1f} ms", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=1_000_000, help="of the big part")
    accounts = parser.parse_args().accounts
    one_account_on_bars()
    million_accounts(accounts)


if __name__ == "__main__":
    main()
