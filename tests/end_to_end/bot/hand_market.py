"""A market that a test moves by hand: what the exchange hears of it, what the chat is quoted, and its funding."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from engine.errors import VenueAway
from engine.feeds.ports import Changes
from engine.feeds.reading import milliseconds
from engine.feeds.tape import BookHeard, FundingSettled, Grid, PricesHeard, TapeEvent
from engine.market.values import Coin, Instrument, OrderFilters, RiskTier, Symbol, Ticker, Venue
from tests.end_to_end.bot.market import SmallMarket

_STEPS = {"BTC": ("0.1", "0.001"), "ETH": ("0.01", "0.01"), "SOL": ("0.01", "0.1")}
FIRST_USD = {"BTC": "66590.0", "ETH": "1950.00", "SOL": "80.00"}
_TIERS = (
    RiskTier(2_000_000, 0.005, 100.0, 0.0),
    RiskTier(2_600_000, 0.0056, 90.0, 1_200.0),
    RiskTier(3_200_000, 0.0063, 80.0, 3_020.0),
)
FUNDING_CAP = Decimal("0.005")
_EVERY = timedelta(hours=8)
_DEEP = 1_000_000  # lots


def symbol_of(coin: str) -> Symbol:
    return Symbol(f"{coin}USDT")


def instrument(coin: str) -> Instrument:
    tick, lot = (Decimal(step) for step in _STEPS[coin])
    filters = OrderFilters(
        min_quantity=lot,
        max_quantity=Decimal(1_000),
        max_market_quantity=Decimal(100),
        min_notional_usdt=Decimal(5),
        leverage_step=Decimal("0.01"),
        funding_upper=FUNDING_CAP,
        funding_lower=-FUNDING_CAP,
    )
    return Instrument(Venue.BYBIT, symbol_of(coin), Coin(coin), tick, lot, 100.0, _EVERY, None, _TIERS, filters=filters)


@dataclass
class HandTape:
    """Implements `TapeFeed`: tells what was put, to whoever listens, in order. `history`: funding as the venue has it;
    None: the venue does not answer."""

    venue: Venue = Venue.BYBIT
    history: list[FundingSettled] | None = field(default_factory=list)
    _told: asyncio.Queue[TapeEvent] = field(default_factory=asyncio.Queue)

    def put(self, *events: TapeEvent) -> None:
        for event in events:
            self._told.put_nowait(event)

    async def stream(
        self, instruments: Sequence[Instrument], changes: Changes | None = None
    ) -> AsyncGenerator[TapeEvent, None]:
        while True:
            yield await self._told.get()

    async def settlements(self, instrument: Instrument, since: datetime, until: datetime) -> Sequence[FundingSettled]:
        if self.history is None:
            raise VenueAway("the test's venue does not answer")
        return [one for one in self.history if milliseconds(since) < one.at_ms <= milliseconds(until)]


@dataclass
class HandMarket:
    """`tick` moves time, and then a price; `rates`: the funding to come of each coin, a fraction."""

    small: SmallMarket
    tape: HandTape = field(default_factory=HandTape)
    prices: dict[str, str] = field(default_factory=lambda: dict(FIRST_USD))
    rates: dict[str, Decimal] = field(default_factory=dict)
    is_silent: bool = False  # nothing is heard and nothing quoted: time goes on
    bars: None = None  # the exchange hears the tape
    looks_a_tick: int = 8

    def __post_init__(self) -> None:
        self.list(*FIRST_USD)

    async def run(self) -> None:
        """Nothing moves by itself."""

    def list(self, *coins: str) -> None:
        """All that the venue has."""
        for coin in set(self.prices) - set(coins):
            del self.prices[coin]
        self.small.memory.list_instruments(Venue.BYBIT, [instrument(coin) for coin in coins], hold_new=False)

    @property
    def now(self) -> datetime:
        return self.small.clock.at

    def tick(self, coin: str, last: str, *, lots: int = _DEEP, after: timedelta = timedelta(seconds=1)) -> None:
        """Last, mark and ask are that price, the bid is a tick below."""
        self.small.clock.at += after
        self._say(coin, last, lots)

    def go_on(self, after: timedelta = timedelta(seconds=1)) -> None:
        """The same prices, later."""
        self.small.clock.at += after
        if not self.is_silent:
            for coin, last in list(self.prices.items()):
                self._say(coin, last, _DEEP)

    def to(self, moment: datetime) -> None:
        """The same prices at that moment."""
        self.go_on(moment - self.now)

    def _say(self, coin: str, last: str, lots: int) -> None:
        self.prices[coin] = last
        tick, lot = (Decimal(step) for step in _STEPS[coin])
        ask = Decimal(last)
        bid, at_ms, rate = ask - tick, milliseconds(self.now), self.rates.get(coin, Decimal(0))
        next_at = self._next_funding()
        self.small.memory.apply(
            Ticker(
                Venue.BYBIT, symbol_of(coin), Coin(coin), float(last), float(last), 1e6, float(rate), _EVERY, next_at,
                1e9, 0.01, self.now, float(bid), float(ask), float(last),
            )
        )  # fmt: skip
        book = BookHeard(
            symbol_of(coin), at_ms, Grid(tick, lot), ((int(bid / tick), lots),), ((int(ask / tick), lots),)
        )
        prices = PricesHeard(
            symbol_of(coin), at_ms, ask, ask, ask, bid, ask, rate, _EVERY, milliseconds(next_at)
        )  # fmt: skip
        self.tape.put(book, prices)

    def _next_funding(self) -> datetime:
        hour = self.now.replace(minute=0, second=0, microsecond=0)
        return hour + timedelta(hours=8 - hour.hour % 8)
