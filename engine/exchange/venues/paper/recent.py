"""What the market did in the last two minutes, as the exchange was told it: to judge its fills by afterwards."""

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Collection

import numpy as np

from engine.exchange.contract import Contract
from engine.exchange.drift import Tape
from engine.exchange.inputs import Bar, Book, MarketInput, Prices, Trade
from engine.market.values import Bars, Symbol

KEEP_MS = 120_000
MOST_TRADES = 20_000  # of one contract: half a megabyte
_SILENCE_MS = 30_000  # books and prices of a contract that is followed come every second: then it was not followed
_TRIM_EVERY = 1_024
_BARS = 24


class Ring:
    """Trades of one contract. Whole from `whole_from_ms` to `heard_ms`, on the venue's clock."""

    def __init__(self, keep_ms: int = KEEP_MS, most: int = MOST_TRADES) -> None:
        self._keep_ms, self._most = keep_ms, most
        self._at, self._ticks, self._lots = array("q"), array("q"), array("q")
        self._is_buy = array("b")
        self._whole_since_ms: int | None = None
        self._trimmed_to_ms = 0
        self.heard_ms = 0

    def __len__(self) -> int:
        return len(self._at)

    @property
    def whole_from_ms(self) -> int | None:
        """None: it was interrupted, and nothing was heard since."""
        return None if self._whole_since_ms is None else max(self._whole_since_ms, self._trimmed_to_ms)

    def is_cut_after(self, at_ms: int) -> bool:
        """Trades since then were kept, and are no more."""
        return self._trimmed_to_ms > at_ms

    def hear(self, at_ms: int) -> None:
        """Anything of this contract: it is listened to."""
        if self._whole_since_ms is None or at_ms - self.heard_ms > _SILENCE_MS:
            self._whole_since_ms = at_ms
        if at_ms > self.heard_ms:
            self.heard_ms = at_ms

    def lose(self) -> None:
        """Trades may be missing from here to what is heard next."""
        self._whole_since_ms = None

    def add(self, trade: Trade) -> None:
        """One told late counts as of the one before it: the columns ascend."""
        self.hear(trade.at_ms)
        kept = self._at
        kept.append(trade.at_ms if not kept or trade.at_ms >= kept[-1] else kept[-1])
        self._ticks.append(trade.ticks)
        self._lots.append(trade.lots)
        self._is_buy.append(trade.is_buy)
        if len(kept) % _TRIM_EVERY == 0 or len(kept) >= self._most + _TRIM_EVERY:
            self._trim()

    def _trim(self) -> None:
        cut = max(bisect_left(self._at, self._at[-1] - self._keep_ms), len(self._at) - self._most)
        if cut <= 0:
            return
        self._trimmed_to_ms = self._at[cut - 1] + 1
        for column in (self._at, self._ticks, self._lots, self._is_buy):
            del column[:cut]

    def tape(self, contract: Contract, from_ms: int, to_ms: int) -> Tape:
        """A copy of what is kept with from_ms <= at < to_ms."""
        part = slice(bisect_left(self._at, from_ms), bisect_left(self._at, to_ms))
        return Tape(
            np.array(self._at[part], dtype=np.int64),
            np.array(self._ticks[part], dtype=np.float64) * float(contract.tick_size),
            np.array(self._lots[part], dtype=np.float64) * float(contract.lot_size),
            np.array(self._is_buy[part], dtype=np.bool_),
        )


class RecentMarket:
    """A ring a contract, and of a market of candles the last ones. `hear` costs a microsecond or two."""

    def __init__(self) -> None:
        self._rings: dict[Symbol, Ring] = {}
        self._bars: dict[Symbol, deque[Bar]] = {}

    def hear(self, event: MarketInput) -> None:
        if type(event) is Trade:
            self._ring(event.symbol).add(event)
        elif type(event) is Book or type(event) is Prices:
            self._ring(event.symbol).hear(event.at_ms)
        elif type(event) is Bar:
            self._bars.setdefault(event.symbol, deque(maxlen=_BARS)).append(event)

    def lose(self, symbol: Symbol | None = None) -> None:
        """The connection of one contract broke, or (None) that of all."""
        for one in self._rings if symbol is None else {symbol} & self._rings.keys():
            self._rings[one].lose()

    def keep_only(self, symbols: Collection[Symbol]) -> None:
        """Trades of contracts that are followed no more are let go."""
        self._rings = {symbol: ring for symbol, ring in self._rings.items() if symbol in symbols}

    def ring(self, symbol: Symbol) -> Ring | None:
        return self._rings.get(symbol)

    def bars(self, contract: Contract) -> Bars | None:
        """Taker volume and open interest are not known here."""
        kept = self._bars.get(contract.symbol)
        if not kept:
            return None
        tick, lot = float(contract.tick_size), float(contract.lot_size)
        unknown = np.full(len(kept), np.nan)
        return Bars(
            kept[-1].close_ms - kept[-1].open_ms,
            np.array([bar.open_ms for bar in kept], dtype=np.int64),
            np.array([bar.open_ticks for bar in kept]) * tick,
            np.array([bar.high_ticks for bar in kept]) * tick,
            np.array([bar.low_ticks for bar in kept]) * tick,
            np.array([bar.close_ticks for bar in kept]) * tick,
            np.array([bar.volume_lots for bar in kept]) * lot,
            unknown,
            unknown,
        )

    def _ring(self, symbol: Symbol) -> Ring:
        ring = self._rings.get(symbol)
        if ring is None:
            ring = self._rings[symbol] = Ring()
        return ring
