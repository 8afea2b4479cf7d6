"""The market as it is now, in memory: what every answer is read from."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from engine.feeds.ports import BarClosed, FeedEvent, FeedTrouble, Gap, LiquidationsMeasured
from engine.market.liquidated import LiquidationTally
from engine.market.ports import Clock
from engine.market.series import CAPACITY, Series
from engine.market.share import Share, WholeMarket
from engine.market.store import BarWatcher, SymbolBars, TickerWatcher
from engine.market.values import (
    Bars,
    Coin,
    Instrument,
    LiquidatedTotals,
    Liquidation,
    MarketSource,
    Symbol,
    Ticker,
    Venue,
)

STALE_AFTER = timedelta(minutes=2)
_MOST_GAPS = 1_000
_RANK_KEPT = timedelta(seconds=5)  # the order of turnover; everybody who types a coin asks for it


class MemoryMarket:
    """Implements `MarketReader`. One event loop writes and reads; nothing here waits.

    Of what the venues list it holds the contracts of the coins in `share`, and answers for those alone.
    About 27 KB a contract and step: 500 contracts take some 110 MB.
    """

    def __init__(
        self, source: MarketSource, clock: Clock, capacity: int = CAPACITY, share: Share | None = None
    ) -> None:
        self.share: Share = share or WholeMarket()
        self._source = source
        self._clock = clock
        self._capacity = capacity
        self._listed: dict[Venue, list[Instrument]] = {}
        self._series: dict[tuple[Venue, Symbol], Series] = {}
        self._of_coin: dict[Coin, list[Series]] = {}
        self._tallies: dict[Coin, LiquidationTally] = {}
        self._listening: dict[Venue, datetime] = {}
        self._heard_at: dict[Venue, datetime] = {}
        self._whole_since: dict[Venue, datetime] = {}
        self._gaps: list[Gap] = []
        self._ranked: tuple[Coin, ...] = ()
        self._ranked_at = clock.now()
        self._watchers: list[BarWatcher] = []
        self._ticker_watchers: list[TickerWatcher] = []

    @property
    def source(self) -> MarketSource:
        return self._source

    async def coins(self) -> Sequence[Coin]:
        now = self._clock.now()
        if not self._ranked or abs(now - self._ranked_at) > _RANK_KEPT:
            self._ranked, self._ranked_at = self._rank(), now
        return self._ranked

    def _rank(self) -> tuple[Coin, ...]:
        turnover = {coin: sum(one.turnover_24h_usd for one in series) for coin, series in self._of_coin.items()}
        return tuple(sorted(turnover, key=lambda coin: (-turnover[coin], coin)))

    async def instruments(self, coin: Coin) -> Sequence[Instrument]:
        return [series.instrument for series in self._largest_first(coin)]

    async def bars(self, coin: Coin, venue: Venue, step_ms: int, count: int) -> Bars:
        series = self.series(coin, venue)
        return Bars.empty(step_ms) if series is None else series.bars(step_ms, count)

    async def ticker(self, coin: Coin, venue: Venue) -> Ticker | None:
        series = self.series(coin, venue)
        return None if series is None else series.ticker

    async def liquidated(self, coin: Coin, since: datetime) -> LiquidatedTotals | None:
        listening = {venue: start for venue, start in self._listening.items() if self.series(coin, venue) is not None}
        return self._tallies.get(coin, LiquidationTally()).totals(since, listening)

    def series(self, coin: Coin, venue: Venue) -> Series | None:
        """The coin's contract there, the one with the largest open interest where there are several."""
        return next((one for one in self._largest_first(coin) if one.instrument.venue is venue), None)

    def contract(self, venue: Venue, symbol: Symbol) -> Series | None:
        return self._series.get((venue, symbol))

    def contracts(self, venue: Venue) -> list[Instrument]:
        """All contracts of a venue, largest turnover first."""
        here = [one for one in self._series.values() if one.instrument.venue is venue]
        return [one.instrument for one in sorted(here, key=lambda one: -one.turnover_24h_usd)]

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
        return self._whole_since.get(venue)

    def summed(self, coin: Coin, since: datetime, until: datetime) -> LiquidatedTotals | None:
        """Forced closes of exactly that span, where somebody else summed them."""
        return self._tallies.get(coin, LiquidationTally()).summed_exactly(since, until)

    def open_gaps(self, venue: Venue) -> list[Gap]:
        """What was missed and not yet read from REST."""
        return [gap for gap in self._gaps if gap.venue is venue]

    def watch(self, watcher: BarWatcher) -> None:
        """From now on `watcher` hears of every closed bar that a stream event brings, of every step."""
        self._watchers.append(watcher)

    def watch_tickers(self, watcher: TickerWatcher) -> None:
        """From now on `watcher` hears every ticker of a listed contract, once it is the newest here."""
        self._ticker_watchers.append(watcher)

    def list_instruments(self, venue: Venue, instruments: Iterable[Instrument]) -> None:
        """The venue's contracts of today. Known ones keep their bars, delisted ones go."""
        listed = {(venue, one.symbol): one for one in instruments}
        self._listed[venue] = list(listed.values())
        for key in [key for key in self._series if key[0] is venue and key not in listed]:
            del self._series[key]
        for key, instrument in listed.items():
            if key in self._series:
                self._series[key].instrument = instrument
            elif self.share.holds(instrument.coin):
                self._series[key] = Series(instrument, self._capacity)
        self._sort_by_coin()

    def listed(self, venue: Venue) -> list[Instrument]:
        """All the venue lists, also those of which other processes take care."""
        return list(self._listed.get(venue, ()))

    def coins_held(self) -> int:
        return len(self._of_coin)

    def coins_listed(self) -> int:
        """Of all venues, also those of which other processes take care."""
        return len({one.coin for listed in self._listed.values() for one in listed})

    def let_go(self, venue: Venue) -> list[Instrument]:
        """Forgets what is not in the share any more; which contracts that were."""
        lost = [one for one in self.contracts(venue) if not self.share.holds(one.coin)]
        for one in lost:
            del self._series[venue, one.symbol]
            self._tallies.pop(one.coin, None)
        self._sort_by_coin()
        return lost

    def not_followed(self, venue: Venue) -> list[Instrument]:
        """What is in the share and not held yet."""
        return [
            one for one in self.listed(venue) if (venue, one.symbol) not in self._series and self.share.holds(one.coin)
        ]

    def follow(self, gained: Iterable[Instrument]) -> None:
        """Holds them from now on, still empty."""
        for one in gained:
            self._series.setdefault((one.venue, one.symbol), Series(one, self._capacity))
        self._sort_by_coin()

    def _sort_by_coin(self) -> None:
        self._of_coin.clear()
        self._ranked = ()
        for series in self._series.values():
            self._of_coin.setdefault(series.instrument.coin, []).append(series)

    def listen(self, venue: Venue, since: datetime) -> None:
        """The venue's forced closes are heard from then on: silence means none, not unknown."""
        self._listening.setdefault(venue, since)
        self._whole_since[venue] = since

    def fill(self, venue: Venue, symbol: Symbol, bars: Bars) -> None:
        """History of any step, from the store or from REST. Tells no watcher: nobody acts on the past."""
        series = self._series.get((venue, symbol))
        if series is not None:
            series.fill(bars)

    def recall(self, event: Liquidation) -> None:
        """A forced close from before the restart. Listening counts from the first of them on."""
        self._tally(event.coin).add(event.venue, event.side, event.notional_usd, event.at)
        start = self._listening.get(event.venue, event.at)
        self._listening[event.venue] = min(start, event.at)

    def close_gap(self, gap: Gap) -> None:
        self._gaps = [one for one in self._gaps if one != gap]

    def apply(self, event: FeedEvent) -> None:
        """What a stream said. Contracts that are not listed are ignored."""
        if isinstance(event, FeedTrouble):
            return
        if isinstance(event, Gap):
            self._gaps = [*self._gaps[-_MOST_GAPS:], event]
            self._whole_since[event.venue] = max(event.until, self._whole_since.get(event.venue, event.until))
            return
        if isinstance(event, LiquidationsMeasured):
            self._tally(event.coin).add_summed(event.totals, event.until)
            return
        self._heard_at[event.venue] = self._clock.now()
        series = self._series.get((event.venue, event.symbol))
        if series is None:
            return
        series.heard_at = self._heard_at[event.venue]
        if isinstance(event, Ticker):
            series.ticker = event
            for hear in self._ticker_watchers:
                hear(event)
        elif isinstance(event, Liquidation):
            self._tally(event.coin).add(event.venue, event.side, event.notional_usd, event.at)
        else:
            self._close_bar(series, event)

    def _close_bar(self, series: Series, event: BarClosed) -> None:
        for bars in series.close(event.bars):
            closed = SymbolBars(event.venue, event.symbol, event.coin, bars)
            for watcher in self._watchers:
                watcher(closed)

    def _tally(self, coin: Coin) -> LiquidationTally:
        return self._tallies.setdefault(coin, LiquidationTally())

    def _largest_first(self, coin: Coin) -> list[Series]:
        return sorted(self._of_coin.get(coin, ()), key=lambda series: -series.oi_usd)
