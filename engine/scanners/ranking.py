"""The order of `/top`: signals first, then lopsided, then the rest; extremes stand apart. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.liquidations.values import Confirmation, Scan, ScanState
from engine.market.values import Coin, Side

PAGE_SIZE = 8
_ORDER = {ScanState.CONFIRMED: 0, ScanState.LOPSIDED: 1, ScanState.NO_SIGNAL: 2, ScanState.TOO_LITTLE_DATA: 3}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One coin on the board: what a line of `/top` says."""

    coin: Coin
    state: ScanState
    heavier: Side | None  # SHORT: up, the heavier side lies above
    imbalance: float | None  # 0.5 to 1
    magnet_distance: float | None  # signed fraction of price
    confirmation: Confirmation
    price_usd: float
    at: datetime


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
    """Confirmed by freshness, then nearest magnet; the others by imbalance. Ties by name, so that pages stay put."""
    every = list(rows)
    ordered = sorted((row for row in every if row.state is not ScanState.EXTREME), key=_place)
    extremes = sorted((row for row in every if row.state is ScanState.EXTREME), key=_by_imbalance)
    return Ranking(tuple(ordered), tuple(extremes))


def row_of(scan: Scan) -> BoardRow:
    magnet = scan.magnet.distance if scan.magnet is not None else None
    return BoardRow(
        scan.query.coin, scan.state, scan.heavier, scan.imbalance, magnet, scan.confirmation, scan.price_usd, scan.at
    )


def freshness(confirmation: Confirmation) -> int:
    """How many of the three figures are fresh."""
    return confirmation.is_volume_fresh + confirmation.is_oi_fresh + confirmation.is_move_fresh


def _place(row: BoardRow) -> tuple[int, float, float, str]:
    group = _ORDER[row.state]
    if row.state is ScanState.CONFIRMED:
        distance = abs(row.magnet_distance) if row.magnet_distance is not None else float("inf")
        return group, -freshness(row.confirmation), distance, row.coin
    return group, *_by_imbalance(row)


def _by_imbalance(row: BoardRow) -> tuple[float, float, str]:
    return -(row.imbalance or 0.0), 0.0, row.coin
