"""The log of Bot API calls: what was asked, what was answered, how long it took, what Telegram would refuse."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.events import Hub

Json = dict[str, Any]
KEPT = 1000
QUIET = {"getupdates"}


@dataclass(slots=True)
class Inspector:
    hub: Hub
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    total: int = 0

    def note(self, method: str, params: Json, answer: Json, took_ms: float, at_unix_s: float, fault: str = "") -> None:
        """A poll that brings nothing is not worth a line."""
        if method.lower() in QUIET and answer.get("ok") and not answer.get("result"):
            return
        self.total += 1
        call = {
            "id": self.total, "at": at_unix_s, "method": method, "params": params, "answer": answer,
            "ms": round(took_ms, 2), "violation": is_violation(answer, fault), "fault": fault,
        }  # fmt: skip
        self.calls.append(call)
        self.hub.publish({"type": "call", "call": call})

    def clear(self) -> None:
        self.calls.clear()


def is_violation(answer: Json, fault: str) -> bool:
    """Refused for the bot's own doing, not by a fault we made, and not because a person blocked it."""
    return not answer.get("ok") and not fault and answer.get("error_code") not in (403, 500)
