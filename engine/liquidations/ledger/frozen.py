"""What is frozen before an hour: one coin's maps and everything the baselines need, as text with one fixed spelling."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from engine.liquidations.ledger.grid import BINS
from engine.liquidations.ledger.spelling import BadBody, Lines, number, numbers, stamp
from engine.market.values import Coin, IntArray, MarketSource, Venue
from engine.market.windows import Window

HEAD = "helix-map 1"
WINDOWS = (Window.H24, Window.D7)  # what people look at most, and the longest that is drawn in half hours
LOOKBACK_HOURS = (1, 2, 4, 8, 12, 24, 48, 72)


@dataclass(frozen=True, slots=True)
class Sides:
    """(BINS,) amounts in steps (`grid.quantised`), outward from price. Of a map: longs below, shorts above."""

    below: IntArray
    above: IntArray


@dataclass(frozen=True, slots=True)
class Inputs:
    """What baselines know at that moment. Fractions are of price; `highs` and `lows` USD, by `LOOKBACK_HOURS`."""

    sigma: float  # of an hour's log return, over the last day
    atr: float  # mean true range of an hour, over the last 14
    mean_usd: float  # mean close of the last day
    spread: float  # mean absolute log distance of the closes from it
    highs: tuple[float, ...]
    lows: tuple[float, ...]
    volume_ratio: float  # traded in the last day over the mean day of the week; 1 where unknown
    oi_ratio: float  # open interest over its mean of the week; 1 where unknown
    round_step_usd: float
    profile: Sides  # USD traded by price in the week


@dataclass(frozen=True, slots=True)
class FrozenMap:
    """`as_of`: close of the newest bar that went in. `weights`: entry with the weights of B7 and B8, 0 for none yet."""

    source: MarketSource
    coin: Coin
    hour_at: datetime
    as_of: datetime
    model_version: str
    venues: tuple[Venue, ...]  # the first one's bars are the path
    flags: tuple[str, ...]
    price_usd: float
    inputs: Inputs
    weights: int
    maps: Mapping[Window, Sides]


def frozen_body(frozen: FrozenMap) -> bytes:
    """The bytes that are hashed. Equal values give equal bytes on every machine."""
    return ("\n".join(_lines(frozen)) + "\n").encode("utf-8")


def _lines(frozen: FrozenMap) -> Iterator[str]:
    given = frozen.inputs
    yield HEAD
    yield f"source {frozen.source.value}"
    yield f"coin {frozen.coin}"
    yield f"hour {stamp(frozen.hour_at)}"
    yield f"as-of {stamp(frozen.as_of)}"
    yield f"model {frozen.model_version}"
    yield f"venues {' '.join(venue.value for venue in frozen.venues)}"
    yield f"flags {' '.join(frozen.flags)}".rstrip()
    yield f"price {number(frozen.price_usd)}"
    yield f"sigma {number(given.sigma)}"
    yield f"atr {number(given.atr)}"
    yield f"mean {number(given.mean_usd)}"
    yield f"spread {number(given.spread)}"
    yield f"highs {numbers(given.highs)}"
    yield f"lows {numbers(given.lows)}"
    yield f"volume {number(given.volume_ratio)}"
    yield f"oi {number(given.oi_ratio)}"
    yield f"round {number(given.round_step_usd)}"
    yield f"weights {frozen.weights}"
    for name, sides in (*((window.value, frozen.maps[window]) for window in WINDOWS), ("profile", given.profile)):
        yield f"{name}-below {_steps(sides.below)}"
        yield f"{name}-above {_steps(sides.above)}"


def _steps(values: IntArray) -> str:
    """The first, then differences: neighbours are alike, and small numbers take little room."""
    return " ".join(str(value) for value in np.diff(values, prepend=np.int64(0)).tolist())


def read_frozen(body: bytes) -> FrozenMap:
    """Raises `BadBody` for anything that `frozen_body` did not write."""
    lines = Lines(body, HEAD)
    try:
        return FrozenMap(
            source=MarketSource(lines.word("source")),
            coin=Coin(lines.word("coin")),
            hour_at=lines.moment("hour"),
            as_of=lines.moment("as-of"),
            model_version=lines.word("model"),
            venues=tuple(Venue(word) for word in lines.words("venues")),
            flags=tuple(lines.words("flags")),
            price_usd=lines.number("price"),
            inputs=_inputs(lines),
            weights=int(lines.word("weights")),
            maps={window: _sides(lines, window.value) for window in WINDOWS},
        )
    except ValueError as error:
        raise BadBody(str(error)) from error


def _inputs(lines: Lines) -> Inputs:
    return Inputs(
        sigma=lines.number("sigma"),
        atr=lines.number("atr"),
        mean_usd=lines.number("mean"),
        spread=lines.number("spread"),
        highs=lines.numbers("highs"),
        lows=lines.numbers("lows"),
        volume_ratio=lines.number("volume"),
        oi_ratio=lines.number("oi"),
        round_step_usd=lines.number("round"),
        profile=_sides(lines, "profile"),
    )


def _sides(lines: Lines, name: str) -> Sides:
    below, above = (
        np.cumsum([int(word) for word in lines.words(f"{name}-{side}")], dtype=np.int64) for side in ("below", "above")
    )
    if len(below) != BINS or len(above) != BINS:
        raise BadBody(f"{name} has {len(below)} and {len(above)} bins, not {BINS}")
    return Sides(below, above)
