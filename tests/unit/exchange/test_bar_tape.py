"""A recording is told to the exchange as bars, prices and settlements, in the order of its time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.exchange.bar_tape import BarInput, BarTape
from engine.exchange.inputs import Bar, Funding, Prices
from engine.feeds.ports import BarClosed
from engine.feeds.reading import milliseconds
from engine.market.memory import MemoryMarket
from engine.market.store import SymbolBars
from engine.market.values import Bars, MarketSource, Symbol, Ticker
from tests.unit.exchange.contracts import some_contract, some_instrument
from tests.unit.market.conftest import StandingClock

CONTRACT = some_contract()
BTC = CONTRACT.symbol
STEP_MS = 300_000
SEVEN_FIFTY_FIVE = datetime(2026, 2, 6, 7, 55, tzinfo=UTC)
EIGHT = SEVEN_FIFTY_FIVE + timedelta(minutes=5)


def _bars(open_at: datetime, *prices: float, step_ms: int = STEP_MS, volume: float = 1.0) -> Bars:
    columns = [np.array([value]) for value in (*prices, volume, np.nan, np.nan)]
    return Bars(step_ms, np.array([milliseconds(open_at)], np.int64), *columns)


def _ticker(at: datetime, rate: float = 0.0001, due: datetime = EIGHT, price: float = 100.0) -> Ticker:
    eight = timedelta(hours=8)
    return Ticker(CONTRACT.venue, BTC, CONTRACT.coin, price, price, 1.0, rate, eight, due, 1e6, 0.0, at)


class Told:
    def __init__(self) -> None:
        self.inputs: list[BarInput] = []
        self.tape = BarTape({BTC: CONTRACT}.get, self.inputs.append)

    def of(self, kind: type) -> list[BarInput]:
        return [one for one in self.inputs if isinstance(one, kind)]


@pytest.fixture
def told() -> Told:
    return Told()


def test_a_bar_is_told_in_ticks_and_whole_lots(told: Told) -> None:
    bars = _bars(SEVEN_FIFTY_FIVE, 100.04, 101.0, 99.96, 100.5, volume=2.0019)
    told.tape.hear_bars(SymbolBars(CONTRACT.venue, BTC, CONTRACT.coin, bars))
    open_ms = milliseconds(SEVEN_FIFTY_FIVE)
    assert told.inputs == [Bar(BTC, open_ms, open_ms + STEP_MS, 1000, 1010, 1000, 1005, 2001)]


def test_bars_of_other_steps_and_of_contracts_not_traded_are_not_told(told: Told) -> None:
    hour = _bars(SEVEN_FIFTY_FIVE, 100, 101, 99, 100, step_ms=3_600_000)
    told.tape.hear_bars(SymbolBars(CONTRACT.venue, BTC, CONTRACT.coin, hour))
    other = _bars(SEVEN_FIFTY_FIVE, 100, 101, 99, 100)
    told.tape.hear_bars(SymbolBars(CONTRACT.venue, Symbol("OTHER"), CONTRACT.coin, other))
    told.tape.hear_ticker(replace(_ticker(EIGHT), symbol=Symbol("OTHER")))
    assert told.inputs == []


def test_an_index_that_was_not_recorded_is_not_told(told: Told) -> None:
    told.tape.hear_ticker(_ticker(SEVEN_FIFTY_FIVE))
    told.tape.hear_ticker(replace(_ticker(SEVEN_FIFTY_FIVE), index_price_usd=100.26))
    assert [one.index_ticks for one in told.inputs if isinstance(one, Prices)] == [None, 1003]


def test_what_was_not_recorded_is_neither_told_nor_paid(told: Told) -> None:
    told.tape.hear_ticker(_ticker(SEVEN_FIFTY_FIVE))
    told.tape.hear_ticker(replace(_ticker(EIGHT), mark_price_usd=np.nan, funding_rate=np.nan))
    assert [one.mark_ticks for one in told.inputs if isinstance(one, Prices)] == [1000, None]
    assert told.of(Funding) == []


def test_a_settlement_is_paid_once_at_the_rate_told_from_its_instant_on(told: Told) -> None:
    for at, rate, due in (
        (SEVEN_FIFTY_FIVE, 0.0009, EIGHT),  # still the one before
        (EIGHT, -0.0002, EIGHT + timedelta(hours=8)),
        (EIGHT + timedelta(minutes=5), -0.0002, EIGHT + timedelta(hours=8)),
    ):
        told.tape.hear_ticker(_ticker(at, rate, due, price=101.0))
    assert told.of(Funding) == [Funding(BTC, milliseconds(EIGHT), -20_000, 1010)]


def test_bars_further_apart_than_settlements_pay_all_of_them_within_the_cap(told: Told) -> None:
    told.tape.hear_ticker(_ticker(SEVEN_FIFTY_FIVE, due=EIGHT))
    told.tape.hear_ticker(_ticker(EIGHT + timedelta(hours=16), 0.05, EIGHT + timedelta(hours=24)))
    instants = [milliseconds(EIGHT + timedelta(hours=hours)) for hours in (0, 8, 16)]
    assert [(one.at_ms, one.rate_e8) for one in told.inputs if isinstance(one, Funding)] == [
        (at_ms, 375_000) for at_ms in instants
    ]


def test_a_market_in_memory_tells_it_by_its_watchers(told: Told) -> None:
    market = MemoryMarket(MarketSource.RECORDED, StandingClock(EIGHT))
    market.list_instruments(CONTRACT.venue, [some_instrument()])
    market.watch(told.tape.hear_bars)
    market.watch_tickers(told.tape.hear_ticker)
    bars = _bars(SEVEN_FIFTY_FIVE, 100.0, 101.0, 99.0, 100.5)
    market.apply(BarClosed(CONTRACT.venue, BTC, CONTRACT.coin, bars))
    market.apply(_ticker(EIGHT))
    assert [type(one) for one in told.inputs] == [Bar, Prices]
