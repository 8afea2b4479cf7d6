"""Rows of source `simulated` belong to one simulated market; another market must not continue its charts."""

from datetime import datetime

from db.database import Database


class SimulatedWorlds:
    """Raises `StorageAway`. Give it a database with a long time limit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def enter(self, seed: int, epoch: datetime) -> bool:
        """True where it is another market than the last one: what was stored of that is gone."""
        row = await self._database.row("SELECT enter_simulated_world($1, $2) AS is_new", seed, epoch)
        return row is not None and bool(row["is_new"])
