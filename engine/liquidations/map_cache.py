"""Maps made once for everybody: one build for a query and bar, however many ask at the same time."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from prometheus_client import Counter

from engine.liquidations.values import LiquidationMap, MapQuery

MAP_ANSWERS = Counter("helix_liquidation_maps_total", "Maps handed out, by where they came from", ["origin"])

Key = tuple[MapQuery, int]  # the query and the close of the newest bar, UTC ms


class MapCache:
    """The newest `capacity` maps; the one asked for longest ago is dropped. A failed build is not remembered."""

    def __init__(self, capacity: int = 64) -> None:
        self._capacity = capacity
        self._maps: OrderedDict[Key, LiquidationMap] = OrderedDict()
        self._building: dict[Key, asyncio.Lock] = {}

    def __len__(self) -> int:
        return len(self._maps)

    async def get(self, key: Key, build: Callable[[], Awaitable[LiquidationMap]]) -> LiquidationMap:
        """Whoever comes first builds; whoever comes meanwhile waits, and builds only if that failed."""
        lock = self._building.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                if key in self._maps:
                    self._maps.move_to_end(key)
                    MAP_ANSWERS.labels("cache").inc()
                    return self._maps[key]
                MAP_ANSWERS.labels("build").inc()
                return self._keep(key, await build())
        finally:
            if not lock.locked():
                self._building.pop(key, None)

    def _keep(self, key: Key, heatmap: LiquidationMap) -> LiquidationMap:
        self._maps[key] = heatmap
        while len(self._maps) > self._capacity:
            self._maps.popitem(last=False)
        return heatmap
