"""A recorded market for the exchange: closed bars in place of a book, and the prices and funding that were recorded."""

import math
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from engine.exchange.contract import Contract
from engine.exchange.inputs import Bar, Funding, Prices
from engine.feeds.reading import milliseconds
from engine.market.store import SymbolBars
from engine.market.values import Symbol, Ticker
from engine.market.windows import STEPS_MS

BarInput = Bar | Prices | Funding
_E8 = 10**8
_MOST_INSTANTS = 24  # of one ticker; a replay that leapt further has nobody who held on all the while


class BarTape:
    """Two watchers of a `MemoryMarket`: `market.watch(tape.hear_bars)`, `market.watch_tickers(tape.hear_ticker)`.

    `contract_of`: None for what is not traded on paper. `tell` is called at once and in the order of the market's time:
    a bar, then the prices at its close, then the settlement that fell on it.
    """

    def __init__(
        self,
        contract_of: Callable[[Symbol], Contract | None],
        tell: Callable[[BarInput], None],
        step_ms: int = STEPS_MS[0],
    ) -> None:
        self._contract_of = contract_of
        self._tell = tell
        self._step_ms = step_ms
        self._due: dict[Symbol, int] = {}

    def hear_bars(self, closed: SymbolBars) -> None:
        """Bars of other steps are sums of those of the base step, and are not told."""
        contract = self._contract_of(closed.symbol)
        if contract is None or closed.bars.step_ms != self._step_ms:
            return
        for bar in bars_of(closed, contract):
            self._tell(bar)

    def hear_ticker(self, ticker: Ticker) -> None:
        contract = self._contract_of(ticker.symbol)
        if contract is None:
            return
        prices = prices_of(ticker, contract)
        self._tell(prices)
        for funding in self._settled(ticker, contract, prices):
            self._tell(funding)

    def _settled(self, ticker: Ticker, contract: Contract, prices: Prices) -> Iterator[Funding]:
        """A recording tells the rate that was settled, from its instant on: the ticker at or after it has it.

        Where bars are further apart than settlements, those in between are paid at that rate too.
        """
        due_ms = self._due.get(ticker.symbol)
        if ticker.next_funding_at is None or prices.mark_ticks is None or not math.isfinite(ticker.funding_rate):
            return
        self._due[ticker.symbol] = milliseconds(ticker.next_funding_at)
        interval_ms = ticker.funding_interval // timedelta(milliseconds=1)
        if due_ms is None or interval_ms <= 0:
            return
        for instant_ms in range(due_ms, prices.at_ms + 1, interval_ms)[-_MOST_INSTANTS:]:
            yield Funding(ticker.symbol, instant_ms, _rate_e8(ticker, contract), prices.mark_ticks)


def bars_of(closed: SymbolBars, contract: Contract) -> list[Bar]:
    """Prices on the nearest tick, volumes in whole lots and never more than there was."""
    bars = closed.bars
    columns = (bars.open_ms, bars.open, bars.high, bars.low, bars.close, bars.volume_base)
    return [
        Bar(
            symbol=closed.symbol,
            open_ms=open_ms,
            close_ms=open_ms + bars.step_ms,
            open_ticks=_ticks(open_, contract),
            high_ticks=_ticks(high, contract),
            low_ticks=_ticks(low, contract),
            close_ticks=_ticks(close, contract),
            volume_lots=int((_exact(volume) / contract.lot_size).to_integral_value(ROUND_FLOOR)),
        )
        for open_ms, open_, high, low, close, volume in zip(*(column.tolist() for column in columns), strict=True)
    ]


def prices_of(ticker: Ticker, contract: Contract) -> Prices:
    mark, index = ticker.mark_price_usd, ticker.index_price_usd
    return Prices(
        ticker.symbol,
        milliseconds(ticker.at),
        last_ticks=_ticks(ticker.price_usd, contract),
        mark_ticks=_ticks(mark, contract) if math.isfinite(mark) else None,
        index_ticks=_ticks(index, contract) if math.isfinite(index) else None,
    )


def _rate_e8(ticker: Ticker, contract: Contract) -> int:
    rate = _exact(ticker.funding_rate)
    if contract.funding_upper is not None:
        rate = min(rate, contract.funding_upper)
    if contract.funding_lower is not None:
        rate = max(rate, contract.funding_lower)
    return int((rate * _E8).to_integral_value(ROUND_HALF_EVEN))


def _ticks(price_usd: float, contract: Contract) -> int:
    return max(int((_exact(price_usd) / contract.tick_size).to_integral_value(ROUND_HALF_EVEN)), 1)


def _exact(number: float) -> Decimal:
    """The shortest decimal that is this float: what was recorded, to 15 digits."""
    return Decimal(repr(number))
