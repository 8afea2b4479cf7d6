"""What a coin costs now, whichever of its contracts tells."""

from engine.market.ports import MarketReader
from engine.market.values import Coin, Ticker


async def present_ticker(market: MarketReader, coin: Coin) -> Ticker | None:
    """Of the coin's largest contract that has one; None where nothing was heard yet."""
    for instrument in await market.instruments(coin):
        ticker = await market.ticker(coin, instrument.venue)
        if ticker is not None:
            return ticker
    return None
