"""All coins together: how many show an edge, and how good the maps were beside the baselines."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.liquidations.ledger.baselines import Predictor
from engine.liquidations.ledger.heads import MadeHead
from engine.liquidations.ledger.standing import CoinStanding
from engine.liquidations.ledger.verdict import MINE, Answer, Question, edge_bar
from engine.liquidations.values import Verdict
from engine.market.values import Coin, MarketSource

_FRESH_S = 60.0


@dataclass(frozen=True, slots=True)
class Tally:
    """One question over all coins. `coins` by verdict; `figures`: of all hours of all coins with enough data, each
    coin counting alike."""

    coins: Mapping[Verdict, int]
    figures: Mapping[Predictor, float]
    best: tuple[Coin, float] | None  # the map minus its best baseline, the largest of all coins
    worst: tuple[Coin, float] | None


@dataclass(frozen=True, slots=True)
class Overview:
    source: MarketSource
    coins: int
    frozen: int
    counted: int
    left_out: int
    missed: int
    first_at: datetime | None
    last_at: datetime | None
    tallies: Mapping[Question, Tally]
    bars: Mapping[Question, float]
    head: MadeHead | None


def overview_of(source: MarketSource, standings: Sequence[CoinStanding], head: MadeHead | None) -> Overview:
    hours = [one.hours for one in standings]
    bars = {question: edge_bar(_chances(standings, question)) for question in Question}
    return Overview(
        source=source,
        coins=len(standings),
        frozen=sum(one.counted + one.left_out_hours + one.waiting for one in hours),
        counted=sum(one.counted for one in hours),
        left_out=sum(one.left_out_hours for one in hours),
        missed=sum(one.missed for one in hours),
        first_at=min((one.first_at for one in hours if one.first_at is not None), default=None),
        last_at=max((one.last_at for one in hours if one.last_at is not None), default=None),
        tallies={question: _tally(standings, question, bars[question]) for question in Question},
        bars=bars,
        head=head,
    )


def _chances(standings: Sequence[CoinStanding], question: Question) -> list[float]:
    found = (one.answers[question].chance for one in standings)
    return [chance for chance in found if chance is not None]


def _tally(standings: Sequence[CoinStanding], question: Question, bar: float) -> Tally:
    coins = dict.fromkeys(Verdict, 0)
    for one in standings:
        coins[one.answers[question].verdict(bar)] += 1
    enough = [(one.coin, one.answers[question]) for one in standings if one.answers[question].is_enough]
    gains = sorted(((coin, gain_over_best(answer)) for coin, answer in enough), key=lambda one: one[1])
    figures = {
        one: sum(answer.figures[one].value for _, answer in enough) / len(enough)
        for one in (Predictor if enough else ())
    }
    return Tally(coins, figures, gains[-1] if gains else None, gains[0] if gains else None)


def gain_over_best(answer: Answer) -> float:
    """The map's figure minus that of the best baseline."""
    others = [interval.value for one, interval in answer.figures.items() if one in answer.against]
    return answer.figures[MINE[answer.question]].value - max(others)


class StandingStore(Protocol):
    """Raises `StorageAway`."""

    async def standing(self, source: MarketSource, coin: Coin) -> CoinStanding | None: ...

    async def standings(self, source: MarketSource) -> Sequence[CoinStanding]: ...


class Heads(Protocol):
    async def newest(self, source: MarketSource) -> Sequence[MadeHead]:
        """Newest first."""
        ...


@dataclass(slots=True)
class LedgerBook:
    """What people ask of the ledger. The overview is made anew every minute. Raises `StorageAway`."""

    store: StandingStore
    heads: Heads
    _made: dict[MarketSource, tuple[float, Overview, Sequence[CoinStanding]]] = field(default_factory=dict)

    async def standing(self, source: MarketSource, coin: Coin) -> CoinStanding | None:
        """None: nothing of it is scored yet."""
        return await self.store.standing(source, coin)

    async def overview(self, source: MarketSource) -> Overview:
        return (await self._fresh(source))[0]

    async def standings(self, source: MarketSource) -> Sequence[CoinStanding]:
        """Of every coin that has one, by name; at most a minute old."""
        return (await self._fresh(source))[1]

    async def _fresh(self, source: MarketSource) -> tuple[Overview, Sequence[CoinStanding]]:
        held = self._made.get(source)
        if held is None or time.monotonic() - held[0] > _FRESH_S:
            standings = await self.store.standings(source)
            heads = await self.heads.newest(source)
            made = overview_of(source, standings, heads[0] if heads else None)
            held = self._made[source] = (time.monotonic(), made, standings)
        return held[1], held[2]
