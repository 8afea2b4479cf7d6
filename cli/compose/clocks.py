"""The clocks a process may live by."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cli.run_state import RunState


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """As of one instant: for `--at`."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class RunClock:
    """The time of the Helix that runs from this folder, a replay's too."""

    state: RunState

    def now(self) -> datetime:
        return self.state.now(datetime.now(UTC))
