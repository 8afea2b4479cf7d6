"""What was found of whom, and by what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CheatKind(StrEnum):
    LINKED = "linked"  # two accounts open opposite positions together, so that one of them must win
    WASH = "wash"  # two accounts mirror each other's every fill
    COPY = "copy"  # one hand in several accounts, all doing the same
    STALE_PRICE = "stale-price"  # trades on prices that have moved already
    MANY_ENTRIES = "many-entries"  # accounts that came together and take turns


@dataclass(frozen=True, slots=True)
class Suspicion:
    """`times`: how often; `share`: of the account's own acts; `fill_ids`: some of them, to look up."""

    account_id: int
    kind: CheatKind
    others: tuple[int, ...]
    times: int
    share: float
    fill_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an account's person came from: weak evidence, it only lowers what is needed."""

    account_id: int
    inviter_code: str | None
    first_seen_at: datetime
