"""Best bid and ask as the market tells them now, or nothing: an old price is no price."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from engine.exchange.contract import Contract
from engine.exchange.hearing import nearest_ticks
from engine.exchange.venues.paper.ports import Quote
from engine.market.ports import Clock, MarketReader
from engine.market.values import MarketSource, Symbol, Ticker

FRESH = timedelta(seconds=60)
_BAR_FRESH = timedelta(minutes=10)  # a recording speaks once a bar


@dataclass(frozen=True, slots=True)
class MarketQuotes:
    """A recording has no book: there bid and ask are its last price."""

    reader: MarketReader
    contract: Callable[[Symbol], Awaitable[Contract | None]]
    clock: Clock

    async def quote(self, symbol: Symbol) -> Quote | None:
        contract = await self.contract(symbol)
        if contract is None:
            return None
        ticker = await self.reader.ticker(contract.coin, contract.venue)
        if ticker is None or ticker.symbol != symbol or self.clock.now() - ticker.at > self._fresh():
            return None
        return quote_of(ticker, contract)

    def _fresh(self) -> timedelta:
        return _BAR_FRESH if self.reader.source is MarketSource.RECORDED else FRESH


def quote_of(ticker: Ticker, contract: Contract) -> Quote:
    last = _price(ticker.price_usd, contract)
    return Quote(
        contract.symbol,
        _price_or(ticker.bid_usd, contract, last),
        _price_or(ticker.ask_usd, contract, last),
        last,
        _price_or(ticker.mark_price_usd, contract, last),
        None if math.isnan(ticker.index_price_usd) else _price(ticker.index_price_usd, contract),
        Decimal(repr(ticker.funding_rate)),
        ticker.next_funding_at,
        ticker.at,
    )


def _price_or(price_usd: float, contract: Contract, otherwise: Decimal) -> Decimal:
    return otherwise if math.isnan(price_usd) else _price(price_usd, contract)


def _price(price_usd: float, contract: Contract) -> Decimal:
    """What the venue wrote, out of the float that carried it."""
    return contract.price(nearest_ticks(Decimal(repr(price_usd)), contract))
