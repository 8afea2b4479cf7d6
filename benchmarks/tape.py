"""How fast the tape is read: 50 contracts' books, trades and prices from the venue's text to exact values, beside the
plain form of the same (a dictionary of decimals a side, sorted anew with every message).

`python -m benchmarks.tape`
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from statistics import median
from typing import Any

from engine.feeds.bybit.tape_dialect import BookMoved, TapeDialect
from engine.market.values import Coin, Instrument, Symbol, Venue

CONTRACTS, MESSAGES, RUNS = 50, 40_000, 5
DEPTH, LEVELS_CHANGED = 50, 8
AT_MS = 1_780_963_200_000
TICK, LOT = Decimal("0.1"), Decimal("0.001")


def main() -> None:
    texts, said = written(), "messages a second"
    whole = [one for one in texts if '"snapshot"' in one[:80] and "orderbook" in one]
    figures = {
        "every book told": typical(lambda: told_at_once(texts)),
        "sorted anew with every message": typical(lambda: sorted_anew(texts)),
    }
    print(f"{CONTRACTS} contracts, {len(texts)} messages ({len(whole)} whole books), text to exact values")
    for name, seconds in figures.items():
        print(f"{name}: {len(texts) / seconds:,.0f} {said} ({seconds / len(texts) * 1e6:.0f} us each)")


def told_at_once(texts: Sequence[str]) -> int:
    dialect, told = _dialect(), 0
    for text in texts:
        for event in dialect.read(json.loads(text)).events:
            told += (event.heard() if isinstance(event, BookMoved) else event) is not None
    return told


def sorted_anew(texts: Sequence[str]) -> int:
    books: dict[str, tuple[dict[Decimal, Decimal], dict[Decimal, Decimal]]] = {}
    told = 0
    for text in texts:
        message = json.loads(text)
        if not message["topic"].startswith("orderbook"):
            told += _plainly(message)
            continue
        data = message["data"]
        if message["type"] == "snapshot":
            books[data["s"]] = {}, {}
        sides = books[data["s"]]
        for side, rows in zip(sides, (data["b"], data["a"]), strict=True):
            for price, size in rows:
                if Decimal(size):
                    side[Decimal(price)] = Decimal(size)
                else:
                    side.pop(Decimal(price), None)
        bids = sorted(sides[0].items(), reverse=True)[:DEPTH]
        asks = sorted(sides[1].items())[:DEPTH]
        told += bids[0][0] < asks[0][0]
    return told


def _plainly(message: dict[str, Any]) -> int:
    data = message["data"]
    if isinstance(data, list):
        return len([(int(row["T"]), Decimal(row["p"]), Decimal(row["v"])) for row in data])
    return len([Decimal(value) for name, value in data.items() if name.endswith("Price")])


def written() -> list[str]:
    """A venue's messages: seven of ten are changes of a book near its top, two trades, one a price."""
    rng = Random(1)
    sources = [_Contract(f"C{number}USDT", rng) for number in range(CONTRACTS)]
    texts = [one.snapshot() for one in sources] + [one.first_prices() for one in sources]
    while len(texts) < MESSAGES:
        source, kind = rng.choice(sources), rng.random()
        texts.append(source.change() if kind < 0.7 else source.trade() if kind < 0.9 else source.prices())
    return texts


class _Contract:
    """A book around 10,000 ticks, changed at random near its top."""

    def __init__(self, symbol: str, rng: Random) -> None:
        self._symbol = symbol
        self._rng = rng
        self._update = 0
        self._trades = 0
        self._middle = rng.randrange(100_000, 900_000)

    def snapshot(self) -> str:
        bids = [(self._middle - 1 - rank, self._size()) for rank in range(DEPTH)]
        asks = [(self._middle + 1 + rank, self._size()) for rank in range(DEPTH)]
        return self._say("snapshot", bids, asks)

    def change(self) -> str:
        bids, asks = list(self._changes(-1)), list(self._changes(1))
        return self._say("delta", bids, asks)

    def trade(self) -> str:
        self._trades += 1
        row = {"T": AT_MS, "s": self._symbol, "S": "Buy", "v": "0.015", "p": self._text(self._middle + 1)}
        data = [{**row, "L": "PlusTick", "i": f"{self._symbol}-{self._trades}", "BT": False, "seq": self._trades}]
        return json.dumps({"topic": f"publicTrade.{self._symbol}", "type": "snapshot", "ts": AT_MS, "data": data})

    def first_prices(self) -> str:
        price = self._text(self._middle)
        names = ("lastPrice", "markPrice", "indexPrice", "bid1Price", "ask1Price")
        data = {**dict.fromkeys(names, price), "fundingRate": "0.0001", "nextFundingTime": str(AT_MS)}
        return self._ticker("snapshot", data)

    def prices(self) -> str:
        return self._ticker("delta", {"markPrice": self._text(self._middle + self._rng.randrange(9)), "volume24h": "7"})

    def _ticker(self, kind: str, data: dict[str, str]) -> str:
        data = {"symbol": self._symbol, **data}
        return json.dumps({"topic": f"tickers.{self._symbol}", "type": kind, "ts": AT_MS, "data": data, "cs": 1})

    def _changes(self, sign: int) -> Iterator[tuple[int, int]]:
        for rank in self._rng.sample(range(DEPTH), LEVELS_CHANGED // 2):
            yield self._middle + sign * (rank + 1), self._size() if self._rng.random() < 0.8 else 0

    def _say(self, kind: str, bids: Sequence[tuple[int, int]], asks: Sequence[tuple[int, int]]) -> str:
        self._update += 1
        told = [[[self._text(ticks), f"{lots / 1000:.3f}" if lots else "0"] for ticks, lots in s] for s in (bids, asks)]
        data = {"s": self._symbol, "b": told[0], "a": told[1], "u": self._update, "seq": self._update}
        topic = f"orderbook.{DEPTH}.{self._symbol}"
        return json.dumps({"topic": topic, "type": kind, "ts": AT_MS, "data": data, "cts": AT_MS})

    def _size(self) -> int:
        return self._rng.randrange(1, 50_000)

    def _text(self, ticks: int) -> str:
        return str(ticks * TICK)


def _dialect() -> TapeDialect:
    eight = timedelta(hours=8)
    listed = [
        Instrument(Venue.BYBIT, Symbol(f"C{n}USDT"), Coin(f"C{n}"), TICK, LOT, 50.0, eight, None)
        for n in range(CONTRACTS)
    ]
    return TapeDialect("ws://nowhere", listed)


def typical(work: Callable[[], object]) -> float:
    """Seconds of the processor's time, which others on the machine do not lengthen."""

    def once() -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    return median(once() for _ in range(RUNS))


if __name__ == "__main__":
    main()
