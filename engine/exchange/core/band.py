"""The venue's band of order prices round the mark."""

from fractions import Fraction

from engine.exchange.core.market import Market
from engine.exchange.orders import PriceOf

Band = tuple[int | None, int | None]  # highest buy, lowest sell, in ticks


def band(market: Market) -> Band:
    """(None, None) where the venue states no ratios or no mark is known. The premium of mid over mark is taken as 0."""
    x, y, mark = market.contract.price_limit_x, market.contract.price_limit_y, market.mark
    if x is None or y is None or mark is None:
        return None, None
    index = market.prices.get(PriceOf.INDEX, mark)
    soft, hard = Fraction(x), Fraction(y)
    highest = min(mark * (1 + hard), max(Fraction(index), mark * (1 + soft)))
    lowest = max(mark * (1 - hard), min(Fraction(index), mark * (1 - soft)))
    return highest.__floor__(), lowest.__ceil__()
