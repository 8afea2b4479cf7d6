"""Thresholds set in the chat: every setting is a row, and the newest of its name and coin counts."""

from collections.abc import Sequence

from db.audit import write_line
from db.database import Database
from db.statements import statements
from engine.club.audit import AuditLine
from engine.market.values import Coin, MarketSource
from engine.signals.tuning import Change, Setting

_SQL = statements("tuned")
_AGENT = "chat"


class TunedRepository:
    """Implements `Settings`. Raises `StorageAway`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def version(self, source: MarketSource) -> int:
        row = await self._database.row(_SQL["version"], source.value)
        return 0 if row is None else int(row["version"])

    async def settings(self, source: MarketSource) -> Sequence[Setting]:
        rows = await self._database.rows(_SQL["settings"], source.value)
        return [Setting(Coin(row["coin"]), row["name"], row["value"]) for row in rows]

    async def keep(self, change: Change) -> None:
        setting = change.setting
        subject = f"{setting.name} {setting.coin}".strip()
        becomes = f"{change.becomes:g}" + (" (default)" if setting.value is None else "")
        line = AuditLine(
            change.at, change.user_id, change.user_name, "threshold", subject, f"{change.was:g}", becomes, change.source
        )
        row = (change.source.value, setting.coin, setting.name, setting.value, change.at, change.user_id, _AGENT)
        async with self._database.transaction() as connection:
            await connection.execute(_SQL["keep"], *row)
            await write_line(connection, line)
