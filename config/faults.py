"""What is wrong with the settings, told all at once."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to change. `given` is None for a secret, and where nothing was given."""

    key: str
    problem: str
    works: str = ""
    given: str | None = None
    place: str = ""

    def __str__(self) -> str:
        given = "" if self.given is None else f" = {self.given[:120]!r}"
        place = f" (in {self.place})" if self.place else ""
        works = f"; works: {self.works}" if self.works else ""
        return f"{self.key}{given}{place} {self.problem}{works}"


class BadSettings(Exception):
    """The start must stop. The message lists every fault, and what else looks odd; secrets are not in it."""

    def __init__(self, faults: Sequence[Fault], warnings: Sequence[str] = ()) -> None:
        self.faults = tuple(faults)
        self.warnings = tuple(warnings)
        count = "1 setting is" if len(faults) == 1 else f"{len(faults)} settings are"
        lines = [f"  - {fault}" for fault in faults] + [f"  - perhaps: {warning}" for warning in warnings]
        super().__init__("\n".join([f"{count} wrong:", *lines]))
