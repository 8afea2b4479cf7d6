"""Updates and answers on their way, in the form that survives a crash."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update as it came. Updates of one `lane` (a chat, else a person) are handled one after the other."""

    update_id: int
    lane: int
    payload: str  # JSON, as Telegram sent it


@dataclass(frozen=True, slots=True)
class Claimed:
    """An update this worker holds for the length of its lease."""

    update_id: int
    lane: int
    payload: str
    attempt: int  # 1 for the first
    received_at: datetime


class AnswerState(StrEnum):
    INTENT = "intent"  # about to be sent; found after a crash: unknown
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was sent for an update. `step` counts the sends of its handler from 0; `result` is Telegram's JSON."""

    step: int
    method: str
    state: AnswerState
    result: str | None
