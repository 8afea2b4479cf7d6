"""Who is in a round and how they stand, as it is kept."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from engine.club.rounds.books import Snapshot
from engine.club.rounds.ranking import Standing
from engine.club.rounds.values import Period, RoundKey, Unranked


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part in a kind of round and is not in the one that runs. `ready_at`: prices before it do not
    count for them. `has_played`: was in one of that kind with this account before, under its limits."""

    period: Period
    user_id: int
    account_id: int
    ready_at: datetime
    account_opened_at: datetime
    start_usdt: Decimal
    has_played: bool
    told: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """`entry_id` ascends as people come in. `opening`: the books the score and its replay start from."""

    entry_id: int
    round_key: RoundKey
    opening: Snapshot
    opening_usdt: Decimal
    peak_usdt: Decimal
    standing: Standing


@dataclass(frozen=True, slots=True)
class NewEntry:
    round_key: RoundKey
    user_id: int
    opening: Snapshot
    opening_usdt: Decimal
    why: Unranked | None


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry at the end. `replayed_usdt` None: a contract it holds had no price at the bell."""

    user_id: int
    closing_usdt: Decimal | None
    replayed_usdt: Decimal | None
    fills: int
    early: int
    score_ppm: int
    dip_ppm: int
    reached_at: datetime
    trades: int
    median_hold_s: int | None
    why: Unranked | None
