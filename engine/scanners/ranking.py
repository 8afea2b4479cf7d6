"""The order of `/top`: signals first, then lopsided, then the rest; extremes stand apart. Pure.

Inside each of these groups rows stand by `strength`: the weighted sum of seven readings, each 0 to 1, all on the card:

| reading | 1 means | weight |
| --- | --- | --- |
| residual | 30 points or more of the imbalance are not explained by price standing away from its own mean | 0.25 |
| imbalance | 85 % or more on one side | 0.20 |
| distance | the magnet is where price is; 0: at the band's edge or beyond, or there is none | 0.15 |
| size | the magnet holds all that is clustered inside the band | 0.10 |
| fresh | a figure at twice its threshold or more | 0.10 |
| wicks | none beyond a level; 0: they reach as far as the magnet | 0.10 |
| record | the largest level was always reached, the one across never; 0.5: no difference, or under 30 cases | 0.10 |

The weights are conventions of the house, not measured: what was measured is the record. What is unknown counts as in
the middle (0.5), so that a missing figure neither lifts nor sinks a coin. Ties by name, so that pages stay put.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.liquidations.values import Confirmation, Record, Scan, ScanState, Verdict
from engine.market.values import Coin, Side
from engine.scanners.wick_risk import WickRisk

PAGE_SIZE = 8
_ORDER = {ScanState.CONFIRMED: 0, ScanState.LOPSIDED: 1, ScanState.NO_SIGNAL: 2, ScanState.TOO_LITTLE_DATA: 3}
WEIGHTS = {
    "residual": 0.25,
    "imbalance": 0.20,
    "distance": 0.15,
    "size": 0.10,
    "fresh": 0.10,
    "wicks": 0.10,
    "record": 0.10,
}
_FULL_RESIDUAL, _FULL_IMBALANCE = 0.30, 0.85
_UNKNOWN = 0.5
_USUAL_BAND = 0.05  # where a row was made without one


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One coin on the board: what a line of `/top` says, and why it stands there."""

    coin: Coin
    state: ScanState
    heavier: Side | None  # SHORT: up, the heavier side lies above
    imbalance: float | None  # 0.5 to 1
    magnet_distance: float | None  # signed fraction of price
    confirmation: Confirmation
    price_usd: float
    at: datetime
    residual_imbalance: float | None = None
    magnet: str | None = None  # the level's name, "A2"
    magnet_usd: float | None = None
    clustered_usd: float | None = None  # both sides, inside the band
    band: float | None = None  # fraction of price
    wick_risk: WickRisk | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """`ranked`: confirmed, lopsided, no signal, too little data, in this order. `extremes`: over 85 %, kept apart."""

    ranked: tuple[BoardRow, ...]
    extremes: tuple[BoardRow, ...]

    @property
    def signals(self) -> int:
        return sum(row.state is ScanState.CONFIRMED for row in self.ranked)

    @property
    def coins(self) -> int:
        return len(self.ranked) + len(self.extremes)

    def pages(self, size: int = PAGE_SIZE) -> int:
        return max(-(-len(self.ranked) // size), 1)

    def page(self, number: int, size: int = PAGE_SIZE) -> Sequence[BoardRow]:
        """Page `number` from 1; a number outside is the nearest page."""
        first = (min(max(number, 1), self.pages(size)) - 1) * size
        return self.ranked[first : first + size]


def rank(rows: Iterable[BoardRow]) -> Ranking:
    """By state, then by `strength`. Extremes by imbalance."""
    every = list(rows)
    ordered = sorted((row for row in every if row.state is not ScanState.EXTREME), key=_place)
    extremes = sorted((row for row in every if row.state is ScanState.EXTREME), key=_by_imbalance)
    return Ranking(tuple(ordered), tuple(extremes))


def row_of(scan: Scan, price_usd: float | None = None, at: datetime | None = None) -> BoardRow:
    """As of a newer price and time where they are given: the map may be a column old."""
    price = scan.price_usd if price_usd is None else price_usd
    magnet = scan.magnet
    return BoardRow(
        scan.query.coin,
        scan.state,
        scan.heavier,
        scan.imbalance,
        None if magnet is None else magnet.peak_usd / price - 1.0,
        scan.confirmation,
        price,
        scan.at if at is None else at,
        scan.residual_imbalance,
        None if magnet is None else magnet.name,
        None if magnet is None else magnet.notional_usd,
        scan.above_usd + scan.below_usd,
        scan.band,
        scan.wick_risk,
        scan.record,
    )


def strength(row: BoardRow) -> float:
    """0 to 1; see the top of this file. 0 where there is no imbalance at all."""
    if row.imbalance is None:
        return 0.0
    return sum(WEIGHTS[name] * min(max(value, 0.0), 1.0) for name, value in readings(row).items())


def readings(row: BoardRow) -> dict[str, float]:
    """The seven, unclipped."""
    return {
        "residual": _UNKNOWN if row.residual_imbalance is None else row.residual_imbalance / _FULL_RESIDUAL,
        "imbalance": ((row.imbalance or 0.5) - 0.5) / (_FULL_IMBALANCE - 0.5),
        "distance": _nearness(row),
        "size": row.magnet_usd / row.clustered_usd if row.magnet_usd and row.clustered_usd else _UNKNOWN,
        "fresh": freshness(row.confirmation) / 2,
        "wicks": _calm(row),
        "record": _record(row.record),
    }


def freshness(confirmation: Confirmation) -> float:
    """The largest figure in its own threshold; 0 where none is known."""
    limits = confirmation.thresholds
    return max(
        (confirmation.volume_ratio or 0.0) / limits.volume_ratio,
        (confirmation.oi_change_1h or 0.0) / limits.oi_change_1h,
        abs(confirmation.move_5m or 0.0) / limits.move_5m,
    )


def _nearness(row: BoardRow) -> float:
    return 0.0 if row.magnet_distance is None else 1.0 - abs(row.magnet_distance) / (row.band or _USUAL_BAND)


def _calm(row: BoardRow) -> float:
    """Wicks against the way to the magnet: a stop must survive them on that way."""
    if row.wick_risk is None or not row.magnet_distance:
        return _UNKNOWN
    return 1.0 - row.wick_risk.beyond / abs(row.magnet_distance)


def _record(record: Record | None) -> float:
    if record is None or record.verdict is Verdict.TOO_LITTLE:
        return _UNKNOWN
    return 0.5 + (record.reached - record.reached_other_side) / (2 * record.cases)


def _place(row: BoardRow) -> tuple[int, float, str]:
    return _ORDER[row.state], -strength(row), row.coin


def _by_imbalance(row: BoardRow) -> tuple[float, str]:
    return -(row.imbalance or 0.0), row.coin
