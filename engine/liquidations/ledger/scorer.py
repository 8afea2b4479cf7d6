"""Scores every frozen map once its hour is over, however late, and says what the hour lacked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from prometheus_client import Counter

from engine.liquidations.ledger.chain import Draft, Kind
from engine.liquidations.ledger.frozen import FrozenMap, read_frozen
from engine.liquidations.ledger.paths import HOUR_MS, HourPath, path_of
from engine.liquidations.ledger.ports import Ears, Events, Listening, ScoreStore, Unscored
from engine.liquidations.ledger.realised import FLOORS, Rates, Realised, realised_of
from engine.liquidations.ledger.scoring import Flag, Score, score_body, score_hour
from engine.liquidations.ledger.spelling import BadBody
from engine.liquidations.ledger.weights import Weights, unlearned
from engine.liquidations.leverage import maintenance_rate
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin, Liquidation, MarketSource, Venue
from engine.market.windows import STEPS_MS

SCORED = Counter("helix_ledger_scores_total", "Hours scored, by whether they count", ["result"])
HOUR = timedelta(hours=1)
SETTLES = timedelta(minutes=3)  # after the hour: late messages are stored by then
_LATE = timedelta(minutes=30)
_GIVEN_UP = timedelta(hours=6)  # bars that are missing then will not come
_LOOKS_BACK = timedelta(days=14)
_DAY = timedelta(days=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Heard:
    """Of one hour: single orders by coin, coins told of lately (in a recording), venues heard throughout by process."""

    events: Mapping[Coin, Sequence[Liquidation]]
    told_lately: frozenset[Coin]
    whole: Mapping[str, frozenset[Venue]]


@dataclass(slots=True)
class Scorer:
    """`holder`: this process. `jumps`: spans over which the clock jumped, as this process saw it."""

    reader: MarketReader
    store: ScoreStore
    listening: Listening
    events: Events
    ears: Ears
    clock: Clock
    holder: str
    jumps: list[tuple[datetime, datetime]] = field(default_factory=list)

    async def score_due(self) -> int:
        """All maps whose hour is over and that this process can score; how many were. Raises `StorageAway`."""
        now, source = self.clock.now(), self.reader.source
        due = await self.store.unscored(source, now - _LOOKS_BACK, now - HOUR - SETTLES + timedelta(microseconds=1))
        by_hour: dict[datetime, list[tuple[Unscored, FrozenMap]]] = {}
        for one in due:
            frozen = _read(one)
            if frozen is not None:
                by_hour.setdefault(frozen.hour_at, []).append((one, frozen))
        return sum([await self._score_hour(hour_at, maps) for hour_at, maps in by_hour.items()])

    async def _score_hour(self, hour_at: datetime, maps: Sequence[tuple[Unscored, FrozenMap]]) -> int:
        heard = await self._hear(hour_at)
        found = [await self._score(one, frozen, heard) for one, frozen in maps]
        scores = [score for score in found if score is not None]
        now = self.clock.now()
        drafts = [Draft(Kind.SCORE, score.coin, hour_at, now, score_body(score)) for score in scores]
        written = await self.store.append(self.reader.source, drafts)
        for score in scores:
            SCORED.labels("counts" if score.counts else "left out").inc()
        if scores:
            log.info("hour_scored", hour=hour_at, coins=len(scores), counted=sum(score.counts for score in scores))
        return written

    async def _hear(self, hour_at: datetime) -> Heard:
        source = self.reader.source
        is_recorded = source is MarketSource.RECORDED
        since = hour_at - _DAY if is_recorded else hour_at
        events: dict[Coin, list[Liquidation]] = {}
        for event in await self.events.between(source, since, hour_at + HOUR):
            events.setdefault(event.coin, []).append(event)
        inside = {coin: [one for one in told if one.at >= hour_at] for coin, told in events.items()}
        whole = await self.listening.heard_whole(source, hour_at, hour_at + HOUR)
        return Heard(inside, frozenset(events), whole)

    async def _score(self, one: Unscored, frozen: FrozenMap, heard: Heard) -> Score | None:
        """None where it may still get better: bars are missing and may come."""
        age = self.clock.now() - (frozen.hour_at + HOUR)
        path = await self._path(frozen)
        if path is None and age < _GIVEN_UP:
            return None
        realised, flags = await self._realised(one, frozen, heard)
        if age > _LATE:
            flags.add(Flag.LATE)
        if "clock" in frozen.flags or any(
            low < frozen.hour_at + HOUR and high > frozen.hour_at for low, high in self.jumps
        ):
            flags.add(Flag.CLOCK)
        if "short" in frozen.flags:
            flags.add(Flag.SHORT)
        weights = await self._weights(frozen)
        return score_hour(frozen, one.hash, weights, path, realised, frozenset(flags))

    async def _weights(self, frozen: FrozenMap) -> Weights:
        known = await self.store.weights(frozen.source, frozen.weights) if frozen.weights else None
        return known or unlearned(frozen.coin, frozen.hour_at)

    async def _path(self, frozen: FrozenMap) -> HourPath | None:
        """Of the finest bars that hold the whole hour."""
        hour_ms, as_of_ms, now_ms = (_ms(at) for at in (frozen.hour_at, frozen.as_of, self.clock.now()))
        for step_ms in (step for step in STEPS_MS if step <= HOUR_MS):
            bars = await self.reader.bars(
                frozen.coin, frozen.venues[0], step_ms, max((now_ms - as_of_ms) // step_ms + 2, 2)
            )
            path = path_of(bars, frozen.price_usd, as_of_ms, hour_ms)
            if path is not None:
                return path
        return None

    async def _realised(self, one: Unscored, frozen: FrozenMap, heard: Heard) -> tuple[Realised | None, set[Flag]]:
        """A recording's sums where there are any, else single orders of venues that were heard all the hour."""
        summed = self.ears.summed(frozen.coin, frozen.hour_at, frozen.hour_at + HOUR)
        if summed is not None:
            return Realised(summed.long_usd, summed.short_usd, None, None, summed.is_floor), set()
        if frozen.source is MarketSource.RECORDED and frozen.coin not in heard.told_lately:
            return None, set()
        venues, whole = frozenset(frozen.venues), self._whole(one, heard)
        told = heard.events.get(frozen.coin, ())
        if not venues & whole and not told:
            return None, {Flag.GAP}
        realised = realised_of(told, await self._rates(frozen.coin))
        flags = set() if venues <= whole else {Flag.GAP}
        return realised, flags if FLOORS.isdisjoint(venues) else flags | {Flag.FLOOR}

    def _whole(self, one: Unscored, heard: Heard) -> frozenset[Venue]:
        """Venues that whoever had the coin heard all the hour. A coin that changed hands in it was heard by nobody for
        a moment: it stayed where it was frozen, if that is here or where its next map was frozen too."""
        stayed = one.holder in (self.holder, one.next_holder)
        return heard.whole.get(one.holder, frozenset()) if stayed else frozenset()

    async def _rates(self, coin: Coin) -> Rates:
        return {(one.venue, one.symbol): maintenance_rate(one) for one in await self.reader.instruments(coin)}


def _read(one: Unscored) -> FrozenMap | None:
    try:
        return read_frozen(one.body)
    except BadBody as error:
        log.error("frozen_map_unreadable", entry=one.number, error=str(error))
        return None


def _ms(at: datetime) -> int:
    return round(at.astimezone(UTC).timestamp() * 1000)
