"""Hours for which no map was frozen, and why: said in the chain, so that nobody can drop a bad hour later."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.liquidations.ledger.spelling import BadBody, Lines, stamp
from engine.market.values import Coin, MarketSource

HEAD = "helix-missed 1"


class Why(StrEnum):
    NO_HISTORY = "no-history"  # listed a moment ago, or the venue delivered nothing
    STALE = "stale"  # the newest bar is too old: the venue is silent
    LATE = "late"  # the hour began before the coin's turn came
    CLOCK = "clock"  # the database's clock disagrees with ours
    STORE = "store-away"  # the database did not answer in time
    FAILED = "failed"  # an error of ours; the log has it
    NOT_RUNNING = "not-running"  # nobody was there to freeze


@dataclass(frozen=True, slots=True)
class Missed:
    """`hours` in a row, the last of them `hour_at`."""

    source: MarketSource
    coin: Coin
    hour_at: datetime
    hours: int
    why: Why


def missed_body(missed: Missed) -> bytes:
    lines = (
        HEAD,
        f"source {missed.source.value}",
        f"coin {missed.coin}",
        f"hour {stamp(missed.hour_at)}",
        f"hours {missed.hours}",
        f"why {missed.why.value}",
    )
    return ("\n".join(lines) + "\n").encode("utf-8")


def read_missed(body: bytes) -> Missed:
    """Raises `BadBody`."""
    lines = Lines(body, HEAD)
    try:
        source, coin, why = (lines.word(name) for name in ("source", "coin", "why"))
        return Missed(MarketSource(source), Coin(coin), lines.moment("hour"), int(lines.word("hours")), Why(why))
    except ValueError as error:
        raise BadBody(str(error)) from error
