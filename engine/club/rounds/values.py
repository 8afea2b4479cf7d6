"""What competitions are made of. Money as `Decimal` USDT; scores and dips in millionths (ppm) of an equity.

A millionth of a $10,000 account is a cent: finer differences are ties.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from engine.market.values import Coin, Side

RoundKey = NewType("RoundKey", str)  # day-2026-02-06, week-2026-02-02 (its Monday), month-2026-02

PPM = 1_000_000


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Round:
    """From a bell to the next: `starts_at` belongs to it, `ends_at` to the one after. Aware UTC."""

    period: Period
    key: RoundKey
    starts_at: datetime
    ends_at: datetime


class RoundState(StrEnum):
    RUNNING = "running"
    CLOSED = "closed"  # the bell has rung and its prices are kept; being scored
    CHECKED = "checked"  # scored, and the replay of the fills gave the same
    DISPUTED = "disputed"  # the replay gave something else: nothing is payable, admins were told
    PUBLISHED = "published"
    CANCELLED = "cancelled"  # nobody could be scored: no price was known round the bell


class Unranked(StrEnum):
    """Why an entry has no rank. The first two can still change while the round runs."""

    FEW_TRADES = "few-trades"  # fewer than three opened since the bell
    SHORT_HOLDS = "short-holds"  # the median trade was held under a quarter of an hour
    SMALL = "small"  # under $400 at the bell
    BEYOND_LIMITS = "beyond-limits"  # holds more leverage or more of one coin than a round allows; let in when not
    LEFT = "left"
    RESET = "reset"
    REVIEW = "review"  # looks like one of the cheats; people look at it
    NO_PRICE = "no-price"  # held a contract that had no price at the bell


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a board. `name` None: hides from boards, shown as "a trader". `rank` from 1, None where `why`."""

    rank: int | None
    user_id: int
    account_id: int
    name: str | None
    score_ppm: int
    trades: int
    dip_ppm: int  # deepest fall from a peak of equity since the bell, >= 0
    why: Unranked | None = None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """`page` from 0. `traders`: all who entered; `ranked`: those with a rank. Of a group: of its members only, and
    `line.rank` is the rank in the group."""

    key: RoundKey
    state: RoundState
    page: int
    pages: int
    traders: int
    ranked: int
    lines: tuple[Line, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Own:
    """Where somebody stands; their own name is there even when they hide. `median_hold_s` None: nothing was traded."""

    key: RoundKey
    line: Line
    ranked: int
    traders: int
    median_hold_s: int | None
    opening_usdt: Decimal
    as_of: datetime


@dataclass(frozen=True, slots=True)
class BestTrade:
    """`move_ppm`: the price's way in its favour."""

    coin: Coin
    side: Side
    leverage: Decimal | None
    entry_usd: Decimal
    exit_usd: Decimal
    move_ppm: int


class PrizeState(StrEnum):
    DUE = "due"  # payable: the replay agreed
    ASKED = "asked"  # the winner was asked in private how to be paid
    CLAIMED = "claimed"  # and said how
    PAID = "paid"
    UNCLAIMED = "unclaimed"  # nothing was said for seven days
    HELD = "held"  # suspected; people look at it
    REFUSED = "refused"  # they found that it was a cheat


@dataclass(frozen=True, slots=True)
class Prize:
    prize_id: int
    key: RoundKey
    user_id: int
    account_id: int
    amount_usd: Decimal
    state: PrizeState
    made_at: datetime
    asked_at: datetime | None = None
    claimed_at: datetime | None = None
    how: str | None = None  # the winner's own words
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What the post at the bell says. `top`: at most five. `proof`: first 8 hex digits of the result's hash.

    `is_late`: Helix was down at the bell, so the first prices after it counted. `prize_user_id` None: no prize (a week)
    or nobody qualified for it. `middle_ppm` None: nobody traded. `btc_ppm` None: no price of it was kept.
    """

    round: Round
    state: RoundState
    traders: int
    ranked: int
    top: tuple[Line, ...]
    prize_usd: Decimal
    prize_user_id: int | None
    prize_name: str | None
    fills_replayed: int
    proof: str
    best: BestTrade | None
    middle_ppm: int | None
    btc_ppm: int | None
    is_late: bool


class JoinState(StrEnum):
    IN = "in"  # counted already
    COMING = "coming"  # counted from the next look at prices, some seconds
    SMALL = "small"
    BEYOND_LIMITS = "beyond-limits"
    OUT = "out"  # left or reset in this round; in again from the next bell
    NO_ACCOUNT = "no-account"


@dataclass(frozen=True, slots=True)
class Membership:
    """That somebody takes part in all rounds of a kind from now on. `state`: in the round that runs."""

    period: Period
    user_id: int
    account_id: int
    joined_at: datetime
    state: JoinState
    blocking: tuple[Coin, ...] = ()  # coins beyond the limits: to be made smaller before it counts
