"""Which table is this? By its columns, since file names prove nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cli.importing_files import BadTable
from engine.market.values import Venue

TAKER = ("taker_buy_base", "buy_aggressor_base")
VOLUME = ("volume_base", "volume_raw")
OI_CLOSE = ("oi_close_base",)
FUNDING = ("funding_rate", "funding_rate_per_period")
EVENT_PRICE = ("avg_price", "price", "limit_price")
EVENT_QUANTITY = ("filled_qty", "qty_base")
EVENT_SIDE = ("liquidated_side", "liquidated_side_as_recorded")

_KNOWN = """\
candles: symbol, open_ms, open, high, low, close, volume_base (and taker_buy_base, oi_close_base)
open interest: symbol, ts_ms, oi_base
funding: symbol, ts_ms, funding_rate
forced orders: symbol, ts_ms, liquidated_side, qty_base, price (or avg_price, limit_price)
liquidation sums: symbol, open_ms, liq_long_usd, liq_short_usd
all of them with `exchange`, or with the venue in the file's name"""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table holds; one table may hold several kinds."""

    columns: frozenset[str]
    has_candles: bool
    has_open_interest: bool
    has_funding: bool
    has_events: bool
    has_sums: bool

    def first(self, names: tuple[str, ...]) -> str | None:
        return next((name for name in names if name in self.columns), None)

    @property
    def kinds(self) -> str:
        return ", ".join(self._kinds())

    def _kinds(self) -> Iterator[str]:
        yield from ["candles"] * self.has_candles
        yield from ["open interest"] * (
            self.has_open_interest or (self.has_candles and "oi_close_base" in self.columns)
        )
        yield from ["funding"] * self.has_funding
        yield from ["forced orders"] * self.has_events
        yield from ["liquidation sums"] * self.has_sums


def recognise(path: Path, columns: frozenset[str]) -> Shape:
    """Raises `BadTable`, which names the columns it found and those it knows."""

    def has(*names: str) -> bool:
        return columns.issuperset(names)

    def any_of(names: tuple[str, ...]) -> bool:
        return not columns.isdisjoint(names)

    shape = Shape(
        columns,
        has_candles=has("symbol", "open_ms", "open", "high", "low", "close") and any_of(VOLUME),
        has_open_interest=has("symbol", "ts_ms", "oi_base"),
        has_funding=has("symbol", "ts_ms") and any_of(FUNDING),
        has_events=has("symbol", "ts_ms", "qty_base") and any_of(EVENT_SIDE) and any_of(EVENT_PRICE),
        has_sums=has("symbol", "open_ms", "liq_long_usd", "liq_short_usd"),
    )
    if not shape.kinds:
        found = ", ".join(sorted(columns))
        raise BadTable(f"{path.name}: no table with these columns is known: {found}.\nKnown are:\n{_KNOWN}")
    return shape


def venue_in_name(path: Path) -> Venue | None:
    """`binance_oi_5m.parquet` -> Binance; None where no venue of ours is named."""
    return next((venue for venue in Venue if venue.value in path.stem.lower()), None)


def provider_in_name(path: Path) -> str:
    """The first word of the file's name: who published the sums."""
    return path.stem.lower().split("_")[0]
