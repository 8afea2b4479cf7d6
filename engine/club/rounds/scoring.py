"""From the bell to a checked result: scores, their replay, suspicions, ranks, the hash."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from engine.club.rounds.books import BellPrice, Movement, PriceMissing, Reach, Snapshot, equity
from engine.club.rounds.cheats.find import suspicions
from engine.club.rounds.entries import Entry, Scored
from engine.club.rounds.ranking import score_ppm, too_idle
from engine.club.rounds.replay import replay_score
from engine.club.rounds.result import ResultFacts, linked, written
from engine.club.rounds.ringing import BTC, is_late
from engine.club.rounds.rules import PrizeMoney
from engine.club.rounds.stores import BellStore, EntryStore, KeptRound, RoundLedger, RoundStore, SuspicionStore
from engine.club.rounds.telling import Teller
from engine.club.rounds.trades import TradeCount
from engine.club.rounds.values import PPM, Round, Unranked
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import MarketSource, Symbol

_AT_ONCE = 500
_WATCHED = 50  # so many of the first are looked at, each against everybody
_FINAL = frozenset({Unranked.LEFT, Unranked.RESET, Unranked.SMALL})

Prices = Mapping[Symbol, BellPrice]
T = TypeVar("T", PaperFill, Movement)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Every step can be done again after a crash: it goes on with what is not done."""

    source: MarketSource
    rounds: RoundStore
    entries: EntryStore
    bells: BellStore
    ledger: RoundLedger
    suspicions: SuspicionStore
    teller: Teller
    prizes: PrizeMoney

    async def see_through(self, closed: KeptRound, now: datetime) -> bool:
        """True when it is checked; False when it is disputed."""
        round_ = closed.round
        await self._score_all(closed, now)
        await self._look_for_cheats(round_, now)
        await self.entries.rank(round_.key)
        if wrong := await self.entries.mismatches(round_.key):
            await self.teller.alarm(round_.key, "disputed", wrong, now)
            await self.rounds.dispute(round_.key, f"the replay of {len(wrong)} accounts differs: {wrong[:20]}")
            return False
        await self._check(closed)
        return True

    async def _score_all(self, closed: KeptRound, now: datetime) -> None:
        at = closed.closed_by or closed.round.ends_at
        bell, prices = await self.bells.find(at), await self.bells.prices(at)
        if bell is None:
            raise LookupError(f"{closed.round.key} was closed by a bell that is not kept: {at}")
        while entries := await self.entries.unscored(closed.round.key, _AT_ONCE):
            await self.entries.score(closed.round.key, await self._scored(entries, bell.reach, prices), now)

    async def _scored(self, entries: Sequence[Entry], end: Reach, prices: Prices) -> Sequence[Scored]:
        account_ids, openings = [entry.standing.account_id for entry in entries], [entry.opening for entry in entries]
        books = await self.ledger.books(account_ids, end)
        fills = by_account(await self.ledger.fills_between(openings, end))
        moved = by_account(await self.ledger.movements_between(openings, end))

        def all_of_them() -> Sequence[Scored]:
            return [
                scored(entry, books[account], fills.get(account, ()), moved.get(account, ()), prices)
                for entry, account in zip(entries, account_ids, strict=True)
            ]

        return await asyncio.to_thread(all_of_them)

    async def _look_for_cheats(self, round_: Round, now: datetime) -> None:
        contenders = await self.entries.contenders(round_.key, _WATCHED)
        if not contenders:
            return
        everybody = await self.entries.account_ids(round_.key)
        fills = await self.ledger.fills(everybody, round_.starts_at, round_.ends_at)
        origins = await self.suspicions.origins(everybody)
        found = await asyncio.to_thread(suspicions, fills, origins, frozenset(contenders))
        if found:
            accounts = sorted({one.account_id for one in found})
            await self.suspicions.add(round_.key, found, now)
            await self.entries.review(round_.key, accounts)
            await self.teller.alarm(round_.key, "suspicions", accounts, now)

    async def _check(self, closed: KeptRound) -> None:
        facts = await self._facts(closed)
        tip = await self.rounds.tip()
        result = written(facts, tip)
        await self.rounds.check(closed.round.key, facts.fills_replayed, linked(result, tip), result)

    async def _facts(self, closed: KeptRound) -> ResultFacts:
        round_ = closed.round
        traders, ranked, fills, middle = await self.entries.totals(round_.key)
        first = await self.entries.first(round_.key, 1)
        money = self.prizes.of(round_.period)
        return ResultFacts(
            source=self.source,
            round=round_,
            is_late=await self._is_late(closed),
            traders=traders,
            ranked=ranked,
            entries_digest=await self.entries.digest(round_.key),
            fills_replayed=fills,
            winner=(first[0].user_id, first[0].account_id) if first and money else None,
            prize_usd=money,
            best=await self.ledger.best_trade(round_),
            middle_ppm=middle,
            btc_ppm=await self._btc(round_),
        )

    async def _is_late(self, closed: KeptRound) -> bool:
        bells = [await self.bells.find(at) for at in (closed.opened_by, closed.closed_by) if at is not None]
        return any(is_late(bell) for bell in bells if bell is not None)

    async def _btc(self, round_: Round) -> int | None:
        before, after = await self.bells.prices(round_.starts_at), await self.bells.prices(round_.ends_at)
        if BTC not in before or BTC not in after:
            return None
        first, last = before[BTC], after[BTC]
        return score_ppm(first.bid_usd + first.ask_usd, last.bid_usd + last.ask_usd)


