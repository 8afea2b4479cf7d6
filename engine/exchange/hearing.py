"""What a tape tells, in the exchange's own words: whole ticks and lots of its contract."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from engine.exchange.contract import Contract
from engine.exchange.inputs import Book, Prices, Trade
from engine.exchange.settling import Prediction
from engine.feeds.tape import BookHeard, Grid, Level, PricesHeard, TapeEvent, TradeHeard


def input_of(event: TapeEvent, contract: Contract) -> Book | Trade | Prices | None:
    """None for what is no input: a trade off the book, a book that was lost, a gap, trouble. While a book is lost the
    exchange hears none, so what would take from it waits.

    A venue that has finer steps by now than orders are counted in is heard in ours, and never kinder than it was:
    whoever takes pays up to a tick more, and a print reaches no order it did not reach.
    """
    if isinstance(event, BookHeard):
        bids = _levels(event.bids, event.grid, contract, ROUND_FLOOR)
        asks = _levels(event.asks, event.grid, contract, ROUND_CEILING)
        return Book(event.symbol, event.at_ms, bids, asks)
    if isinstance(event, TradeHeard):
        return None if event.is_off_book else _trade(event, contract)
    return prices_of(event, contract) if isinstance(event, PricesHeard) else None


def _trade(event: TradeHeard, contract: Contract) -> Trade | None:
    """None for less than a lot."""
    towards_takers = ROUND_FLOOR if event.is_buy else ROUND_CEILING
    told = _levels(((event.ticks, event.lots),), event.grid, contract, towards_takers)
    return Trade(event.symbol, event.at_ms, *told[0], event.is_buy) if told else None


def prices_of(event: PricesHeard, contract: Contract) -> Prices:
    index = None if event.index_usd is None else nearest_ticks(event.index_usd, contract)
    return Prices(
        event.symbol,
        event.at_ms,
        last_ticks=nearest_ticks(event.last_usd, contract),
        mark_ticks=nearest_ticks(event.mark_usd, contract),
        index_ticks=index,
    )


def prediction_of(event: PricesHeard, contract: Contract) -> Prediction | None:
    """None where the contract has no funding to come, as before its coin is traded."""
    if event.funding_rate is None or event.next_funding_ms is None:
        return None
    mark_ticks = nearest_ticks(event.mark_usd, contract)
    return Prediction(event.symbol, event.at_ms, event.funding_rate, event.next_funding_ms, mark_ticks)


def nearest_ticks(price_usd: Decimal, contract: Contract) -> int:
    """Of a price that need not lie on the grid, as marks and indices do not; half to even, at least one tick."""
    return max(int((price_usd / contract.tick_size).to_integral_value(ROUND_HALF_EVEN)), 1)


def _levels(levels: Iterable[Level], grid: Grid, contract: Contract, rounding: str) -> tuple[Level, ...]:
    if grid.tick_size == contract.tick_size and grid.lot_size == contract.lot_size:
        return levels if isinstance(levels, tuple) else tuple(levels)
    found: dict[int, Decimal] = {}  # quantities of the venue's levels that are one here
    for ticks, lots in levels:
        here = int((ticks * grid.tick_size / contract.tick_size).to_integral_value(rounding))
        found[here] = found.get(here, Decimal(0)) + lots * grid.lot_size
    whole = ((ticks, int(quantity / contract.lot_size)) for ticks, quantity in found.items())
    return tuple(level for level in whole if min(level) > 0)
