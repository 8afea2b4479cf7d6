"""Which contracts are held in memory: of all that venues list those of this process's share; and which are over."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from engine.market.ports import Clock
from engine.market.series import Series
from engine.market.share import Share
from engine.market.values import Coin, ContractStatus, Instrument, Symbol, Venue

_RANK_KEPT = timedelta(seconds=5)  # the order of turnover; everybody who types a coin asks for it


class Holdings:
    """One event loop writes and reads."""

    def __init__(self, share: Share, clock: Clock, capacity: int) -> None:
        self._share = share
        self._clock = clock
        self._capacity = capacity
        self._listed: dict[Venue, list[Instrument]] = {}
        self._series: dict[tuple[Venue, Symbol], Series] = {}
        self._of_coin: dict[Coin, list[Series]] = {}
        self._ended: dict[tuple[Venue, Symbol], Instrument] = {}
        self._ranked: tuple[Coin, ...] = ()
        self._ranked_at = clock.now()

    def ranked(self) -> Sequence[Coin]:
        """The coins held, largest turnover first, as of some seconds ago at most."""
        now = self._clock.now()
        if not self._ranked or abs(now - self._ranked_at) > _RANK_KEPT:
            self._ranked, self._ranked_at = self._rank(), now
        return self._ranked

    def _rank(self) -> tuple[Coin, ...]:
        turnover = {coin: sum(one.turnover_24h_usd for one in series) for coin, series in self._of_coin.items()}
        return tuple(sorted(turnover, key=lambda coin: (-turnover[coin], coin)))

    def largest_first(self, coin: Coin) -> list[Series]:
        """The coin's contracts by open interest."""
        return sorted(self._of_coin.get(coin, ()), key=lambda series: -series.oi_usd)

    def contract(self, venue: Venue, symbol: Symbol) -> Series | None:
        return self._series.get((venue, symbol))

    def contracts(self, venue: Venue) -> list[Instrument]:
        """All that are held of a venue, largest turnover first."""
        here = [one for one in self._series.values() if one.instrument.venue is venue]
        return [one.instrument for one in sorted(here, key=lambda one: -one.turnover_24h_usd)]

    def listed(self, venue: Venue) -> list[Instrument]:
        """All the venue lists, also those of which other processes take care."""
        return list(self._listed.get(venue, ()))

    def coins_held(self) -> int:
        return len(self._of_coin)

    def coins_listed(self) -> int:
        """Of all venues, also those of which other processes take care."""
        return len({one.coin for listed in self._listed.values() for one in listed})

    def list_instruments(self, venue: Venue, instruments: Iterable[Instrument], *, hold_new: bool = True) -> None:
        """The venue's contracts of today. Known ones keep their bars, delisted ones go. Without `hold_new` those that
        are new are only listed."""
        listed = {(venue, one.symbol): one for one in instruments}
        self._listed[venue] = list(listed.values())
        for key in [key for key in self._series if key[0] is venue and key not in listed]:
            self.end([replace(self._series.pop(key).instrument, status=ContractStatus.CLOSED)])
        for key, instrument in listed.items():
            if key in self._series:
                self._series[key].instrument = instrument
            elif hold_new and self._share.holds(instrument.coin):
                self._series[key] = Series(instrument, self._capacity)
            self._ended.pop(key, None)
        self._sort_by_coin()

    def end(self, gone: Iterable[Instrument]) -> None:
        """What the venue told about contracts that are listed no more."""
        for instrument in gone:
            self._ended[instrument.venue, instrument.symbol] = instrument

    def ended(self, coin: Coin) -> list[Instrument]:
        """Of those that ended while this process ran, the last first."""
        found = [one for one in self._ended.values() if one.coin == coin]
        now: datetime = self._clock.now()
        return sorted(found, key=lambda one: one.ends_at or now, reverse=True)

    def let_go(self, venue: Venue) -> list[Instrument]:
        """Forgets what is not in the share any more; which contracts that were."""
        lost = [one for one in self.contracts(venue) if not self._share.holds(one.coin)]
        for one in lost:
            del self._series[venue, one.symbol]
        self._sort_by_coin()
        return lost

    def not_followed(self, venue: Venue) -> list[Instrument]:
        """What is in the share and not held yet."""
        return [
            one for one in self.listed(venue) if (venue, one.symbol) not in self._series and self._share.holds(one.coin)
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
