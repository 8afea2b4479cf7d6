"""Learned thresholds: one row a coin."""

from collections.abc import Sequence

from db.database import Database
from db.statements import statements
from engine.market.values import Coin, MarketSource
from engine.scanners.learning import Learned
from engine.scanners.thresholds import Thresholds

_SQL = statements("learned_thresholds")


class LearnedThresholdRepository:
    """Implements `LearnedStore`. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "scanner") -> None:
        self._database = database
        self._agent = agent

    async def save(self, learned: Learned) -> None:
        """Over what was learned before."""
        one = learned.thresholds
        figures = (one.oi_change_1h, one.volume_ratio, one.move_5m, learned.bars, learned.learned_at)
        await self._database.run(_SQL["save_thresholds"], learned.source.value, self._agent, learned.coin, *figures)

    async def load(self, source: MarketSource) -> Sequence[Learned]:
        rows = await self._database.rows(_SQL["all_thresholds"], source.value)
        return [
            Learned(
                source,
                Coin(row["coin"]),
                Thresholds(row["oi_change_1h"], row["volume_ratio"], row["move_5m"]),
                row["bars"],
                row["learned_at"],
            )
            for row in rows
        ]
