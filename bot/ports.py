"""What the chat asks of the engine and of the stores. `cli/compose` brings the objects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.club.alerts import Alert, NewAlert
from engine.club.people import ChatKind, Person, Preferences
from engine.club.quiet import QuietHours
from engine.club.watch import Firing
from engine.liquidations.values import LiquidationMap, MapQuery, Record, Scan
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.scanners.ranking import BoardRow, Ranking


class Scans(Protocol):
    async def __call__(self, query: MapQuery) -> Scan: ...


class Maps(Protocol):
    async def __call__(self, query: MapQuery) -> LiquidationMap: ...


class Boards(Protocol):
    def ranking(self, window: Window) -> Ranking: ...

    def row(self, coin: Coin, window: Window) -> BoardRow | None: ...


class Accuracy(Protocol):
    async def record(self, coin: Coin, window: Window, source: MarketSource) -> Record | None:
        """None: not measured yet."""
        ...


@dataclass(frozen=True, slots=True)
class HealthLine:
    name: str
    is_ok: bool
    value: str


class Health(Protocol):
    async def __call__(self) -> Sequence[HealthLine]: ...


class People(Protocol):
    async def find(self, user_id: int) -> Person | None: ...

    async def meet(
        self,
        user_id: int,
        first_name: str,
        username: str | None,
        prefers: Preferences,
        *,
        has_started: bool,
    ) -> Person: ...

    async def invited(self, user_id: int, code: str) -> None: ...

    async def prefer(self, user_id: int, prefers: Preferences) -> Person: ...

    async def keep_quiet(self, user_id: int, quiet: QuietHours | None) -> Person: ...

    async def mark_blocked(self, user_id: int) -> None: ...

    async def mark_reachable(self, user_id: int) -> None: ...


class Chats(Protocol):
    async def see(self, chat_id: int, kind: ChatKind, title: str | None) -> None: ...

    async def leave(self, chat_id: int) -> None: ...

    async def migrate(self, old_id: int, new_id: int) -> None: ...


class Alerts(Protocol):
    async def add(self, asked: NewAlert, limit: int) -> Alert | None: ...

    async def of(self, user_id: int) -> Sequence[Alert]: ...

    async def end(self, alert_id: int, user_id: int) -> bool: ...

    async def cool_for(self, alert_id: int, user_id: int, cooldown: timedelta) -> Alert | None: ...


class Firings(Protocol):
    async def claim(self, limit: int, lease_s: float, burst_s: float = 0.0) -> Sequence[Firing]: ...

    async def anchor(self, firing_ids: Sequence[int], message_id: int) -> None: ...

    async def confirm(self, firing_ids: Sequence[int], message_id: int) -> None: ...

    async def drop(self, firing_ids: Sequence[int], why: str) -> None: ...

    async def delay(self, firing_ids: Sequence[int], delay_s: float, why: str, *, is_held: bool = False) -> None: ...


class Clock(Protocol):
    def now(self) -> datetime: ...
