"""What the chat asks of a vendor."""

from typing import Protocol

from engine.liquidations.vendor.values import Dated, MapModel, VendorDay
from engine.market.values import Coin
from engine.market.windows import Window


class VendorMaps(Protocol):
    @property
    def has_key(self) -> bool: ...

    async def map(self, coin: Coin, window: Window, model: MapModel) -> Dated:
        """Raises `VendorRefused`."""
        ...

    async def day(self, coin: Coin) -> VendorDay | None:
        """Measured figures beside the map; None where the vendor does not give them now. Never raises for that."""
        ...
