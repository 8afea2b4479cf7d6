"""One contract as the matching sees it: its numbers as integers, its prices, its book."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from engine.exchange.contract import Contract
from engine.exchange.core.alarms import Alarm
from engine.exchange.core.levels import Levels
from engine.exchange.core.premium import Premium
from engine.exchange.core.roster import Roster
from engine.exchange.money import SCALE, divided, units
from engine.exchange.orders import PriceOf, Way
from engine.market.values import Symbol

RATE = 10**10  # of fees and of maintenance rates
HUNDREDTHS = 100  # of leverages
ENDLESS = 1 << 62  # lots of a bar's price

Side = tuple[tuple[int, int], ...]  # (ticks, lots), best first


@dataclass(frozen=True, slots=True)
class Bracket:
    """A risk tier in units. `number` 0 is the lowest."""

    number: int
    limit: int
    rate: int
    deduction: int
    max_leverage_e2: int


@dataclass(slots=True)
class Numbers:
    """A contract in integers."""

    contract: Contract
    unit: int = field(init=False)
    unit_denominator: int = field(init=False)
    taker: int = field(init=False)
    maker: int = field(init=False)
    brackets: tuple[Bracket, ...] = field(init=False)
    max_leverage_e2: int = field(init=False)
    soft: int | None = field(init=False)  # ratios of the band of order prices
    hard: int | None = field(init=False)
    steepest_rise: int = field(init=False)  # what a short can lose to a rise at most, per RATE of value

    def __post_init__(self) -> None:
        contract = self.contract
        unit = Fraction(contract.lot_tick_units)
        self.unit, self.unit_denominator = unit.numerator, unit.denominator
        self.taker, self.maker = _rate(contract.taker_fee), _rate(contract.maker_fee)
        self.brackets = tuple(
            Bracket(
                number, units(t.limit_usdt), _rate(t.rate), units(t.deduction_usdt), int(t.max_leverage * HUNDREDTHS)
            )
            for number, t in enumerate(sorted(contract.tiers, key=attrgetter("limit_usdt")))
        )
        self.max_leverage_e2 = int(contract.max_leverage * HUNDREDTHS)
        self.soft, self.hard = _ratio(contract.price_limit_x), _ratio(contract.price_limit_y)
        self.steepest_rise = RATE + self.brackets[-1].rate + self.taker

    def value(self, ticks: int, lots: int) -> int:
        """In units, of the sign of `lots`."""
        product = ticks * lots * self.unit
        return product if self.unit_denominator == 1 else divided(product, self.unit_denominator)

    def fee(self, value: int, *, is_maker: bool) -> int:
        return divided(value * (self.maker if is_maker else self.taker), RATE)

    def bracket(self, value: int) -> Bracket:
        """The first whose limit holds the value; the last for what no limit holds."""
        for bracket in self.brackets:
            if value <= bracket.limit:
                return bracket
        return self.brackets[-1]


def _rate(fraction: Decimal) -> int:
    return int((fraction * RATE).to_integral_value())


def _ratio(fraction: Decimal | None) -> int | None:
    return None if fraction is None else _rate(fraction)


@dataclass(slots=True)
class Market:
    """`is_bar`: both sides of the book are one endless price, a bar's."""

    numbers: Numbers
    symbol: Symbol = field(init=False)
    prices: dict[PriceOf, int] = field(default_factory=dict)
    own: set[PriceOf] = field(default_factory=set)  # series that have a source
    followers: tuple[PriceOf, ...] = (PriceOf.MARK, PriceOf.INDEX)  # the rest go with the last price
    bids: Side = ()
    asks: Side = ()
    book_ms: int = 0  # when the book was told last
    mark: int | None = None  # as in `prices`
    is_bar: bool = False
    premium: Premium = field(default_factory=Premium)
    alarms: dict[int, Alarm] = field(default_factory=dict)  # by series and direction, see `watching`
    levels: dict[Way, Levels] = field(default_factory=lambda: {Way.BUY: Levels(), Way.SELL: Levels()})
    eager: set[int] = field(default_factory=set)  # accounts that wait for the next book or bar
    users: Roster = field(default_factory=Roster)  # accounts with a position or an order
    arrivals: dict[int, int] = field(default_factory=dict)  # accounts with something on its way, and since when
    low_guard: int = -ENDLESS  # nothing can happen to anyone between the two
    high_guard: int = ENDLESS
    reach_below: int = 0  # ticks by which funding that is owed may bring liquidations nearer, of longs
    reach_above: int = 0  # and of shorts
    settled_ms: int = 0  # the latest instant that a settlement was told of

    def __post_init__(self) -> None:
        self.symbol = self.contract.symbol

    @property
    def contract(self) -> Contract:
        return self.numbers.contract

    def move(self, series: PriceOf, ticks: int) -> list[PriceOf]:
        """All series that stand at the price now."""
        if series not in self.own:
            self.own.add(series)
            self.followers = tuple(each for each in (PriceOf.MARK, PriceOf.INDEX) if each not in self.own)
        if series is not PriceOf.LAST:
            self.prices[series] = ticks
            self.mark = self.prices.get(PriceOf.MARK)
            return [series]
        self.drive(ticks)
        return [series, *self.followers]

    def drive(self, ticks: int) -> None:
        """The last price, and what goes with it."""
        self.prices[PriceOf.LAST] = ticks
        for follower in self.followers:
            self.prices[follower] = ticks
        self.mark = self.prices.get(PriceOf.MARK)

    def side(self, taker: Way) -> Side:
        """What a taker of this way meets."""
        return self.asks if taker is Way.BUY else self.bids

    def show_book(self, at_ms: int, bids: Side, asks: Side) -> None:
        self.bids, self.asks, self.book_ms = bids, asks, at_ms
        if bids and asks and self.mark is not None and self.numbers.soft is not None:
            self.premium.note(at_ms, bids[0][0] + asks[0][0] - 2 * self.mark)

    def show_price(self, ticks: int) -> None:
        """A bar's price in place of a book, and of whatever follows the last price."""
        self.drive(ticks)
        self.is_bar = True
        self.bids = self.asks = ((ticks, ENDLESS),)

    def usdt_price(self, ticks: int) -> str:
        return format((ticks * self.contract.tick_size).normalize(), "f")


def hundredths(leverage_e2: int) -> str:
    whole, rest = divmod(leverage_e2, HUNDREDTHS)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def plain(amount: int) -> str:
    """Units as a decimal string in USDT, for a refusal's numbers."""
    text = format(Decimal(amount) / SCALE, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
