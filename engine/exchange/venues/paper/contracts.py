"""What can be traded on paper, as the chat asks it: by coin or by symbol."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.exchange.contract import Contract
from engine.market.ports import MarketReader
from engine.market.universe import symbol_unit
from engine.market.values import Coin, Instrument, Symbol, Venue


@dataclass(frozen=True, slots=True)
class MarketContracts:
    """Of the venue that paper follows. `make` None: its filters or tiers are not known."""

    reader: MarketReader
    venue: Venue
    make: Callable[[Instrument], Contract | None]

    async def of_coin(self, coin: Coin) -> Contract | None:
        """One that can be traded now."""
        for instrument in await self.reader.instruments(coin):
            if instrument.venue is self.venue and instrument.is_open:
                return self.make(instrument)
        return None

    async def of_symbol(self, symbol: Symbol) -> Contract | None:
        """Also one that is over, as long as it is listed."""
        for instrument in await self.reader.instruments(symbol_unit(symbol).coin):
            if instrument.venue is self.venue and instrument.symbol == symbol:
                return self.make(instrument)
        return None
