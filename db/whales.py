"""Public accounts and their positions, as last seen."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from db.database import Database
from db.statements import statements
from engine.market.values import Coin, MarketSource, Side
from engine.whales.values import CoinContext, WhalePosition

_SQL = statements("whales")


class WhaleRepository:
    """Implements `WhaleStore` and `WhaleReader`. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "whales") -> None:
        self._database = database
        self._agent = agent

    async def keep(
        self, source: MarketSource, account: str, positions: Sequence[WhalePosition], seen_at: datetime
    ) -> None:
        """All of the account's positions: others are closed. An older look never overwrites a newer one."""
        row = await self._database.row(_SQL["keep_account"], source.value, self._agent, account, seen_at)
        if row is None or not row["taken"]:
            return
        rows = [
            (
                one.coin,
                one.side.value,
                one.size_base,
                one.entry_usd,
                one.leverage,
                one.is_cross,
                one.liquidation_usd,
                one.notional_usd,
                one.margin_usd,
            )
            for one in {one.coin: one for one in positions}.values()
        ]
        columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(9)]
        await self._database.run(_SQL["keep_positions"], source.value, self._agent, account, seen_at, *columns)

    async def keep_contexts(self, source: MarketSource, contexts: Sequence[CoinContext]) -> None:
        if not contexts:
            return
        figures = {one.coin: one for one in contexts}  # a coin under two names counts once
        columns = ([*figures], [one.oi_base for one in figures.values()], [one.mark_usd for one in figures.values()])
        seen_at = contexts[0].seen_at
        await self._database.run(_SQL["keep_contexts"], source.value, self._agent, *columns, seen_at)

    async def accounts(self, source: MarketSource, since: datetime) -> list[str]:
        return [row["account"] for row in await self._database.rows(_SQL["accounts"], source.value, since)]

    async def account_count(self, source: MarketSource, since: datetime) -> int:
        row = await self._database.row(_SQL["account_count"], source.value, since)
        return 0 if row is None else int(row["accounts"])

    async def forget(self, source: MarketSource, before: datetime) -> None:
        await self._database.run(_SQL["forget"], source.value, before)

    async def positions(self, source: MarketSource, coin: Coin, since: datetime) -> list[WhalePosition]:
        rows = await self._database.rows(_SQL["positions"], source.value, coin, since)
        return [_position(row) for row in rows]

    async def context(self, source: MarketSource, coin: Coin) -> CoinContext | None:
        row = await self._database.row(_SQL["context"], source.value, coin)
        return None if row is None else CoinContext(coin, row["oi_base"], row["mark_usd"], row["seen_at"])


def _position(row: asyncpg.Record) -> WhalePosition:
    return WhalePosition(
        row["account"],
        Coin(row["coin"]),
        Side(row["side"]),
        row["size_base"],
        row["entry_usd"],
        row["leverage"],
        row["is_cross"],
        row["liquidation_usd"],
        row["notional_usd"],
        row["margin_usd"],
        row["seen_at"],
    )