def scored(
    entry: Entry, books: Snapshot, fills: Sequence[PaperFill], moved: Sequence[Movement], prices: Prices
) -> Scored:
    """An entry at the end, with the replay beside the score. `books`: at the bell; `fills`, `moved`: what they hold."""
    stood, until = entry.standing, books.at
    counted = [fill for fill in fills if not entry.opening.reach.has_fill(fill)]
    trades = TradeCount.opened_with(stood.account_id, entry.opening.holdings)
    for fill in counted:
        trades.add(fill)
    hold = trades.median_hold(until)
    try:
        closing: Decimal | None = equity(books, prices)
        replayed = replay_score(entry.opening, counted, moved, books.reach, prices)
    except PriceMissing:
        closing = replayed = None
    # a closed account holds nothing, and lost nothing by that; what came of nothing is no percentage
    worth = None if stood.why is Unranked.RESET or entry.opening_usdt <= 0 else closing
    points = stood.score_ppm if worth is None else score_ppm(entry.opening_usdt, worth)
    return Scored(
        user_id=stood.user_id,
        closing_usdt=closing,
        replayed_usdt=None if replayed is None else replayed.equity_usdt,
        fills=0 if replayed is None else replayed.fills,
        early=0 if replayed is None else len(replayed.early),
        score_ppm=points,
        dip_ppm=stood.dip_ppm if worth is None else max(stood.dip_ppm, _dip(entry.peak_usdt, worth)),
        reached_at=stood.reached_at if points == stood.score_ppm else until,
        trades=trades.count(),
        median_hold_s=None if hold is None else int(hold / timedelta(seconds=1)),
        why=_why(stood.why, closing, trades, hold),
    )


def _why(
    stood: Unranked | None, closing: Decimal | None, trades: TradeCount, hold: timedelta | None
) -> Unranked | None:
    if stood in _FINAL or stood is Unranked.REVIEW:
        return stood
    return Unranked.NO_PRICE if closing is None else too_idle(trades.count(), hold)


def _dip(peak_usdt: Decimal, closing_usdt: Decimal) -> int:
    return max(min(int((peak_usdt - closing_usdt) * PPM / peak_usdt), PPM), 0)


def by_account(rows: Sequence[T]) -> Mapping[int, Sequence[T]]:
    sorted_out: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        sorted_out[row.account_id].append(row)
    return sorted_out
