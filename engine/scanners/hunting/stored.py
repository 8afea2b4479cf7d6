"""Histories that another process measures, read from the store."""

from engine.liquidations.records.version import model_version
from engine.market.ports import Clock
from engine.market.rereading import Reread
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.scanners.hunting.book import CoinHistory, HistoryStore, HuntBook, Hunters


class StoredHunts:
    """Implements `Hunts` for one source, as of `clock`."""

    def __init__(self, store: HistoryStore, source: MarketSource, clock: Clock) -> None:
        self._store = store
        self._source = source
        self._clock = clock
        self._book = Reread(self._read, HuntBook(source))

    async def ranking(self, window: Window) -> Hunters:
        return await (await self._book.now()).ranking(window)

    async def history(self, coin: Coin) -> CoinHistory:
        return await (await self._book.now()).history(coin)

    async def _read(self) -> HuntBook:
        book = HuntBook(self._source)
        book.put(await self._store.load(self._source, model_version(), self._clock.now()))
        return book
