"""The market as it is now, in memory: what every answer is read from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from engine.feeds.ports import BarClosed, CandleRefused, FeedEvent, FeedTrouble, Gap, LiquidationsMeasured
from engine.market.hearing import Hearing
from engine.market.holding import Holdings
from engine.market.liquidated import LiquidationTally
from engine.market.loading import Loading, loading_of_all
from engine.market.ports import Clock
from engine.market.quality import DEAF, Flag, FlagKind, hearing_flags
from engine.market.screening import Screen
from engine.market.series import CAPACITY, Series
from engine.market.share import Share, WholeMarket
from engine.market.store import BarWatcher, SymbolBars, TickerWatcher
from engine.market.values import (
    Bars,
    Coin,
    Instrument,
    IntArray,
    LiquidatedTotals,
    Liquidation,
    MarketSource,
    Symbol,
    Ticker,
    Venue,
)
from engine.market.windows import STEPS_MS

STALE_AFTER = timedelta(minutes=2)
_DAY = timedelta(days=1)


class MemoryMarket:
    """Implements `MarketReader` and `MarketDoubts`. One event loop writes and reads; nothing here waits.

    Of what the venues list it holds the contracts of the coins in `share`, and answers for those alone.
    About 27 KB a contract and step: 500 contracts take some 110 MB.
    """

    def __init__(
        self, source: MarketSource, clock: Clock, capacity: int = CAPACITY, share: Share | None = None
    ) -> None:
        self.share: Share = share or WholeMarket()
        self._source = source
        self._clock = clock
        self._held = Holdings(self.share, clock, capacity)
        self._tallies: dict[Coin, LiquidationTally] = {}
        self._listening: dict[Venue, datetime] = {}
        self._heard_at: dict[Venue, datetime] = {}
        self._hearing = Hearing()
        self._screen = Screen(clock, self._hearing.skew_s)
        self._loading: dict[Venue, Loading] = {}
        self._watchers: list[BarWatcher] = []
        self._ticker_watchers: list[TickerWatcher] = []

    @property
    def source(self) -> MarketSource:
        return self._source

    async def coins(self) -> Sequence[Coin]:
        return self._held.ranked()

    async def instruments(self, coin: Coin) -> Sequence[Instrument]:
        return [series.instrument for series in self._held.largest_first(coin)]

    async def ended(self, coin: Coin) -> Sequence[Instrument]:
        """Of those that ended while this process ran, the last first."""
        return self._held.ended(coin)

    async def bars(self, coin: Coin, venue: Venue, step_ms: int, count: int) -> Bars:
        series = self.series(coin, venue)
        return Bars.empty(step_ms) if series is None else series.bars(step_ms, count)

    async def ticker(self, coin: Coin, venue: Venue) -> Ticker | None:
        series = self.series(coin, venue)
        return None if series is None else series.ticker

    async def liquidated(self, coin: Coin, since: datetime) -> LiquidatedTotals | None:
        listening = {venue: start for venue, start in self._listening.items() if self.series(coin, venue) is not None}
        totals = self._tallies.get(coin, LiquidationTally()).totals(since, listening)
        is_deaf = any(self._hearing.deaf(venue, since) >= DEAF for venue in listening)
        return replace(totals, is_floor=True) if totals is not None and is_deaf else totals

    def series(self, coin: Coin, venue: Venue) -> Series | None:
        """The coin's contract there, the one with the largest open interest where there are several."""
        return next((one for one in self._held.largest_first(coin) if one.instrument.venue is venue), None)

    def contract(self, venue: Venue, symbol: Symbol) -> Series | None:
        return self._held.contract(venue, symbol)

    def opens(self, venue: Venue, symbol: Symbol) -> IntArray:
        """Opens of the five-minute bars that are held, ascending."""
        series = self._held.contract(venue, symbol)
        return Bars.empty(STEPS_MS[0]).open_ms if series is None else series.held(STEPS_MS[0]).open_ms

    def contracts(self, venue: Venue) -> list[Instrument]:
        """All that are held of a venue, largest turnover first."""
        return self._held.contracts(venue)

    def age(self, coin: Coin, venue: Venue) -> timedelta | None:
        """Since the last word about it; None where nothing was ever heard."""
        series = self.series(coin, venue)
        return None if series is None or series.heard_at is None else self._clock.now() - series.heard_at

    def is_stale(self, coin: Coin, venue: Venue, after: timedelta = STALE_AFTER) -> bool:
        age = self.age(coin, venue)
        series = self.series(coin, venue)
        if age is None or series is None:
            return True
        # a recording speaks once a bar, and its bars may be coarse
        return age > (max(after, 2 * series.finest_step) if self._source is MarketSource.RECORDED else after)

    def heard_at(self, venue: Venue) -> datetime | None:
        """When the venue last said anything."""
        return self._heard_at.get(venue)

    def whole_since(self, venue: Venue) -> datetime | None:
        """Since when its stream is heard without a break: what it says of forced closes can be told by nobody later."""
        return self._hearing.whole_since(venue)

    def summed(self, coin: Coin, since: datetime, until: datetime) -> LiquidatedTotals | None:
        """Forced closes of exactly that span, where somebody else summed them."""
        return self._tallies.get(coin, LiquidationTally()).summed_exactly(since, until)

    def open_gaps(self, venue: Venue) -> list[Gap]:
        """What was missed and not yet read from REST."""
        return self._hearing.open_gaps(venue)

    @property
    def hearing(self) -> Hearing:
        return self._hearing

    async def flags(self, coin: Coin, venues: Sequence[Venue]) -> Sequence[Flag]:
        """What is in doubt about the coin at these venues now, beside what its bars and contracts say themselves."""
        since = self._clock.now() - _DAY
        found: list[Flag] = []
        for venue in venues:
            series = self.series(coin, venue)
            found += [] if series is None else self._screen.flags(venue, series.instrument.symbol)
            found += hearing_flags(venue, self._hearing.skew_s(venue), self._hearing.deaf(venue, since))
        return found

    def doubts(self, venue: Venue) -> dict[Coin, list[Flag]]:
        """Of all the venue's contracts that have any."""
        held = {one.coin: self._screen.flags(venue, one.symbol) for one in self.contracts(venue)}
        return {coin: flags for coin, flags in held.items() if flags}

    async def loading(self) -> Loading | None:
        """The first history, while it is being fetched."""
        return loading_of_all(self._loading.values())

    def load(self, venue: Venue, progress: Loading) -> None:
        self._loading[venue] = progress

    def watch(self, watcher: BarWatcher) -> None:
        """From now on `watcher` hears of every closed bar that a stream event brings, of every step."""
        self._watchers.append(watcher)

    def watch_tickers(self, watcher: TickerWatcher) -> None:
        """From now on `watcher` hears every ticker of a listed contract, once it is the newest here."""
        self._ticker_watchers.append(watcher)

    def list_instruments(self, venue: Venue, instruments: Iterable[Instrument], *, hold_new: bool = True) -> None:
        """The venue's contracts of today. Known ones keep their bars, delisted ones go. Without `hold_new` those that
        are new are only listed, until somebody follows them."""
        self._held.list_instruments(venue, instruments, hold_new=hold_new)

    def end(self, gone: Iterable[Instrument]) -> None:
        """What the venue told about contracts that are listed no more."""
        self._held.end(gone)

    def listed(self, venue: Venue) -> list[Instrument]:
        """All the venue lists, also those of which other processes take care."""
        return self._held.listed(venue)

    def coins_held(self) -> int:
        return self._held.coins_held()

    def coins_listed(self) -> int:
        """Of all venues, also those of which other processes take care."""
        return self._held.coins_listed()

    def let_go(self, venue: Venue) -> list[Instrument]:
        """Forgets what is not in the share any more; which contracts that were."""
        lost = self._held.let_go(venue)
        for one in lost:
            self._tallies.pop(one.coin, None)
        return lost

    def not_followed(self, venue: Venue) -> list[Instrument]:
        """What is in the share and not held yet."""
        return self._held.not_followed(venue)

    def follow(self, gained: Iterable[Instrument]) -> None:
        """Holds them from now on, still empty."""
        self._held.follow(gained)

    def listen(self, venue: Venue, since: datetime) -> None:
        """The venue's forced closes are heard from then on: silence means none, not unknown."""
        self._listening.setdefault(venue, since)
        self._hearing.begin(venue, since)

    def fill(self, venue: Venue, symbol: Symbol, bars: Bars) -> None:
        """History of any step, from the store or from REST. Tells no watcher: nobody acts on the past."""
        series = self._held.contract(venue, symbol)
        if series is not None:
            series.fill(self._screen.history(series, bars))

    def recall(self, event: Liquidation) -> None:
        """A forced close from before the restart. Listening counts from the first of them on."""
        self._tally(event.coin).add(event.venue, event.side, event.notional_usd, event.at)
        start = self._listening.get(event.venue, event.at)
        self._listening[event.venue] = min(start, event.at)

    def close_gap(self, gap: Gap) -> None:
        self._hearing.fill(gap)

    def apply(self, event: FeedEvent) -> FeedEvent | None:
        """What a stream said. Returns it as it was kept; None where it was refused, or of a contract not held."""
        if isinstance(event, FeedTrouble):
            return event
        if isinstance(event, Gap):
            self._hearing.missed(event)
            return event
        if isinstance(event, LiquidationsMeasured):
            self._tally(event.coin).add_summed(event.totals, event.until)
            return event
        if isinstance(event, CandleRefused):
            self._screen.doubt(event.venue, event.symbol, Flag(FlagKind.HALF_CANDLE, event.venue))
            return event
        return self._apply_to_contract(event)

    def _apply_to_contract(self, event: Ticker | Liquidation | BarClosed) -> FeedEvent | None:
        self._heard_at[event.venue] = self._clock.now()
        series = self._held.contract(event.venue, event.symbol)
        if series is None:
            return None
        series.heard_at = self._heard_at[event.venue]
        if isinstance(event, BarClosed):
            return self._close_bar(series, event)
        if isinstance(event, Liquidation):
            self._tally(event.coin).add(event.venue, event.side, event.notional_usd, event.at)
            return event
        if self._source is not MarketSource.RECORDED:  # a replay's clock runs at its own speed
            self._hearing.meter(event.venue).hear(event.at, series.heard_at)
        ticker = self._screen.ticker(series, event)
        series.tell(ticker)
        for hear in self._ticker_watchers:
            hear(ticker)
        return ticker

    def _close_bar(self, series: Series, event: BarClosed) -> BarClosed | None:
        bars = self._screen.closed(series, event.bars)
        if bars is None:
            return None
        for whole in series.close(bars):
            closed = SymbolBars(event.venue, event.symbol, event.coin, whole)
            for watcher in self._watchers:
                watcher(closed)
        return replace(event, bars=bars)

    def _tally(self, coin: Coin) -> LiquidationTally:
        return self._tallies.setdefault(coin, LiquidationTally())
