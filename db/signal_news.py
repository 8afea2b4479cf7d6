"""What the channel was not told yet of signals."""

from collections.abc import Sequence

from db.database import Database
from db.statements import statements
from engine.market.values import MarketSource
from engine.signals.news import NEWS_FOR, NewsKind, SignalNews

_SQL = statements("signal_news")
_UNTOLD = {NewsKind.CONFIRMED: "untold_confirmed", NewsKind.ENDED: "untold_ended"}


class SignalNewsRepository:
    """Implements `NewsDesk`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def untold(self, kind: NewsKind, source: MarketSource, chat_id: int) -> Sequence[SignalNews]:
        within_s = NEWS_FOR[kind].total_seconds()
        rows = await self._database.rows(_SQL[_UNTOLD[kind]], source.value, chat_id, within_s)
        return [SignalNews(kind, source, row["signal_id"], row["at"]) for row in rows]
