"""Counting people in: at the bell those who are members, later whoever joined, at the next prices that are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from engine.club.rounds.books import BellPrice, PriceMissing, Reach, Snapshot, equity
from engine.club.rounds.entries import Member, NewEntry
from engine.club.rounds.ringing import TOO_LATE, Ringer, is_too_late
from engine.club.rounds.rules import LEAST_OPENING_USDT, LIMITS
from engine.club.rounds.stores import Bell, BellStore, EntryStore, Exposure, KeptRound, MemberStore, RoundLedger
from engine.club.rounds.telling import Teller
from engine.club.rounds.values import PPM, Round, Unranked
from engine.market.values import Coin, Symbol

_AT_ONCE = 2_000
_OPENS_WITHIN = timedelta(minutes=1)
_LOOK_AGAIN = timedelta(seconds=15)  # at those who hold too much
_PRICE_AGAIN = timedelta(minutes=1)  # at those who hold what has no price

Books = Mapping[int, Snapshot]
Prices = Mapping[Symbol, BellPrice]


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """What was made before joining does not count, what was lost since the bell does: an entry opens with the larger of
    the equity at the bell and the equity when it is counted in. Where nobody listened for hours after the bell, all
    come in at the first prices after that, as if the round had begun then."""

    members: MemberStore
    entries: EntryStore
    bells: BellStore
    ledger: RoundLedger
    ringer: Ringer
    teller: Teller

    async def let_in(self, running: KeptRound, now: datetime) -> int:
        """How many were dealt with."""
        round_ = running.round
        waiting = await self.members.waiting(round_.period, round_.key, now, _AT_ONCE)
        free = await self._without_the_blocked(waiting, round_, now)
        if not free:
            return len(waiting)
        is_missed = await self._is_missed(round_.starts_at, now)
        at = await self._moment(free[0].ready_at, round_, now, is_missed=is_missed)
        bell = await self.ringer.ring(at, patient=at == round_.starts_at)
        if bell is None:
            return 0
        ready = [member for member in free if member.ready_at <= bell.at]
        return await self._enter(ready, round_, bell, now)

    async def _is_missed(self, starts_at: datetime, now: datetime) -> bool:
        bell = await self.bells.find(starts_at)
        return now - starts_at > TOO_LATE if bell is None else is_too_late(bell)

    async def _moment(self, ready_at: datetime, round_: Round, now: datetime, *, is_missed: bool) -> datetime:
        if ready_at <= round_.starts_at and not is_missed:
            return round_.starts_at
        known = await self.bells.first_since(max(ready_at, round_.starts_at + TOO_LATE) if is_missed else ready_at)
        return known.at if known is not None else now

    async def _without_the_blocked(self, waiting: Sequence[Member], round_: Round, now: datetime) -> Sequence[Member]:
        exposures = await self.ledger.exposures([member.account_id for member in waiting])
        free: list[Member] = []
        for member in waiting:
            coins = _beyond_leverage(exposures.get(member.account_id, ()))
            if coins:
                await self._block(member, round_, coins, now)
            else:
                free.append(member)
        return free

    async def _block(self, member: Member, round_: Round, coins: Sequence[Coin], now: datetime) -> None:
        told = ":".join((round_.key, Unranked.BEYOND_LIMITS, *coins))
        if await self.members.blocked(member.period, member.user_id, now + _LOOK_AGAIN, told):
            await self.teller.out(round_.key, member.user_id, Unranked.BEYOND_LIMITS, now, coins)

    async def _enter(self, ready: Sequence[Member], round_: Round, bell: Bell, now: datetime) -> int:
        account_ids = [member.account_id for member in ready]
        books, prices = await self.ledger.books(account_ids, bell.reach), await self.bells.prices(bell.at)
        before, start_prices = await self._at_the_start(account_ids, round_.starts_at, bell)
        exposures = await self.ledger.exposures(account_ids)
        entered: list[NewEntry] = []
        for member in ready:
            if _is_new(books[member.account_id], member):
                await self.members.postpone(member.period, member.user_id, now)
                continue
            try:
                now_usdt = equity(books[member.account_id], prices)
            except PriceMissing:  # at a later moment, as if joined then, and nobody waits for it
                await self.members.postpone(member.period, member.user_id, now + _PRICE_AGAIN)
                continue
            coins = () if member.has_played else _beyond_share(exposures.get(member.account_id, ()), now_usdt)
            if coins:
                await self._block(member, round_, coins, now)
                continue
            start = _start(member, round_, before)
            entered.append(_entry(member, round_, (books[member.account_id], now_usdt), _valued(start, start_prices)))
        await self.entries.add(entered)
        for entry in entered:
            if entry.why is not None:
                await self.teller.out(round_.key, entry.user_id, entry.why, now, equity=f"{entry.opening_usdt:.2f}")
        return len(ready)

    async def _at_the_start(self, account_ids: Sequence[int], starts_at: datetime, bell: Bell) -> tuple[Books, Prices]:
        kept = await self.bells.find(starts_at)
        if bell.at <= starts_at or kept is None or is_too_late(kept):
            return {}, {}
        start = await self.ringer.ring(starts_at)
        if start is None:
            return {}, {}
        return await self.ledger.books(account_ids, start.reach), await self.bells.prices(start.at)


def _is_new(books: Snapshot, member: Member) -> bool:
    """The exchange had not opened the account at that moment yet."""
    is_empty = not books.cash_usdt and not books.holdings
    return is_empty and books.at - member.account_opened_at < _OPENS_WITHIN


def _start(member: Member, round_: Round, before: Books) -> Snapshot | None:
    """What counts as the bell: for an account opened since, its first moment. None: it is not known."""
    if member.account_opened_at < round_.starts_at:
        return before.get(member.account_id)
    return Snapshot(member.account_id, Reach(member.account_opened_at, 0, 0), member.start_usdt, ())


def _valued(books: Snapshot | None, prices: Prices) -> tuple[Snapshot, Decimal] | None:
    if books is None:
        return None
    try:
        return books, equity(books, prices)
    except PriceMissing:
        return None


def _entry(
    member: Member, round_: Round, joined: tuple[Snapshot, Decimal], started: tuple[Snapshot, Decimal] | None
) -> NewEntry:
    opening, usdt = max(joined, started or joined, key=lambda valued: valued[1])
    at_the_bell = (started or joined)[1]
    why = Unranked.SMALL if at_the_bell < LEAST_OPENING_USDT else None
    return NewEntry(round_.key, member.user_id, opening, usdt, why)


def _beyond_leverage(exposures: Sequence[Exposure]) -> tuple[Coin, ...]:
    return tuple(sorted(held.coin for held in exposures if held.leverage_e2 > LIMITS.max_leverage_e2))


def _beyond_share(exposures: Sequence[Exposure], equity_usdt: Decimal) -> tuple[Coin, ...]:
    """Asked once, when somebody comes in: later the exchange sees to it, and a loss alone shuts nobody out."""
    most = equity_usdt * LIMITS.coin_share_ppm / PPM
    return tuple(sorted(held.coin for held in exposures if held.margin_usdt > most))
