"""The durable inbox: an update is here before Telegram hears that we have it, and leaves when it is handled."""

from collections.abc import Sequence

from db.database import Database
from db.people.statements import statements
from engine.club.inbox import Claimed, Incoming

_SQL = statements("inbox.sql")


class InboxRepository:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def put(self, bot_id: int, updates: Sequence[Incoming]) -> int:
        """Stores those that are new; returns how many."""
        columns = zip(*((u.update_id, u.lane, u.payload) for u in updates), strict=True)
        return len(await self._db.rows(_SQL["put_updates"], bot_id, *map(list, columns))) if updates else 0

    async def claim(self, bot_id: int, worker: str, limit: int, lease_s: float) -> Sequence[Claimed]:
        """The oldest update of up to `limit` lanes nobody works on, in the order they came."""
        rows = await self._db.rows(_SQL["claim_updates"], bot_id, worker, limit, lease_s)
        claimed = [Claimed(r["update_id"], r["lane"], r["payload"], r["attempts"], r["received_at"]) for r in rows]
        return sorted(claimed, key=lambda c: c.update_id)

    async def extend(self, bot_id: int, worker: str, update_ids: Sequence[int], lease_s: float) -> None:
        """Only what is really being worked on: a claim that was given up must run out."""
        await self._db.run(_SQL["extend_claims"], bot_id, worker, list(update_ids), lease_s)

    async def done(self, bot_id: int, update_id: int, failed: str | None = None) -> None:
        await self._db.run(_SQL["finish_update"], bot_id, update_id, failed)

    async def release(self, bot_id: int, update_id: int, delay_s: float, error: str) -> None:
        """Gives it back, to be tried again after `delay_s`."""
        await self._db.run(_SQL["release_update"], bot_id, update_id, delay_s, error)

    async def give_back(self, bot_id: int, worker: str) -> None:
        """All that this worker holds, for the others, at once."""
        await self._db.run(_SQL["give_back_claims"], bot_id, worker)

    async def free_all(self, bot_id: int) -> None:
        """For a process that knows it is the only one: claims left by its dead predecessor are void."""
        await self._db.run(_SQL["free_claims_of_the_dead"], bot_id)

    async def waiting(self, bot_id: int) -> int:
        row = await self._db.row(_SQL["count_waiting"], bot_id)
        return int(row["waiting"]) if row else 0

    async def forget(self, older_than_h: int) -> None:
        """Telegram keeps an update for 24 hours; what is older cannot come again."""
        await self._db.run(_SQL["forget_handled"], older_than_h)
        await self._db.run(_SQL["forget_answers"], older_than_h)
