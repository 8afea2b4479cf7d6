"""An hour that is over: what the frozen map and every baseline had said of it, beside what was closed by force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from engine.liquidations.ledger.baselines import Predictor, Said, speak
from engine.liquidations.ledger.frozen import FrozenMap
from engine.liquidations.ledger.grid import LOCATED
from engine.liquidations.ledger.paths import HourPath, crossed, expected, range_terms
from engine.liquidations.ledger.realised import Realised, by_place
from engine.liquidations.ledger.spelling import BadBody, Lines, number, numbers, stamp
from engine.liquidations.ledger.weights import RANGE_TERMS, Lesson, Weights, range_breaks
from engine.market.values import Coin, FloatArray, MarketSource, Side

HEAD = "helix-score 1"
TOPS = (0.05, 0.10, 0.20)


class Flag(StrEnum):
    """What is not as it should be with an hour. All but the last four keep it out of the figures."""

    NO_PATH = "no-path"  # bars of the hour are missing
    NO_TRUTH = "no-truth"  # nobody listened to forced closes, or nobody told their sum
    GAP = "gap"  # the stream of forced closes was interrupted
    CLOCK = "clock"  # the clock jumped between freezing and scoring
    LATE = "late"  # scored long after the hour, as after a restart
    FLOOR = "floor"  # a venue is among them that tells one order a second at most
    SUMS = "sums"  # how much is known, not where
    SHORT = "short"  # the map was made from less history than its window


LEAVES_OUT = frozenset({Flag.NO_PATH, Flag.NO_TRUTH, Flag.GAP, Flag.CLOCK})


@dataclass(frozen=True, slots=True)
class Told:
    """One predictor and hour. `expected`: of longs and of shorts, on the way price went, in the predictor's own unit.
    `captured`: USD in its strongest 5, 10, 20 % of the price bins."""

    expected: tuple[float, float]
    captured: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Score:
    """`located_usd`: told with a price within 6 %; `outside_usd`: with one farther away. `told` is empty where the hour
    cannot be scored; then `flags` say why."""

    source: MarketSource
    coin: Coin
    hour_at: datetime
    frozen_hash: str
    flags: frozenset[Flag]
    long_usd: float
    short_usd: float
    located_usd: float
    outside_usd: float
    terms: tuple[tuple[float, ...], tuple[float, ...]]
    volume_ratio: float
    oi_ratio: float
    told: Mapping[Predictor, Told]

    @property
    def counts(self) -> bool:
        """Goes into the figures."""
        return bool(self.told) and not self.flags & LEAVES_OUT

    @property
    def usd(self) -> float:
        return self.long_usd + self.short_usd

    def lesson(self) -> Lesson:
        """What B7 and B8 learn from it later."""
        return Lesson(self.coin, self.terms, self.volume_ratio, self.oi_ratio, (self.long_usd, self.short_usd))


def score_hour(
    frozen: FrozenMap,
    frozen_hash: str,
    weights: Weights,
    path: HourPath | None,
    realised: Realised | None,
    flags: frozenset[Flag],
) -> Score:
    """`flags`: what is known of the hour beforehand; what follows from missing parts is added."""
    ways = None if path is None else {side: crossed(path, frozen.price_usd, side) for side in Side}
    found = flags | _found(path, realised)
    breaks = dict(zip(Side, range_breaks(frozen.inputs, frozen.price_usd), strict=True))
    nothing = (0.0,) * RANGE_TERMS
    terms = {side: nothing if ways is None else range_terms(ways[side], breaks[side]) for side in Side}
    told: dict[Predictor, Told] = {}
    where, outside = (np.zeros(2 * LOCATED), 0.0) if realised is None else by_place(realised, frozen.price_usd)
    if ways is not None and realised is not None:
        for predictor, said in speak(frozen, weights).items():
            means = (expected(said[Side.LONG], ways[Side.LONG]), expected(said[Side.SHORT], ways[Side.SHORT]))
            low, middle, high = (captured(placed(said), where, top) for top in TOPS)
            told[predictor] = Told(means, (low, middle, high))
    return Score(
        frozen.source,
        frozen.coin,
        frozen.hour_at,
        frozen_hash,
        found,
        0.0 if realised is None else realised.long_usd,
        0.0 if realised is None else realised.short_usd,
        float(where.sum()),
        outside,
        (terms[Side.LONG], terms[Side.SHORT]),
        frozen.inputs.volume_ratio,
        frozen.inputs.oi_ratio,
        told,
    )


def _found(path: HourPath | None, realised: Realised | None) -> frozenset[Flag]:
    found = set()
    if path is None:
        found.add(Flag.NO_PATH)
    if realised is None:
        found.add(Flag.NO_TRUTH)
    elif realised.trigger_usd is None:
        found.add(Flag.SUMS)
    if realised is not None and realised.is_floor:
        found.add(Flag.FLOOR)
    return frozenset(found)


def placed(said: Mapping[Side, Said]) -> FloatArray:
    """(2 * LOCATED,) a predictor's mass by bin, the lowest price first."""
    below, above = said[Side.LONG].located[:LOCATED], said[Side.SHORT].located[:LOCATED]
    return np.concatenate([below[::-1], above])


