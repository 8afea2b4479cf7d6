"""Joining and leaving on Postgres."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from db.database import Database
from db.rounds.statements import statements
from engine.club.rounds.calendar import round_at
from engine.club.rounds.values import JoinState, Membership, Period, Round, Unranked
from engine.market.values import Coin, MarketSource

_SQL = statements("joining.sql")
_OUT = {
    Unranked.SMALL: JoinState.SMALL,
    Unranked.LEFT: JoinState.OUT,
    Unranked.RESET: JoinState.OUT,
}


@dataclass(frozen=True, slots=True)
class JoiningRepository:
    """Implements `Joining`. Raises `StorageAway`."""

    database: Database
    source: MarketSource
    zone: ZoneInfo

    async def join(self, user_id: int, period: Period, now: datetime) -> Membership:
        account = await self.database.row(_SQL["open_account_of"], self.source.value, user_id)
        if account is None:
            return Membership(period, user_id, 0, now, JoinState.NO_ACCOUNT)
        account_id, running = account["account_id"], round_at(period, now, self.zone)
        asked = (self.source.value, period.value, user_id, account_id, now, running.starts_at, running.ends_at)
        async with self.database.transaction() as connection:
            await connection.execute(_SQL["lock_account"], account_id)
            await connection.execute(_SQL["join"], *asked)
            await connection.execute(_SQL["wish_limits"], self.source.value, account_id)
        return (await self.memberships(user_id, now))[period]

    async def leave(self, user_id: int, period: Period, now: datetime) -> bool:
        member = await self.database.row(_SQL["member_account"], self.source.value, period.value, user_id)
        if member is None:
            return False
        asked = (self.source.value, period.value, user_id, now)
        async with self.database.transaction() as connection:
            await connection.execute(_SQL["lock_account"], member["account_id"])
            left = await connection.fetchrow(_SQL["leave"], *asked)
            if left is not None:
                await connection.execute(_SQL["leave_entry"], *asked)
                await connection.execute(_SQL["wish_limits"], self.source.value, member["account_id"])
        return left is not None

    async def memberships(self, user_id: int, now: datetime) -> Mapping[Period, Membership]:
        running = {period: round_at(period, now, self.zone) for period in Period}
        keys = [one.key for one in running.values()]
        rows = await self.database.rows(_SQL["memberships"], self.source.value, user_id, keys)
        return {Period(row["period"]): _membership(row, running[Period(row["period"])]) for row in rows}


def _membership(row: asyncpg.Record, running: Round) -> Membership:
    state, blocking = JoinState.COMING, tuple[Coin, ...]()
    if row["is_entered"]:
        state = _OUT.get(Unranked(row["why"]), JoinState.IN) if row["why"] else JoinState.IN
    elif row["ready_at"] >= running.ends_at:
        state = JoinState.OUT
    elif row["told"] is not None:
        key, why, *coins = row["told"].split(":")
        if (key, why) == (running.key, Unranked.BEYOND_LIMITS):
            state, blocking = JoinState.BEYOND_LIMITS, tuple(Coin(coin) for coin in coins)
    return Membership(Period(row["period"]), row["user_id"], row["account_id"], row["joined_at"], state, blocking)
