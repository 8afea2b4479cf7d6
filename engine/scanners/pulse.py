"""What changes with every five-minute bar of a coin, and inside it when something jumps."""

from dataclasses import dataclass
from datetime import UTC, datetime

from engine.liquidations.values import Confirmation
from engine.market.ports import MarketReader
from engine.market.values import Coin, Venue
from engine.scanners.spikes import CONFIRMATION_STEP_MS, confirm_now
from engine.scanners.thresholds import ThresholdBook, Thresholds

FRESH_BARS = 13


@dataclass(frozen=True, slots=True)
class Pulse:
    """Of the contract with the largest open interest. `price_usd`: the last close."""

    venue: Venue
    close_ms: int
    price_usd: float
    confirmation: Confirmation

    @property
    def limits(self) -> Thresholds:
        return self.confirmation.thresholds

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.close_ms / 1000, UTC)


async def feel(
    reader: MarketReader, coin: Coin, thresholds: ThresholdBook, good_until_next: Pulse | None = None
) -> Pulse | None:
    """None where no bar is held. `good_until_next` comes back as it is while its bar is still the newest and the
    thresholds are those it was judged by."""
    instruments = await reader.instruments(coin)
    if not instruments:
        return None
    venue = instruments[0].venue
    limits = thresholds.of(coin)
    if good_until_next is not None and good_until_next.venue is venue and good_until_next.limits == limits:
        newest = await reader.bars(coin, venue, CONFIRMATION_STEP_MS, 1)
        if len(newest) and int(newest.open_ms[-1]) + newest.step_ms == good_until_next.close_ms:
            return good_until_next
    bars = await reader.bars(coin, venue, CONFIRMATION_STEP_MS, FRESH_BARS)
    if not len(bars):
        return None
    confirmation = confirm_now(bars, await reader.ticker(coin, venue), limits)
    return Pulse(venue, int(bars.open_ms[-1]) + bars.step_ms, float(bars.close[-1]), confirmation)
