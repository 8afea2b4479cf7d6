"""Learned leverage mixes, and the forced closes they are learned from."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
import numpy as np

from db.database import Database
from db.instruments import InstrumentRepository
from db.market import MarketRepository
from db.statements import statements
from db.times import ms_at
from engine.liquidations.calibration.hours import LiquidatedHours
from engine.liquidations.leverage import CoinClass
from engine.liquidations.mixes.keeper import STEP_MS
from engine.liquidations.mixes.values import LearnedMix
from engine.market.values import Bars, Coin, Instrument, MarketSource

_SQL = statements("mixes")


class MixRepository:
    """Implements `MixStore` and `ForcedCloses`. Raises `StorageAway`."""

    def __init__(self, database: Database, agent: str = "mix-keeper") -> None:
        self._database = database
        self._agent = agent
        self._instruments, self._market = InstrumentRepository(database), MarketRepository(database)

    async def save(self, mix: LearnedMix) -> None:
        """The first of a class or coin and training week stays."""
        key = (mix.source.value, self._agent, mix.coin_class.value, mix.coin or "", mix.version)
        span = (mix.trained_from, mix.trained_to, mix.valid_from)
        figures = (list(mix.leverages), list(mix.shares), mix.gain, mix.gain_low, mix.hours, mix.contracts)
        await self._database.run(_SQL["save_mix"], *key, *span, *figures)

    async def load(self, source: MarketSource, until: datetime) -> Sequence[LearnedMix]:
        return [_mix(source, row) for row in await self._database.rows(_SQL["mixes_valid_by"], source.value, until)]

    async def contracts(self, source: MarketSource, since: datetime, until: datetime) -> Sequence[Instrument]:
        listed = {(one.venue.value, one.coin): one for one in await self._instruments.all(source)}
        rows = await self._database.rows(_SQL["liquidated_coins"], source.value, since, until)
        named = ((row["venue"], row["coin"]) for row in rows)
        return [listed[name] for name in named if name in listed]

    async def liquidated(
        self, source: MarketSource, instrument: Instrument, since: datetime, until: datetime
    ) -> LiquidatedHours:
        name = (instrument.venue.value, instrument.coin)
        rows = await self._database.rows(_SQL["liquidated_hours"], source.value, *name, since, until)
        return LiquidatedHours(
            np.array([ms_at(row["hour_at"]) for row in rows], np.int64),
            np.array([row["long_usd"] for row in rows], np.float64),
            np.array([row["short_usd"] for row in rows], np.float64),
        )

    async def bars(self, source: MarketSource, instrument: Instrument, since: datetime, until: datetime) -> Bars:
        contract = (instrument.venue, instrument.symbol)
        return await self._market.bars_between(source, *contract, STEP_MS, ms_at(since), ms_at(until))


def _mix(source: MarketSource, row: asyncpg.Record) -> LearnedMix:
    return LearnedMix(
        source,
        CoinClass(row["coin_class"]),
        Coin(row["coin"]) if row["coin"] else None,
        row["version"],
        row["trained_from"],
        row["trained_to"],
        row["valid_from"],
        tuple(row["leverages"]),
        tuple(row["shares"]),
        row["gain"],
        row["gain_low"],
        row["hours"],
        row["contracts"],
    )
