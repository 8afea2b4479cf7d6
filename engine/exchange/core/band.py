"""The venue's band of order prices round the mark, as in force since 2026-05-26."""

from engine.exchange.core.market import RATE, Market
from engine.exchange.orders import PriceOf

Band = tuple[int | None, int | None]  # highest buy, lowest sell, in ticks


def band(market: Market) -> Band:
    """(None, None) where the venue states no ratios or no mark is known."""
    soft, hard, mark = market.numbers.soft, market.numbers.hard, market.mark
    if soft is None or hard is None or mark is None:
        return None, None
    index, premium = market.prices.get(PriceOf.INDEX, mark), market.premium
    parts = 2 * len(premium) or 1
    above = (mark * (RATE + soft) * parts + max(premium.total, 0) * RATE) // (RATE * parts)
    below = -((-mark * (RATE - soft) * parts - min(premium.total, 0) * RATE) // (RATE * parts))
    highest = min(mark * (RATE + hard) // RATE, max(index, above))
    return highest, max(-(-mark * (RATE - hard) // RATE), min(index, below))
