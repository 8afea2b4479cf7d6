"""What works and what does not, for /health."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.health import OwnHealth
from bot.ports import HealthLine
from engine.market.ingest import Ingestion
from engine.market.trouble import ALARM_AFTER

_QUIET_S = 120.0  # a venue with hundreds of contracts says something each second


@dataclass(frozen=True, slots=True)
class HouseHealth:
    """The bot's own list, the engines that share the market, and one line for each venue this process listens to."""

    own: OwnHealth
    ingestions: Sequence[Ingestion] = ()
    engines: Callable[[], Awaitable[HealthLine | None]] | None = None

    async def __call__(self) -> Sequence[HealthLine]:
        engines = None if self.engines is None else await self.engines()
        shared = [] if engines is None else [engines]
        return [*await self.own(), *shared, *map(_line, self.ingestions)]


def _line(ingestion: Ingestion) -> HealthLine:
    now = ingestion.snapshot()
    heard_s, contracts = float(now["heard_s_ago"]), now["contracts"]
    failures = {name.removesuffix("_failures"): int(n) for name, n in now.items() if name.endswith("_failures")}
    is_ok = 0.0 <= heard_s < _QUIET_S and max(failures.values(), default=0) < ALARM_AFTER
    heard = "nothing heard yet" if heard_s < 0 else f"heard {heard_s:.0f} s ago"
    failed = [f"{part} failed {count} times in a row" for part, count in failures.items()]
    waiting = [f"{now['rows_waiting']} rows to be stored"] if now["rows_waiting"] else []
    return HealthLine(ingestion.venue.value, is_ok, ", ".join([heard, f"{contracts} contracts", *failed, *waiting]))
