"""What looked like cheating, and what people made of it, on Postgres."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import asyncpg

from db.database import Database
from db.rounds.statements import statements
from engine.club.rounds.cheats.values import CheatKind, Origin, Suspicion
from engine.club.rounds.reviewing import Judged, OpenSuspicion, Verdict
from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource

_SQL = statements("entries.sql")


@dataclass(frozen=True, slots=True)
class SuspicionRepository:
    """Implements `SuspicionStore`, `Reviews` and `Verdicts`. Raises `StorageAway`."""

    database: Database
    source: MarketSource

    async def add(self, key: RoundKey, found: Sequence[Suspicion], now: datetime) -> None:
        rows = [
            (self.source.value, key, s.account_id, s.kind.value, list(s.others), json.dumps(_evidence(s)), now)
            for s in found
        ]  # fmt: skip
        async with self.database.transaction() as connection:
            await connection.executemany(_SQL["add_suspicion"], rows)

    async def origins(self, account_ids: Sequence[int]) -> Mapping[int, Origin]:
        rows = await self.database.rows(_SQL["origins"], list(account_ids))
        return {row["account_id"]: Origin(row["account_id"], row["inviter_code"], row["created_at"]) for row in rows}

    async def open(self, limit: int = 20) -> Sequence[OpenSuspicion]:
        return [_open(row) for row in await self.database.rows(_SQL["open_suspicions"], self.source.value, limit)]

    async def judge(self, suspicion_id: int, verdict: Verdict, admin_id: int, now: datetime) -> Judged | None:
        asked = (self.source.value, suspicion_id, verdict.value, admin_id, now)
        row = await self.database.row(_SQL["judge"], *asked)
        return None if row is None else Judged(RoundKey(row["round_key"]), row["account_id"], row["user_id"])

    async def verdicts(self, judged: Judged) -> Sequence[Verdict | None]:
        rows = await self.database.rows(_SQL["verdicts"], self.source.value, judged.key, judged.account_id)
        return [None if row["verdict"] is None else Verdict(row["verdict"]) for row in rows]


def _evidence(found: Suspicion) -> dict[str, object]:
    return {name: value for name, value in asdict(found).items() if name in ("times", "share", "fill_ids")}


def _open(row: asyncpg.Record) -> OpenSuspicion:
    body = json.loads(row["evidence"])
    found = Suspicion(
        row["account_id"], CheatKind(row["kind"]), tuple(row["others"]), body["times"], body["share"],
        tuple(body["fill_ids"]),
    )  # fmt: skip
    return OpenSuspicion(row["suspicion_id"], RoundKey(row["round_key"]), row["user_id"], row["name"], found)
