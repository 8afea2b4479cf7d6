"""Prizes on Postgres: each step is taken once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import asyncpg

from db.database import Database
from db.rounds.statements import statements
from engine.club.rounds.rules import CLAIM_WITHIN
from engine.club.rounds.values import Prize, PrizeState, RoundKey
from engine.market.values import MarketSource

_SQL = statements("prizes.sql")
_LONGEST_ANSWER = 500


@dataclass(frozen=True, slots=True)
class PrizeRepository:
    """Implements `Prizes` and `PrizeStore`. Raises `StorageAway`."""

    database: Database
    source: MarketSource

    async def make(
        self, key: RoundKey, user_id: int, account_id: int, amount_usd: Decimal, state: PrizeState, now: datetime
    ) -> None:
        asked = (key, user_id, account_id, amount_usd, state.value, now)
        await self.database.run(_SQL["make_prize"], self.source.value, *asked)

    async def in_state(self, state: PrizeState) -> Sequence[Prize]:
        return await self._all("prizes_in_state", state.value)

    async def asked(self, prize_id: int, now: datetime) -> bool:
        return await self._step("ask_prize", prize_id, now)

    async def expire(self, before: datetime) -> None:
        await self.database.run(_SQL["expire_prizes"], self.source.value, before)

    async def unclaimed_since(self, since: datetime) -> Sequence[Prize]:
        return await self._all("unclaimed_since", since)

    async def prize(self, prize_id: int) -> Prize | None:
        row = await self.database.row(_SQL["find_prize"], self.source.value, prize_id)
        return None if row is None else _prize(row)

    async def of(self, user_id: int) -> Sequence[Prize]:
        return await self._all("prizes_of", user_id)

    async def open(self) -> Sequence[Prize]:
        return await self._all("open_prizes")

    async def claim(self, prize_id: int, user_id: int, how: str, now: datetime) -> bool:
        told = how.strip()[:_LONGEST_ANSWER]
        return bool(told) and await self._step("claim_prize", prize_id, user_id, told, now, now - CLAIM_WITHIN)

    async def paid(self, prize_id: int, now: datetime) -> bool:
        return await self._step("pay_prize", prize_id, now)

    async def release(self, prize_id: int, now: datetime) -> bool:
        return await self._step("release_prize", prize_id)

    async def refuse(self, prize_id: int, now: datetime) -> bool:
        return await self._step("refuse_prize", prize_id)

    async def _step(self, name: str, *asked: object) -> bool:
        return await self.database.row(_SQL[name], self.source.value, *asked) is not None

    async def _all(self, name: str, *asked: object) -> Sequence[Prize]:
        return [_prize(row) for row in await self.database.rows(_SQL[name], self.source.value, *asked)]


def _prize(row: asyncpg.Record) -> Prize:
    return Prize(
        row["prize_id"], RoundKey(row["round_key"]), row["user_id"], row["account_id"], row["amount_usd"],
        PrizeState(row["state"]), row["made_at"], row["asked_at"], row["claimed_at"], row["how"], row["paid_at"],
    )  # fmt: skip
