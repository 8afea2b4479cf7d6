"""Trouble on request: refusals, delays and lost answers for the next calls or the next seconds."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
KINDS = ("429", "500", "slow", "drop", "drop_after", "duplicate_update")


@dataclass(slots=True)
class Fault:
    """`kind` for `method` ("*" = all but getUpdates) while calls or time are left.

    `seconds` is the 429's retry_after, or the delay of `slow`. "drop" closes the connection before anything is done,
    "drop_after" when it is done: the bot cannot tell which.
    """

    id: int
    kind: str
    method: str = "*"
    seconds: float = 1.0
    calls_left: int | None = None
    until_s: float | None = None

    def shown(self) -> Json:
        return {
            "id": self.id, "kind": self.kind, "method": self.method, "seconds": self.seconds,
            "calls_left": self.calls_left,
        }  # fmt: skip


@dataclass(slots=True)
class Faults:
    steady: Callable[[], float]
    active: list[Fault] = field(default_factory=list)
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add(self, request: Json) -> Fault:
        """Raises `ValueError` for a kind nobody knows. Without `calls` or `for_s` it holds for one call."""
        kind = str(request.get("kind", ""))
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}: one of {', '.join(KINDS)}")
        for_s, calls = request.get("for_s"), request.get("calls")
        fault = Fault(
            id=next(self.ids), kind=kind, method=str(request.get("method") or "*"),
            seconds=float(request.get("seconds", 1.0)),
            calls_left=int(calls) if calls is not None else (None if for_s else 1),
            until_s=self.steady() + float(for_s) if for_s else None,
        )  # fmt: skip
        self.active.append(fault)
        return fault

    def clear(self) -> None:
        self.active.clear()

    def current(self) -> list[Fault]:
        now_s = self.steady()
        self.active = [f for f in self.active if f.calls_left != 0 and (f.until_s is None or f.until_s > now_s)]
        return self.active

    def take(self, method: str, kinds: tuple[str, ...]) -> Fault | None:
        """The first fault that hits this call; uses up one of its calls."""
        for fault in self.current():
            hits = fault.method.lower() == method.lower() or (fault.method == "*" and method.lower() != "getupdates")
            if hits and fault.kind in kinds:
                if fault.calls_left is not None:
                    fault.calls_left -= 1
                return fault
        return None
