"""How everybody stands while a round runs: kept in columns, so that a million accounts are looked at in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from engine.club.rounds.books import Reach
from engine.club.rounds.entries import Entry
from engine.club.rounds.ranking import Standing, too_idle
from engine.club.rounds.trades import TradeCount
from engine.club.rounds.values import PPM, Unranked
from engine.market.values import FloatArray, IntArray

_OUT = frozenset({Unranked.LEFT, Unranked.RESET, Unranked.SMALL, Unranked.REVIEW})


@dataclass(slots=True)
class LiveRound:
    """One round's entries, in the order they came in. Trades are counted for those who traded; the rest has none."""

    account_ids: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    user_ids: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    openings: FloatArray = field(default_factory=lambda: np.empty(0))
    peaks: FloatArray = field(default_factory=lambda: np.empty(0))
    dips: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    scores: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    reached_ms: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    trades: dict[int, TradeCount] = field(default_factory=dict)  # by account
    openings_reach: dict[int, Reach] = field(default_factory=dict)  # by account: what its opening books hold already
    whys: dict[int, Unranked] = field(default_factory=dict)  # by account: final ones
    last_entry_id: int = 0
    _reaches: dict[Reach, Reach] = field(default_factory=dict)  # one object a bell, not one an account
    _rows: dict[int, int] = field(default_factory=dict)  # account -> row
    _touched: set[int] = field(default_factory=set)  # rows to be told anew, whatever their equity
    _tiers: dict[int, bool] = field(default_factory=dict)  # row -> has a rank, as last told

    def add(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        first = len(self.account_ids)
        stood = [entry.standing for entry in entries]
        self.account_ids = np.append(self.account_ids, [one.account_id for one in stood])
        self.user_ids = np.append(self.user_ids, [one.user_id for one in stood])
        self.openings = np.append(self.openings, [float(entry.opening_usdt) for entry in entries])
        self.peaks = np.append(self.peaks, [float(entry.peak_usdt) for entry in entries])
        self.dips = np.append(self.dips, [one.dip_ppm for one in stood])
        self.scores = np.append(self.scores, [one.score_ppm for one in stood])
        self.reached_ms = np.append(self.reached_ms, [_ms(one.reached_at) for one in stood])
        for row, entry in enumerate(entries, first):
            self._enter(row, entry)
        self.last_entry_id = entries[-1].entry_id

    def _enter(self, row: int, entry: Entry) -> None:
        account, why = entry.standing.account_id, entry.standing.why
        self._rows[account] = row
        self._touched.add(row)
        self.openings_reach[account] = self._reaches.setdefault(entry.opening.reach, entry.opening.reach)
        if entry.opening.holdings:
            self.trades[account] = TradeCount.opened_with(account, entry.opening.holdings)
        if why in _OUT and why is not None:
            self.whys[account] = why

    def count(self, account_id: int) -> TradeCount | None:
        """To add a fill to; None: not in this round."""
        row = self._rows.get(account_id)
        if row is None:
            return None
        self._touched.add(row)
        return self.trades.setdefault(account_id, TradeCount(account_id))

    def shut_out(self, users: Mapping[int, Unranked]) -> None:
        """By user."""
        if not users:
            return
        for row in np.flatnonzero(np.isin(self.user_ids, list(users))):
            account, why = int(self.account_ids[row]), users[int(self.user_ids[row])]
            if self.whys.get(account) is not why:
                self.whys[account] = why
                self._touched.add(int(row))

    def mark(self, equities: FloatArray, now: datetime) -> list[int]:
        """Rows that changed: by their equity, a fill, a decision, or because a trade has been held long enough.

        `equities` (n,) in USDT, NaN where it is not known: that one stays as it stood.
        """
        known = np.isfinite(equities) & (self.openings > 0)
        worth = np.where(known, equities, self.peaks)
        self.peaks = np.maximum(self.peaks, worth)
        dips = np.clip((1.0 - _share(worth, self.peaks, known)) * PPM, 0, PPM).astype(np.int64)
        self.dips = np.maximum(self.dips, dips)
        scores = np.rint((_share(worth, self.openings, known) - 1.0) * PPM).astype(np.int64)
        scores = np.where(known, scores, self.scores)
        moved = scores != self.scores
        self.scores = scores
        self.reached_ms = np.where(moved, _ms(now), self.reached_ms)
        rows = {int(row) for row in np.flatnonzero(moved)} | self._touched | self._ripened(now)
        self._touched = set()
        return sorted(rows)

    def _ripened(self, now: datetime) -> set[int]:
        """Whose rank comes or goes with time alone: positions that are still held."""
        return {
            row
            for account in self.trades
            if (row := self._rows.get(account)) is not None
            and row in self._tiers
            and self._tiers[row] != (self._why(account, now) is None)
        }

    def standing(self, row: int, now: datetime) -> Standing:
        account = int(self.account_ids[row])
        count = self.trades.get(account)
        hold = count.median_hold(now) if count else None
        why = self._why(account, now)
        self._tiers[row] = why is None
        return Standing(
            account_id=account,
            user_id=int(self.user_ids[row]),
            score_ppm=int(self.scores[row]),
            dip_ppm=int(self.dips[row]),
            trades=count.count() if count else 0,
            median_hold_s=None if hold is None else int(hold / timedelta(seconds=1)),
            reached_at=datetime.fromtimestamp(int(self.reached_ms[row]) / 1000, UTC),
            why=why,
        )

    def peak(self, row: int) -> Decimal:
        return Decimal(f"{self.peaks[row]:.10f}")

    def _why(self, account: int, now: datetime) -> Unranked | None:
        count = self.trades.get(account)
        return self.whys.get(account) or too_idle(
            count.count() if count else 0, count.median_hold(now) if count else None
        )


def _share(part: FloatArray, whole: FloatArray, known: NDArray[np.bool_]) -> FloatArray:
    """1 where it is not known."""
    return np.divide(part, whole, out=np.ones_like(part), where=known)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
