"""Bid and ask of many contracts at once, for a competition's bell."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.club.rounds.books import BellPrice
from engine.exchange.venues.paper.contracts import PaperContracts
from engine.exchange.venues.paper.ports import Quotes
from engine.market.values import Symbol


@dataclass(frozen=True, slots=True)
class QuotedBellPrices:
    """Implements `BellPrices` by what members are quoted too."""

    contracts: PaperContracts
    quotes: Quotes

    async def prices(self, symbols: Sequence[Symbol]) -> Sequence[BellPrice]:
        return [price for symbol in symbols if (price := await self._price(symbol)) is not None]

    async def _price(self, symbol: Symbol) -> BellPrice | None:
        contract = await self.contracts.of_symbol(symbol)
        quote = None if contract is None else await self.quotes.quote(symbol)
        if contract is None or quote is None:
            return None
        return BellPrice(symbol, contract.coin, quote.bid_usd, quote.ask_usd, contract.taker_fee)
