"""A day of paper fills beside the market: what the report says, and how its post carries it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol

from engine.exchange.drift import Verdict
from engine.exchange.drift_rows import Why
from engine.exchange.drift_summary import Drift
from engine.exchange.outputs import FillModel
from engine.market.values import Coin, MarketSource, Symbol

POST_KIND = "paper-drift"
KINDER_BPS = 0.5  # a fill on average; less is as the market
_MOST_COINS = 5  # of a model, in a message


class Leaning(StrEnum):
    NOTHING = "nothing"  # was traded
    UNKNOWN = "unknown"  # none could be compared
    KINDER = "kinder"
    STRICTER = "stricter"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class DriftDay:
    """A day of UTC. `made`: fills against a book, a queue or a candle, looked at or not; the others were made at a
    stated price. `drifts`: as `summarise` orders them, the first of all. `whys`: what could not be compared, and why.
    """

    source: MarketSource
    day: date
    made: int
    drifts: tuple[Drift, ...]
    whys: tuple[tuple[Why, int], ...]

    @property
    def whole(self) -> Drift | None:
        return self.drifts[0] if self.drifts else None

    @property
    def unlooked(self) -> int:
        """Of a restart or a rush."""
        return max(self.made - (self.whole.fills if self.whole is not None else 0), 0)

    @property
    def leaning(self) -> Leaning:
        if self.made == 0 and self.whole is None:
            return Leaning.NOTHING
        return Leaning.UNKNOWN if self.whole is None else leaning(self.whole)


@dataclass(frozen=True, slots=True)
class DriftLine:
    """A fill as it was looked at. Prices a coin; the last three None where it could not be compared."""

    fill_id: int
    account_id: int
    symbol: Symbol
    coin: Coin
    at: datetime
    is_buy: bool
    quantity: float
    model: FillModel
    verdict: Verdict
    why: Why | None
    paper_usd: float
    market_usd: float | None
    bps: float | None
    usdt: float | None


class DriftDays(Protocol):
    """Raises `StorageAway`."""

    async def is_begun(self, until: datetime) -> bool:
        """Somebody had an account before."""
        ...

    async def of_day(self, day: date) -> DriftDay: ...

    async def lines(self, day: date, after: DriftLine | None = None) -> Sequence[DriftLine]:
        """A page of the day in the order of time, after a line; empty at the end."""
        ...


def leaning(drift: Drift) -> Leaning:
    if drift.mean_bps is None:
        return Leaning.UNKNOWN
    if abs(drift.mean_bps) < KINDER_BPS:
        return Leaning.EVEN
    return Leaning.KINDER if drift.mean_bps > 0 else Leaning.STRICTER


def bounds(day: date) -> tuple[datetime, datetime]:
    since = datetime.combine(day, time(), UTC)
    return since, since + timedelta(days=1)


def file_name(source: MarketSource, day: date) -> str:
    return f"paper-drift-{source.value}-{day:%Y-%m-%d}.csv"


def post_key(source: MarketSource, day: date) -> str:
    return f"{POST_KIND}:{source.value}:{day:%Y-%m-%d}"


def day_body(one: DriftDay) -> dict[str, Any]:
    """JSON values, with the coins that traded most."""
    return {
        "day": one.day.isoformat(),
        "made": one.made,
        "drifts": [asdict(drift) for drift in _foremost(one.drifts)],
        "whys": {why.value: count for why, count in one.whys},
    }


def day_from(source: MarketSource, body: Mapping[str, Any]) -> DriftDay:
    whys = tuple((Why(why), count) for why, count in body["whys"].items())
    return DriftDay(source, date.fromisoformat(body["day"]), body["made"], tuple(map(_drift, body["drifts"])), whys)


def _drift(body: Mapping[str, Any]) -> Drift:
    model, coin = body["model"], body["coin"]
    named = {"model": None if model is None else FillModel(model), "coin": None if coin is None else Coin(coin)}
    return Drift(**{**body, **named})


def _foremost(drifts: Sequence[Drift]) -> list[Drift]:
    seen: dict[FillModel | None, int] = {}
    chosen: list[Drift] = []
    for drift in drifts:
        seen[drift.model] = seen.get(drift.model, -1) + 1  # the first is that of all coins
        if seen[drift.model] <= _MOST_COINS:
            chosen.append(drift)
    return chosen
