"""What a running Helix tells other commands of the same folder: where its page is and which time it lives in."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db.embedded.folder import LOCK, is_held
from engine.market.values import MarketSource

FILE = "run.json"


@dataclass(frozen=True, slots=True)
class RunState:
    """`replay_from` and `speed` place a replay's clock; a live or simulated run has none."""

    pid: int
    source: MarketSource
    page: str | None
    started_at: str
    replay_from: str | None = None
    speed: float = 1.0

    def now(self, wall: datetime) -> datetime:
        """The run's own time at wall-clock time `wall`."""
        if self.replay_from is None:
            return wall
        passed: timedelta = wall - datetime.fromisoformat(self.started_at)
        return datetime.fromisoformat(self.replay_from) + passed * self.speed

    def write(self, home: Path) -> None:
        temporary = home / (FILE + ".new")
        temporary.write_text(json.dumps(asdict(self)))
        temporary.replace(home / FILE)


def read(home: Path) -> RunState | None:
    """The last run's state; None where Helix never ran in this folder."""
    try:
        kept = json.loads((home / FILE).read_text())
    except FileNotFoundError:
        return None
    return RunState(**{**kept, "source": MarketSource(kept["source"])})


def running_here(home: Path) -> RunState | None:
    """The `helix up` that holds this folder now; None where none does, or where it is not ready yet."""
    state = read(home)
    if state is None or not is_held(home):
        return None
    return state if state.pid == _holder(home) else None


def _holder(home: Path) -> int | None:
    """The pid in the lock's file; None while it is being written."""
    text = (home / LOCK).read_text().strip()
    return int(text) if text.isdigit() else None
