"""A small market on the real database: bars that may be added, forced closes that may be told, a clock that is set."""

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from db.database import Database
from db.ledger import LedgerRepository
from db.liquidations import LiquidationRepository
from engine.feeds.ports import Gap
from engine.liquidations.ledger.freezer import Freezer
from engine.liquidations.ledger.judge import Judge
from engine.liquidations.ledger.scorer import Scorer
from engine.liquidations.ledger.scoring import Score, read_score
from engine.market.folding import fold
from engine.market.memory import MemoryMarket
from engine.market.values import Bars, Coin, Liquidation, MarketSource, Side, Symbol, Venue
from engine.market.windows import STEPS_MS
from jobs.ledger import LedgerWork
from tests.end_to_end.bot.market import SetClock, walk
from tests.unit.liquidations.markets import contract

STEP = timedelta(minutes=5)
SOURCE = MarketSource.SIMULATED
_PROCESSES = itertools.count(1)
COINS = {"BTC": 60_000.0, "ETH": 2_000.0}


@dataclass
class World:
    """Bars of the whole span are known here; the market in memory holds those that closed by `clock`."""

    database: Database
    start: datetime
    hours: float = 6.0
    coins: dict[str, float] = field(default_factory=lambda: dict(COINS))
    source: MarketSource = SOURCE

    def __post_init__(self) -> None:
        self.clock = SetClock(self.start)
        end = self.start + timedelta(hours=self.hours)
        self.bars = {coin: walk(coin, price, 8.0 + self.hours / 24, end) for coin, price in self.coins.items()}
        self.truth = LiquidationRepository(self.database)
        self.born()

    def born(self) -> None:
        """A process starts: its memory is what history gives, and it listens from now on."""
        self.memory = MemoryMarket(self.source, self.clock)
        self.memory.list_instruments(Venue.BYBIT, [contract(coin) for coin in self.coins])
        self.memory.listen(Venue.BYBIT, self.clock.now())
        holder = f"process {next(_PROCESSES)}"
        self.ledger = LedgerRepository(self.database, holder)
        self.freezer = Freezer(self.memory, self.ledger, self.clock)
        self.scorer = Scorer(self.memory, self.ledger, self.ledger, self.truth, self.memory, self.clock, holder)
        self.judge = Judge(self.source, self.ledger, self.clock, share=1.0)
        self.work = LedgerWork(
            self.source, self.clock, self.freezer, self.scorer, self.judge, self.memory, self.ledger,
            holder=holder, monotonic=None,
        )  # fmt: skip
        self.fill()

    def fill(self, *, without: str = "") -> None:
        for coin, bars in self.bars.items():
            closed = bars.between(0, self._now_ms() - bars.step_ms + 1)
            if coin != without:
                for step_ms in reversed(STEPS_MS):
                    self.memory.fill(Venue.BYBIT, Symbol(f"{coin}USDT"), fold(closed, step_ms))

    async def until(self, at: datetime, *, listening: bool = True, without: str = "") -> None:
        """Time passes; bars close; the venue is heard, or is not."""
        self.clock.at = at
        self.fill(without=without)
        if listening:
            self.memory._heard_at[Venue.BYBIT] = at  # as any word of the stream does
            await self.work.note_heard()

    def gap(self, since: datetime, until: datetime) -> None:
        self.memory.apply(Gap(Venue.BYBIT, since, until, "the test pulled the cable"))

    async def close_by_force(self, at: datetime, coin: str = "BTC", usd: float = 1e6, side: Side = Side.LONG) -> None:
        bars: Bars = self.bars[coin]
        row = int(np.searchsorted(bars.open_ms, at.timestamp() * 1000, side="right")) - 1
        price = float(bars.low[row] if side is Side.LONG else bars.high[row])
        event = Liquidation(Venue.BYBIT, Symbol(f"{coin}USDT"), Coin(coin), side, price, usd / price, at)
        await self.truth.save(self.source, [event])

    async def scores(self, coin: str = "BTC") -> list[Score]:
        found = [
            read_score(body)
            async for page in self.ledger.every_entry(self.source)
            for entry, body in page
            if entry.kind == "score" and entry.coin == coin and body is not None
        ]
        return sorted(found, key=lambda score: score.hour_at)

    def _now_ms(self) -> int:
        return int(self.clock.now().timestamp() * 1000)
