"""Records that another process measures, read from the store."""

from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.keeper import RecordStore
from engine.liquidations.records.version import model_version
from engine.liquidations.values import Record
from engine.market.ports import Clock
from engine.market.rereading import Reread
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window


class StoredRecords:
    """Implements `Records` for one source, as of `clock`."""

    def __init__(self, store: RecordStore, source: MarketSource, clock: Clock) -> None:
        self._store = store
        self._source = source
        self._clock = clock
        self._book = Reread(self._read, RecordBook(source))

    async def record(self, coin: Coin, window: Window, source: MarketSource) -> Record | None:
        return await (await self._book.now()).record(coin, window, source)

    async def _read(self) -> RecordBook:
        book = RecordBook(self._source)
        book.put(await self._store.load(self._source, model_version(), self._clock.now()))
        return book
