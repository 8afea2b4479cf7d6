"""What people ask of the market, from their words to values."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.callbacks import SHARED, CardAction, CardKind, CardPress, LeverageChoice, ModelChoice, VenueChoice
from bot.ports import Clock, Maps, Scans
from engine.errors import CoinEnded, EngineError, Refused, StorageAway, UnknownCoin
from engine.liquidations.doubts import no_history
from engine.liquidations.values import LiquidationMap, MapQuery, Scan
from engine.market.asked import Asked, parse_asked
from engine.market.ports import MarketDoubts, MarketReader
from engine.market.universe import coin_typed, parse_coin
from engine.market.values import Coin, LiquidatedTotals, Venue
from engine.market.windows import Window

_COINS_KEPT_S = 10.0
_BIGGEST = 8
_LEVERAGE = {
    "high": LeverageChoice.HIGH,
    "50x": LeverageChoice.HIGH,
    "50x+": LeverageChoice.HIGH,
    "mid": LeverageChoice.MID,
    "25x": LeverageChoice.MID,
    "25x+": LeverageChoice.MID,
}
_VENUES = {"bybit": VenueChoice.BYBIT, "binance": VenueChoice.BINANCE}
_MODELS = {
    "m1": ModelChoice.CG1,
    "m2": ModelChoice.CG2,
    "m3": ModelChoice.CG3,
    "coinglass": ModelChoice.CG1,
    "helix": ModelChoice.HELIX,
}


@dataclass(slots=True)
class Desk:
    market: MarketReader
    scans: Scans
    maps: Maps
    clock: Clock
    _coins: Sequence[Coin] = ()
    _coins_until: float = field(default=0.0)

    def now(self) -> datetime:
        return self.clock.now()

    async def coins(self) -> Sequence[Coin]:
        """All coins, largest first. Counted again every ten seconds."""
        if not self._coins or time.monotonic() > self._coins_until:
            self._coins = await self.market.coins()
            self._coins_until = time.monotonic() + _COINS_KEPT_S
        return self._coins

    async def biggest(self) -> Sequence[Coin]:
        return (await self.coins())[:_BIGGEST]

    async def understand(self, typed: str) -> Asked:
        """Raises `UnknownCoin`, `UnknownWindow`, `CoinEnded`, and `NoData` while no coin is known at all."""
        coins = await self.coins()
        if not coins and typed.strip():
            raise await no_history(self.market, Coin(typed.split()[0][:20].upper()), (), self.now())
        try:
            return parse_asked(typed, coins)
        except UnknownCoin as unknown:
            raise await self._ended(unknown) from unknown

    async def _ended(self, unknown: UnknownCoin) -> Refused:
        """A coin that was delisted is not unknown."""
        if isinstance(self.market, MarketDoubts) and (ended := await self.market.ended(coin_typed(unknown.typed))):
            return CoinEnded(ended[0].coin, ended[0].ends_at)
        return unknown

    async def coin_of(self, typed: str) -> Coin:
        """Raises `UnknownCoin`."""
        return parse_coin(typed, await self.coins())

    async def venues(self, coin: Coin) -> Sequence[Venue]:
        instruments = await self.market.instruments(coin)
        return [venue for venue in Venue if any(i.venue is venue for i in instruments)]

    async def scan(self, query: MapQuery) -> Scan:
        return await self.scans(query)

    async def map_and_scan(self, query: MapQuery) -> tuple[LiquidationMap, Scan]:
        """Both from the same bar."""
        return await self.maps(query), await self.scans(query)

    async def scan_or_none(self, query: MapQuery) -> Scan | None:
        """For screens on which the scan is an extra. A store that is away is still an error."""
        try:
            return await self.scans(query)
        except StorageAway:
            raise
        except EngineError:
            return None

    async def swept(self, heat_map: LiquidationMap) -> LiquidatedTotals | None:
        """Measured forced closes in the map's window."""
        return await self.market.liquidated(heat_map.query.coin, heat_map.at - heat_map.query.window.span)


def card_of(kind: CardKind, coin: Coin, window: Window, words: Sequence[str], owner: str = SHARED) -> CardPress:
    """`min=75`, `lev=high`, `ex=bybit`, `m1`, `whales` are the filter's buttons as words; other words are ignored."""
    said = dict(word.lower().split("=", 1) for word in words if "=" in word)
    weak = said.get("min", "").rstrip("%")
    return CardPress(
        do=CardAction.OPEN,
        kind=kind,
        coin=coin,
        window=window,
        venue=_VENUES.get(said.get("ex", ""), VenueChoice.ALL),
        leverage=_LEVERAGE.get(said.get("lev", ""), LeverageChoice.ALL),
        hide_weak=min(int(weak), 95) if weak.isascii() and weak.isdecimal() and len(weak) < 4 else 0,
        owner=owner,
        model=model_of(words),
        whales="whales" in {word.lower() for word in words},
    )


def model_of(words: Sequence[str]) -> ModelChoice:
    """`m1`, `m2`, `m3`, `helix`; the first that was said."""
    return next((_MODELS[word.lower()] for word in words if word.lower() in _MODELS), ModelChoice.ANY)
