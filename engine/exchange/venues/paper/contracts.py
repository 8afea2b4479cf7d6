"""Which contract a coin is traded by on paper, in the steps that its rows are counted in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.exchange.contract import Contract
from engine.exchange.from_instrument import assumed_contract, contract_of
from engine.exchange.venues.paper.listing import Keep
from engine.market.ports import MarketReader
from engine.market.universe import symbol_unit
from engine.market.values import Coin, Instrument, MarketSource, Symbol, Venue


def maker_of_contracts(source: MarketSource) -> Callable[[Instrument], Contract | None]:
    """Recordings know no filters and tiers: there those of contracts alike are assumed."""
    if source is MarketSource.RECORDED:
        return lambda instrument: contract_of(instrument) or assumed_contract(instrument)
    return contract_of


def of_paper_venue(instruments: Sequence[Instrument], source: MarketSource) -> list[Instrument]:
    """Paper follows Bybit, also where another venue was heard first or lists what Bybit does not: its steps, tiers and
    prices are not those of the tape. Only a recording may have nothing of Bybit: then what it has."""
    venues = {one.venue for one in instruments}
    is_other = source is MarketSource.RECORDED and Venue.BYBIT not in venues
    venue = min(venues, default=Venue.BYBIT) if is_other else Venue.BYBIT
    return [one for one in instruments if one.venue is venue]


@dataclass(frozen=True, slots=True)
class PaperContracts:
    """For the chat. What was made once is remembered until the venue tells the contract otherwise."""

    reader: MarketReader
    make: Callable[[Instrument], Contract | None]
    keep: Keep
    _made: dict[Symbol, tuple[Instrument, Contract | None]] = field(default_factory=dict)

    async def of_coin(self, coin: Coin) -> Contract | None:
        """None: it is not listed there, or its filters and tiers are not known."""
        listed = of_paper_venue(await self.reader.instruments(coin), self.reader.source)
        return await self._contract(listed[0]) if listed and listed[0].is_open else None

    async def of_symbol(self, symbol: Symbol) -> Contract | None:
        listed = of_paper_venue(await self.reader.instruments(symbol_unit(symbol).coin), self.reader.source)
        found = next((one for one in listed if one.symbol == symbol), None)
        return None if found is None else await self._contract(found)

    async def _contract(self, instrument: Instrument) -> Contract | None:
        known = self._made.get(instrument.symbol)
        if known is None or known[0] != instrument:
            made = self.make(instrument)
            kept = None if made is None else (await self.keep([made]))[0]
            known = self._made[instrument.symbol] = (instrument, kept)
        return known[1]