def captured(mass: FloatArray, where: FloatArray, top: float) -> float:
    """USD in the `top` share of bins with the most mass. Bins that tie at the edge count in part, so that a predictor
    that says nothing captures exactly that share on average."""
    wanted = top * len(mass)
    order = np.argsort(-mass, kind="stable")
    edge = mass[order[min(int(np.ceil(wanted)) - 1, len(mass) - 1)]]
    above, level = mass > edge, mass == edge
    rest = (wanted - np.count_nonzero(above)) / np.count_nonzero(level)
    return float(where[above].sum() + rest * where[level].sum())


def score_body(score: Score) -> bytes:
    return ("\n".join(_lines(score)) + "\n").encode("utf-8")


def _lines(score: Score) -> Iterator[str]:
    yield HEAD
    yield f"source {score.source.value}"
    yield f"coin {score.coin}"
    yield f"hour {stamp(score.hour_at)}"
    yield f"map {score.frozen_hash}"
    yield f"flags {' '.join(sorted(score.flags))}".rstrip()
    yield f"usd {numbers((score.long_usd, score.short_usd, score.located_usd, score.outside_usd))}"
    yield f"terms-long {numbers(_rounded(score.terms[0]))}"
    yield f"terms-short {numbers(_rounded(score.terms[1]))}"
    yield f"scales {number(score.volume_ratio)} {number(score.oi_ratio)}"
    for predictor in Predictor:
        if predictor in score.told:
            told = score.told[predictor]
            yield f"{predictor.value} {numbers(_rounded((*told.expected, *told.captured)))}"


def _rounded(values: tuple[float, ...]) -> list[float]:
    """Five digits are enough to rank and to add up."""
    return [float(f"{value:.5g}") for value in values]


def read_score(body: bytes) -> Score:
    """Raises `BadBody`."""
    lines = Lines(body, HEAD)
    try:
        long_usd, short_usd, located, outside = lines.numbers("usd")
        volume, oi = lines.numbers("scales")
        return Score(
            MarketSource(lines.word("source")),
            Coin(lines.word("coin")),
            lines.moment("hour"),
            lines.word("map"),
            frozenset(Flag(word) for word in lines.words("flags")),
            long_usd,
            short_usd,
            located,
            outside,
            (lines.numbers("terms-long"), lines.numbers("terms-short")),
            volume,
            oi,
            {one: _told(lines.numbers(one.value)) for one in Predictor if lines.has(one.value)},
        )
    except ValueError as error:
        raise BadBody(str(error)) from error


def _told(figures: tuple[float, ...]) -> Told:
    long, short, low, middle, high = figures
    return Told((long, short), (low, middle, high))
