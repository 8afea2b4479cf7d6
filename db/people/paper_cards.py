"""Messages that follow an order, on Postgres."""

from collections.abc import Sequence

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.paper_cards import PaperCard
from engine.exchange.orders import Slot
from engine.exchange.venues.paper.ports import AccountNews
from engine.market.values import Coin, MarketSource, Symbol
from engine.market.windows import Window

_SQL = statements("paper_cards.sql")


class PaperCardRepository:
    """Implements `PaperCards`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put(self, card: PaperCard) -> PaperCard:
        row = await self._db.row(
            _SQL["put_card"],
            card.order_id,
            card.chat_id,
            card.message_id,
            card.user_id,
            card.account_id,
            card.source,
            card.coin,
            card.symbol,
            int(card.slot),
            card.window,
            card.risk_usdt,
            card.text_hash,
        )
        assert row is not None, "inserted, or there before"
        return _card(row)

    async def of_order(self, order_id: int, user_id: int) -> PaperCard | None:
        row = await self._db.row(_SQL["card_of_order"], order_id, user_id)
        return _card(row) if row else None

    async def of_position(self, account_id: int, symbol: Symbol, slot: Slot) -> Sequence[PaperCard]:
        return [_card(row) for row in await self._db.rows(_SQL["cards_of_position"], account_id, symbol, int(slot))]

    async def wake(self, news: Sequence[AccountNews]) -> bool:
        """Some more than it concerns may be woken: a look at a card costs little."""
        symbols = {symbol for one in news for symbol in one.symbols}
        orders = {order_id for one in news for order_id in one.order_ids}
        accounts = [one.account_id for one in news]
        return bool(await self._db.rows(_SQL["wake_cards"], accounts, sorted(symbols), sorted(orders)))

    async def due(self, source: MarketSource, limit: int, every_s: float) -> Sequence[PaperCard]:
        return [_card(row) for row in await self._db.rows(_SQL["due_cards"], source, limit, every_s)]

    async def move(self, order_id: int, chat_id: int, message_id: int, text_hash: str) -> None:
        await self._db.run(_SQL["move_card"], order_id, chat_id, message_id, text_hash)

    async def rest(self, account_id: int, symbol: Symbol, slot: Slot, for_s: float) -> None:
        await self._db.run(_SQL["rest_cards"], account_id, symbol, int(slot), for_s)

    async def shows(self, order_id: int, text_hash: str, *, is_ended: bool) -> bool:
        return await self._db.row(_SQL["card_shows"], order_id, text_hash, is_ended) is not None


def _card(row: asyncpg.Record) -> PaperCard:
    return PaperCard(
        order_id=row["order_id"],
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        user_id=row["user_id"],
        account_id=row["account_id"],
        source=MarketSource(row["source"]),
        coin=Coin(row["coin"]),
        symbol=Symbol(row["symbol"]),
        slot=Slot(row["slot"]),
        window=Window(row["time_window"]),
        risk_usdt=row["risk_usdt"],
        text_hash=row["text_hash"],
        is_ended=row["ended_at"] is not None,
    )
