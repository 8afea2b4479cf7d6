"""What running competitions asks of storage and of the exchange, always of one source. All raise `StorageAway`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from engine.club.rounds.books import BellPrice, Movement, Reach, Snapshot
from engine.club.rounds.cheats.values import Origin, Suspicion
from engine.club.rounds.entries import Entry, Member, NewEntry, Scored
from engine.club.rounds.ranking import Standing
from engine.club.rounds.result import Link
from engine.club.rounds.values import BestTrade, Period, Prize, PrizeState, Round, RoundKey, RoundState, Unranked
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Coin, FloatArray, IntArray, Symbol


@dataclass(frozen=True, slots=True)
class Bell:
    """A moment whose prices are kept. `taken_at`: when they were looked up; later than `at` after an outage.
    `fill_id`, `transfer_id`: how far the books went when all from before `at` was said to be written; None: not yet."""

    at: datetime
    taken_at: datetime
    fill_id: int | None = None
    transfer_id: int | None = None

    @property
    def reach(self) -> Reach:
        """The same for everybody, whenever they are looked at. Raises `LookupError` before it is known."""
        if self.fill_id is None or self.transfer_id is None:
            raise LookupError(f"the books are not written up to {self.at} yet")
        return Reach(self.at, self.fill_id, self.transfer_id)

    @property
    def is_sealed(self) -> bool:
        return self.fill_id is not None


@dataclass(frozen=True, slots=True)
class KeptRound:
    """`opened_by`, `closed_by`: at which bell's prices its equities are taken."""

    round: Round
    state: RoundState
    opened_by: datetime | None
    closed_by: datetime | None
    fills_replayed: int | None
    link: Link | None
    result: str | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """What an account has in one coin: the highest leverage in hundredths, and the margin held."""

    coin: Coin
    leverage_e2: int
    margin_usdt: Decimal


class RoundLedger(Protocol):
    """The exchange's books, read only."""

    async def is_written_past(self, at: datetime) -> bool:
        """Whether everything from before `at` is written: something that happened later is."""
        ...

    async def reach(self, at: datetime) -> Reach:
        """Up to what is written now, of what happened before `at`."""
        ...

    async def books(self, account_ids: Sequence[int], reach: Reach) -> Mapping[int, Snapshot]:
        """As of a moment that is past. Accounts opened later have nothing in them."""
        ...

    async def fills(self, account_ids: Sequence[int], since: datetime, until: datetime) -> Sequence[PaperFill]:
        """In the order they were made; `until` is not in it."""
        ...

    async def fills_between(self, openings: Sequence[Snapshot], end: Reach) -> Sequence[PaperFill]:
        """In order: all that `end` reaches and the accounts' opening books do not; some of theirs may be among them."""
        ...

    async def movements_between(self, openings: Sequence[Snapshot], end: Reach) -> Sequence[Movement]:
        """Likewise everything but what the fills say themselves."""
        ...

    async def exposures(self, account_ids: Sequence[int]) -> Mapping[int, Sequence[Exposure]]:
        """As things stand now; flat accounts are missing."""
        ...

    async def symbols(self) -> Sequence[Symbol]:
        """All contracts that can be traded."""
        ...

    async def held_symbols(self, at: datetime) -> Sequence[Symbol]:
        """Those that somebody in any round may have held at that moment."""
        ...

    async def best_trade(self, ended: Round) -> BestTrade | None: ...

    async def last_batch(self) -> int: ...

    async def batch_before(self, at: datetime) -> int:
        """A batch after which all that happened from `at` on is written."""
        ...

    async def fills_before(self, account_ids: Sequence[int], since: datetime, batch: int) -> Sequence[PaperFill]:
        """In order, those that were written up to and with that batch; some from shortly before `since` among them."""
        ...

    async def fills_of_batches(self, after: int, until: int) -> Sequence[PaperFill]:
        """Of accounts that took part in anything, in order."""
        ...


class BellPrices(Protocol):
    async def prices(self, symbols: Sequence[Symbol]) -> Sequence[BellPrice]:
        """Now. What has no fresh price is missing."""
        ...


class Equities(Protocol):
    """Everybody's equity now, for the ranks while a round runs: cash and all positions as if closed at bid or ask with
    the taker fee. Of the exchange's own memory."""

    async def equities(self, account_ids: IntArray) -> FloatArray:
        """(n,) in USDT; NaN where it is not known."""
        ...


