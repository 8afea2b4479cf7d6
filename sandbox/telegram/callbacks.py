"""Pressed buttons that wait for their answer."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.refusals import bad_request

ANSWERABLE_FOR_S = 15.0
KEPT = 2000
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Press:
    """A callback query. `asked_at_s` is the steady clock's."""

    user_id: int
    chat_id: int
    message_id: int
    asked_at_s: float
    answer: dict[str, Any] | None = None


@dataclass(slots=True)
class Callbacks:
    steady: Callable[[], float]
    presses: dict[str, Press] = field(default_factory=dict)

    def open(self, user_id: int, chat_id: int, message_id: int) -> str:
        query_id = str(secrets.randbits(62))
        self.presses[query_id] = Press(user_id, chat_id, message_id, self.steady())
        for old in list(self.presses)[: max(0, len(self.presses) - KEPT)]:
            del self.presses[old]
        return query_id

    def answer(self, query_id: str, answer: dict[str, Any]) -> Press:
        """Refuses an unknown query, a second answer, and an answer that comes too late."""
        press = self.presses.get(query_id)
        if press is None or press.answer is not None or self.age_s(press) > ANSWERABLE_FOR_S:
            raise bad_request(TOO_OLD)
        press.answer = answer
        return press

    def age_s(self, press: Press) -> float:
        return self.steady() - press.asked_at_s

    def make_older(self, query_id: str, seconds: float) -> None:
        """For tests of late answers: nobody has to wait."""
        self.presses[query_id].asked_at_s -= seconds
