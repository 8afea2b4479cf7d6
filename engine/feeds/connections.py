"""As many stream connections of one venue as its list of contracts needs, also while that list changes."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, Protocol

from engine.feeds.ports import Changes, FeedTrouble, Gap
from engine.feeds.socket import Dialect, Event, VenueSocket
from engine.feeds.streaming import Emit
from engine.market.values import Instrument


class ChangingDialect(Dialect[Event], Protocol[Event]):
    def follow(self, instruments: Sequence[Instrument]) -> Sequence[dict[str, Any]]:
        """These from now on. Returns what to say on an open connection; what stays is not touched."""
        ...


@dataclass(slots=True)
class _Line(Generic[Event]):
    """One connection and what it carries."""

    dialect: ChangingDialect[Event]
    socket: VenueSocket[Event]
    carried: list[Instrument]
    task: "asyncio.Task[None]"


class Connections(Generic[Event]):
    """A source of a stream. A contract that stays keeps its connection; one that comes takes a free place first.

    `weigh`: what a contract takes of a connection's `room`. `dialect`, `socket`: make a connection, not yet open.
    `on_change`: hears of a changed list before the connections do.
    """

    def __init__(
        self,
        instruments: Sequence[Instrument],
        changes: Changes | None,
        *,
        room: int,
        weigh: Callable[[Instrument], int],
        dialect: Callable[[Sequence[Instrument]], ChangingDialect[Event]],
        socket: Callable[[ChangingDialect[Event]], VenueSocket[Event]],
        on_change: Callable[[Sequence[Instrument]], None] = lambda _: None,
    ) -> None:
        self._first = instruments
        self._changes = changes
        self._room = room
        self._weigh = weigh
        self._dialect = dialect
        self._socket = socket
        self._on_change = on_change
        self._lines: list[_Line[Event]] = []

    async def run(self, emit: Emit[Event | Gap | FeedTrouble]) -> NoReturn:
        changes: Changes = self._changes or asyncio.Queue()  # of which none ever comes
        async with asyncio.TaskGroup() as group:
            wanted = self._first
            while True:
                await self._carry(wanted, group, emit)
                wanted = await changes.get()
                self._on_change(wanted)

    async def _carry(
        self, wanted: Sequence[Instrument], group: asyncio.TaskGroup, emit: Emit[Event | Gap | FeedTrouble]
    ) -> None:
        parts, new = self.divided(wanted, [line.carried for line in self._lines])
        for line, part in zip(list(self._lines), parts, strict=True):
            if not part:
                line.task.cancel()
                self._lines.remove(line)
            elif part != line.carried:
                line.carried = part
                await line.socket.tell(line.dialect.follow(part))
        for part in new:
            dialect = self._dialect(part)
            socket = self._socket(dialect)
            self._lines.append(_Line(dialect, socket, part, group.create_task(socket.run(emit))))

    def divided(
        self, wanted: Sequence[Instrument], carried: Sequence[Sequence[Instrument]]
    ) -> tuple[list[list[Instrument]], list[list[Instrument]]]:
        """What each connection is to carry now, and what takes connections of its own."""
        left = {one.symbol: one for one in wanted}
        parts = [[left.pop(one.symbol) for one in part if one.symbol in left] for part in carried]
        rooms = [self._room - sum(map(self._weigh, part)) for part in parts]
        for one in left.values():
            weight = self._weigh(one)
            place = next((i for i, room in enumerate(rooms) if room >= weight and parts[i]), None)
            if place is None:
                place = len(parts)
                parts.append([])
                rooms.append(self._room)
            parts[place].append(one)
            rooms[place] -= weight
        return parts[: len(carried)], parts[len(carried) :]
