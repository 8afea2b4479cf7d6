"""What was sent for which update: written before the send, confirmed after it."""

from collections.abc import Sequence

from db.database import Database
from db.people.statements import statements
from engine.club.inbox import Answer, AnswerState

_SQL = statements("inbox.sql")


class AnswerRepository:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, bot_id: int, update_id: int) -> Sequence[Answer]:
        rows = await self._db.rows(_SQL["answers_of"], bot_id, update_id)
        return [Answer(r["step"], r["method"], AnswerState(r["state"]), r["result"]) for r in rows]

    async def intend(self, bot_id: int, update_id: int, step: int, method: str) -> None:
        await self._db.run(_SQL["intend_answer"], bot_id, update_id, step, method)

    async def withdraw(self, bot_id: int, update_id: int, step: int) -> None:
        """Telegram refused it: nothing was sent."""
        await self._db.run(_SQL["withdraw_answer"], bot_id, update_id, step)

    async def confirm(self, bot_id: int, update_id: int, step: int, result: str) -> None:
        await self._db.run(_SQL["confirm_answer"], bot_id, update_id, step, result)
