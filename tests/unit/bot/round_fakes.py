"""Competitions in memory: each fake holds what the real one keeps in Postgres and Redis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.round_parts import RoundParts
from engine.club.live_boards import LiveBoardBook
from engine.club.rounds.calendar import round_at, round_before
from engine.club.rounds.handles import handle_of, user_of
from engine.club.rounds.naming import NameChoice, NameFault
from engine.club.rounds.rules import PrizeMoney
from engine.club.rounds.values import (
    BoardPage,
    JoinState,
    Line,
    Membership,
    Own,
    Period,
    Prize,
    PrizeState,
    Round,
    RoundKey,
    RoundResult,
    RoundState,
)

HOUSE = ZoneInfo("America/Chicago")


@dataclass
class FakeClub:
    """What all the fakes look at. `entries`: lines by round, in the order of their ranks."""

    entries: dict[RoundKey, list[Line]] = field(default_factory=dict)
    results: dict[RoundKey, RoundResult] = field(default_factory=dict)
    states: dict[RoundKey, RoundState] = field(default_factory=dict)
    members: dict[tuple[int, Period], Membership] = field(default_factory=dict)
    groups: dict[int, set[int]] = field(default_factory=dict)
    chosen: dict[int, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    followable: set[int] = field(default_factory=set)
    followed: set[tuple[int, int]] = field(default_factory=set)
    since: dict[tuple[int, int], datetime] = field(default_factory=dict)
    prizes: dict[int, Prize] = field(default_factory=dict)

    def enter(self, key: RoundKey, user_id: int, score_ppm: int, trades: int = 3, dip_ppm: int = 10_000) -> None:
        """Or a new score of somebody who is in."""
        others = [one for one in self.entries.get(key, []) if one.user_id != user_id]
        name = self.chosen.get(user_id, f"trader-{user_id}")
        entered = [*others, Line(None, user_id, user_id, name, score_ppm, trades, dip_ppm)]
        self.entries[key] = sorted(entered, key=lambda one: -one.score_ppm)

    def lines(self, key: RoundKey, among: set[int] | None = None) -> list[Line]:
        found = [one for one in self.entries.get(key, []) if among is None or one.user_id in among]
        return [
            replace(one, rank=rank, name=None if one.user_id in self.hidden else one.name)
            for rank, one in enumerate(found, 1)
        ]


@dataclass
class FakeBoards:
    club: FakeClub
    now: datetime

    async def running(self, period: Period, now: datetime) -> Round:
        return round_at(period, now, HOUSE)

    async def last_ended(self, period: Period, now: datetime) -> Round:
        return round_before(round_at(period, now, HOUSE), HOUSE)

    async def page(self, key: RoundKey, page: int, size: int = 10) -> BoardPage:
        return self._page(key, self.club.lines(key), page, size)

    async def group_page(self, key: RoundKey, chat_id: int, page: int, size: int = 10) -> BoardPage:
        return self._page(key, self.club.lines(key, self.club.groups.get(chat_id, set())), page, size)

    def _page(self, key: RoundKey, lines: list[Line], page: int, size: int) -> BoardPage:
        pages = max((len(lines) + size - 1) // size, 1)
        page = min(page, pages - 1)
        shown = tuple(lines[page * size : (page + 1) * size])
        state = self.club.states.get(key, RoundState.PUBLISHED if key in self.club.results else RoundState.RUNNING)
        return BoardPage(key, state, page, pages, len(lines), len(lines), shown, self.now)

    async def own(self, key: RoundKey, user_id: int) -> Own | None:
        return self._own(key, user_id, self.club.lines(key))

    async def group_own(self, key: RoundKey, chat_id: int, user_id: int) -> Own | None:
        return self._own(key, user_id, self.club.lines(key, self.club.groups.get(chat_id, set())))

    def _own(self, key: RoundKey, user_id: int, lines: list[Line]) -> Own | None:
        found = next((one for one in lines if one.user_id == user_id), None)
        if found is None:
            return None
        named = replace(found, name=self.club.chosen.get(user_id, f"trader-{user_id}"))
        return Own(key, named, len(lines), len(lines), 1800, Decimal(10_000), self.now)

    async def around(self, key: RoundKey, user_id: int, each_side: int = 2) -> Sequence[Line]:
        lines = self.club.lines(key)
        at = next((n for n, one in enumerate(lines) if one.user_id == user_id), None)
        return [] if at is None else lines[max(at - each_side, 0) : at + each_side + 1]

    async def result(self, key: RoundKey) -> RoundResult | None:
        return self.club.results.get(key)


@dataclass
class FakeJoining:
    club: FakeClub

    async def join(self, user_id: int, period: Period, now: datetime) -> Membership:
        known = self.club.members.get((user_id, period))
        if known is None or known.state is JoinState.OUT:
            known = Membership(period, user_id, user_id, now, JoinState.IN)
            self.club.members[user_id, period] = known
        return known

    async def leave(self, user_id: int, period: Period, now: datetime) -> bool:
        known = self.club.members.get((user_id, period))
        if known is None or known.state is JoinState.OUT:
            return False
        self.club.members[user_id, period] = replace(known, state=JoinState.OUT)
        return True

    async def memberships(self, user_id: int, now: datetime) -> Mapping[Period, Membership]:
        return {period: one for (member, period), one in self.club.members.items() if member == user_id}


@dataclass
class FakeGroupTraders:
    club: FakeClub

    async def seen(self, chat_id: int, user_id: int) -> None:
        self.club.groups.setdefault(chat_id, set()).add(user_id)

    async def gone(self, chat_id: int, user_id: int) -> None:
        self.club.groups.get(chat_id, set()).discard(user_id)

    async def groups(self, user_id: int) -> Sequence[int]:
        return [chat_id for chat_id, members in self.club.groups.items() if user_id in members]


@dataclass
class FakeNames:
    club: FakeClub

    async def name(self, user_id: int) -> str:
        return self.club.chosen.get(user_id, f"trader-{user_id}")

    async def names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        return {one: await self.name(one) for one in user_ids if one not in self.club.hidden}

    async def choose(self, user_id: int, typed: str, now: datetime) -> NameChoice:
        fault = NameFault.SHORT if len(typed) < 3 else NameFault.TAKEN if typed in self.club.chosen.values() else None
        if fault is None:
            self.club.chosen[user_id] = typed
        return NameChoice(await self.name(user_id), fault)

    async def find(self, typed: str) -> int | None:
        everybody = {one.user_id for lines in self.club.entries.values() for one in lines} | set(self.club.chosen)
        found = [one for one in everybody if (await self.name(one)).lower() == typed.lower()]
        return next((one for one in found if one not in self.club.hidden), None)

    async def handle(self, user_id: int) -> str:
        return handle_of(user_id, b"salt")

    async def of_handle(self, handle: str) -> int | None:
        return user_of(handle, b"salt")


@dataclass
class FakePrivacy:
    club: FakeClub

    async def is_hidden(self, user_id: int) -> bool:
        return user_id in self.club.hidden

    async def hide(self, user_id: int, hidden: bool) -> None:
        (self.club.hidden.add if hidden else self.club.hidden.discard)(user_id)

    async def may_be_followed(self, user_id: int) -> bool:
        return user_id in self.club.followable and user_id not in self.club.hidden

    async def allow_following(self, user_id: int, allowed: bool) -> None:
        (self.club.followable.add if allowed else self.club.followable.discard)(user_id)
        if not allowed:
            self.club.followed = {pair for pair in self.club.followed if pair[1] != user_id}


@dataclass
class FakeFollows:
    club: FakeClub

    async def follow(self, follower_id: int, trader_id: int, now: datetime) -> bool:
        if trader_id not in self.club.followable or trader_id in self.club.hidden:
            return False
        self.club.followed.add((follower_id, trader_id))
        return True

    async def unfollow(self, follower_id: int, trader_id: int) -> bool:
        is_there = (follower_id, trader_id) in self.club.followed
        self.club.followed.discard((follower_id, trader_id))
        return is_there

    async def followers(self, trader_id: int, by: datetime | None = None) -> Sequence[int]:
        return [
            follower
            for follower, trader in self.club.followed
            if trader == trader_id and (by is None or self.club.since.get((follower, trader), by) <= by)
        ]

    async def following(self, follower_id: int) -> Sequence[int]:
        return [trader for follower, trader in self.club.followed if follower == follower_id]

    async def followed(self) -> Sequence[int]:
        return sorted({trader for _, trader in self.club.followed})


_OPEN = (PrizeState.DUE, PrizeState.ASKED, PrizeState.CLAIMED, PrizeState.HELD)


@dataclass
class FakePrizes:
    club: FakeClub

    def _step(self, prize_id: int, froms: tuple[PrizeState, ...], to: PrizeState, **more: object) -> bool:
        prize = self.club.prizes.get(prize_id)
        if prize is None or prize.state not in froms:
            return False
        self.club.prizes[prize_id] = replace(prize, state=to, **more)  # type: ignore[arg-type]  # its own fields
        return True

    async def prize(self, prize_id: int) -> Prize | None:
        return self.club.prizes.get(prize_id)

    async def of(self, user_id: int) -> Sequence[Prize]:
        return [one for one in self.club.prizes.values() if one.user_id == user_id]

    async def open(self) -> Sequence[Prize]:
        return [one for one in self.club.prizes.values() if one.state in _OPEN]

    async def asked(self, prize_id: int, now: datetime) -> bool:
        return self._step(prize_id, (PrizeState.DUE,), PrizeState.ASKED, asked_at=now)

    async def claim(self, prize_id: int, user_id: int, how: str, now: datetime) -> bool:
        prize = self.club.prizes.get(prize_id)
        if prize is None or prize.user_id != user_id:
            return False
        return self._step(prize_id, (PrizeState.DUE, PrizeState.ASKED), PrizeState.CLAIMED, how=how, claimed_at=now)

    async def paid(self, prize_id: int, now: datetime) -> bool:
        return self._step(prize_id, (PrizeState.CLAIMED,), PrizeState.PAID, paid_at=now)

    async def release(self, prize_id: int, now: datetime) -> bool:
        return self._step(prize_id, (PrizeState.HELD,), PrizeState.DUE)

    async def refuse(self, prize_id: int, now: datetime) -> bool:
        return self._step(prize_id, (PrizeState.HELD,), PrizeState.REFUSED)


def fake_parts(club: FakeClub, live: LiveBoardBook, now: datetime) -> RoundParts:
    return RoundParts(
        FakeJoining(club),
        FakeBoards(club, now),
        FakeGroupTraders(club),
        FakeNames(club),
        FakePrivacy(club),
        FakeFollows(club),
        FakePrizes(club),
        live,
        HOUSE,
        PrizeMoney().of,
    )