class RoundStore(Protocol):
    """Every change says whether the round was in the state it follows: done once, whoever comes again."""

    async def begin(self, begun: Round) -> None: ...

    async def unfinished(self) -> Sequence[KeptRound]:
        """Running, closed or checked; the first to end first."""
        ...

    async def find(self, key: RoundKey) -> KeptRound | None: ...

    async def opened(self, key: RoundKey, by: datetime) -> None: ...

    async def close(self, key: RoundKey, by: datetime) -> bool: ...

    async def dispute(self, key: RoundKey, why: str) -> bool: ...

    async def cancel(self, key: RoundKey, why: str) -> bool: ...

    async def retry(self, key: RoundKey) -> bool:
        """A disputed one is scored anew, after somebody found out why."""
        ...

    async def tip(self) -> Link: ...

    async def check(self, key: RoundKey, fills: int, link: Link, result: str) -> bool: ...

    async def publish(self, key: RoundKey, now: datetime) -> bool: ...


class BellStore(Protocol):
    async def add_prices(self, at: datetime, prices: Sequence[BellPrice]) -> None:
        """What is there stays."""
        ...

    async def keep(self, bell: Bell) -> None:
        """From here on its prices are what they are."""
        ...

    async def seal(self, reach: Reach) -> None:
        """How far the books of that bell go. What is said once stays."""
        ...

    async def find(self, at: datetime) -> Bell | None: ...

    async def first_since(self, at: datetime) -> Bell | None: ...

    async def prices(self, at: datetime) -> Mapping[Symbol, BellPrice]: ...

    async def forget(self, before: datetime) -> None: ...


class MemberStore(Protocol):
    async def waiting(self, period: Period, key: RoundKey, until: datetime, limit: int) -> Sequence[Member]:
        """Not in that round, ready until then, with an open account; who waits longest first."""
        ...

    async def blocked(self, period: Period, user_id: int, now: datetime, told: str) -> bool:
        """Prices until now do not count for them. True: they were not told that yet."""
        ...

    async def postpone(self, period: Period, user_id: int, until: datetime) -> None:
        """Prices until then do not count for them."""
        ...

    async def drop_reset(self) -> None:
        """Ends what belongs to accounts that were closed."""
        ...

    async def unlimited(self, limit: int) -> Sequence[tuple[int, bool, int]]:
        """Accounts whose limits changed and were not told yet: account, whether it has them, how often that changed."""
        ...

    async def limited(self, account_id: int, turn: int, command_id: int) -> None:
        """Sent."""
        ...


class EntryStore(Protocol):
    async def add(self, entries: Sequence[NewEntry]) -> None:
        """One a person and round: what is there stays."""
        ...

    async def unscored(self, key: RoundKey, limit: int) -> Sequence[Entry]: ...

    async def score(self, key: RoundKey, scored: Sequence[Scored], now: datetime) -> None: ...

    async def since(self, key: RoundKey, entry_id: int, limit: int) -> Sequence[Entry]:
        """By entry id, beyond that one."""
        ...

    async def out(self, key: RoundKey) -> Mapping[int, Unranked]:
        """User -> why, of those who left or reset."""
        ...

    async def stand(self, key: RoundKey, standings: Sequence[tuple[Standing, Decimal]]) -> None:
        """While it runs: how they stand, with the peak of their equity."""
        ...

    async def mismatches(self, key: RoundKey) -> Sequence[int]:
        """Accounts whose replay gave something else than the score, or with a fill that was there before its order."""
        ...

    async def rank(self, key: RoundKey) -> None:
        """Gives ranks to all who have nothing against it; the same again where it was done."""
        ...

    async def first(self, key: RoundKey, count: int) -> Sequence[Standing]:
        """By rank."""
        ...

    async def reviewed(self, key: RoundKey) -> Sequence[Standing]:
        """By the order of ranks."""
        ...

    async def totals(self, key: RoundKey) -> tuple[int, int, int, int | None]:
        """Entries, ranked ones, fills replayed, and the middle one's score."""
        ...

    async def digest(self, key: RoundKey) -> str: ...

    async def review(self, key: RoundKey, account_ids: Sequence[int]) -> None: ...

    async def account_ids(self, key: RoundKey) -> Sequence[int]: ...

    async def contenders(self, key: RoundKey, count: int) -> Sequence[int]:
        """Accounts that would be ranked first."""
        ...


class SuspicionStore(Protocol):
    async def add(self, key: RoundKey, found: Sequence[Suspicion], now: datetime) -> None: ...

    async def origins(self, account_ids: Sequence[int]) -> Mapping[int, Origin]: ...


class PrizeStore(Protocol):
    async def make(
        self, key: RoundKey, user_id: int, account_id: int, amount_usd: Decimal, state: PrizeState, now: datetime
    ) -> None:
        """One a round and person."""
        ...

    async def in_state(self, state: PrizeState) -> Sequence[Prize]: ...

    async def asked(self, prize_id: int, now: datetime) -> bool: ...

    async def expire(self, before: datetime) -> None:
        """Asked before that and not answered: unclaimed."""
        ...

    async def unclaimed_since(self, since: datetime) -> Sequence[Prize]: ...
