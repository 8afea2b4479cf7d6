"""No vendor: nobody set a key."""

from dataclasses import dataclass

from engine.liquidations.vendor.refusals import VendorRefused, VendorWhy
from engine.liquidations.vendor.values import Dated, MapModel, VendorDay
from engine.market.values import Coin
from engine.market.windows import Window


@dataclass(frozen=True, slots=True)
class NoVendor:
    """Implements `VendorMaps`."""

    @property
    def has_key(self) -> bool:
        return False

    async def map(self, coin: Coin, window: Window, model: MapModel) -> Dated:
        raise VendorRefused(VendorWhy.NO_KEY)

    async def day(self, coin: Coin) -> VendorDay | None:
        return None
