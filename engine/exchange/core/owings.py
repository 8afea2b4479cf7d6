"""Funding of a contract with many holders is settled part by part, and nobody gains or loses anything by that.

A settlement is owed from the moment it is told. Whoever owes pays when his turn comes, by id, or before anything else
happens to his account, whichever is first: he pays for what he held when it was told. Of several settlements the one
that was told first is paid first.

Nobody who waits is due for liquidation by what he owes: who could be is not made to wait. What a position owes counts
for it like a move of the price by the rate, and its guard at the mark says how far price may move (see `watching`). So
whoever has a guard within the settlement's reach pays with the settlement itself, or with the price that comes so near.
The guards of an account share its slack: together they cover the settlements of all its contracts.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from engine.exchange.core.account import Account
from engine.exchange.core.desk import Desk
from engine.exchange.core.liquidating import meet_mark
from engine.exchange.core.market import Market
from engine.exchange.core.owing import Owing
from engine.exchange.core.settling import pay_funding
from engine.exchange.core.store import Store
from engine.exchange.core.watching import MARK, Span, concerned, disarm
from engine.exchange.inputs import Funding

_NOTHING_ELSE = 0  # nobody has anything due at that time


class Finish(Protocol):
    def __call__(self, account: Account, *, is_guarded: bool = False) -> None:
        """Ends the work on an account. `is_guarded`: nothing of it changed that its guards go by."""
        ...


class Owings:
    """Whoever works on an account takes it from here."""

    def __init__(self, desk: Desk, store: Store, finish: Finish) -> None:
        self._desk, self._store, self._finish = desk, store, finish
        self._open: list[Owing] = []  # in the order they were told

    @property
    def is_any_open(self) -> bool:
        return bool(self._open)

    def take(self, account_id: int) -> Account | None:
        """With all it owes paid."""
        account = self._store.get(account_id)
        if account is not None:
            for owing in self._open:
                if owing.claim(account_id):
                    self._pay(owing, account)
        return account

    def begin(self, market: Market, event: Funding) -> None:
        """Of few holders all pay at once; of many those who cannot wait."""
        market.settled_ms = max(market.settled_ms, event.at_ms)
        if not market.users.count:
            return
        owing = Owing.of(market, event)
        self._widen(owing)
        market.users.begin_call()
        if len(owing.ids) <= self._desk.rules.holders_at_once:
            woken: dict[int, list[int]] = {account_id: [] for account_id in owing.ids}
        else:
            self._desk.outputs.append(owing.said(is_done=False))
            woken = self._near(owing)
        for account_id in sorted(woken):
            self._meet(owing, account_id, woken[account_id])
        self._open.append(owing)
        self._close_if_done(owing)

    def resume(self, market: Market, event: Funding, paid: Collection[int]) -> None:
        """After a restart: the rest of a settlement some have paid, in the order they were told."""
        market.settled_ms = max(market.settled_ms, event.at_ms)
        owing = Owing.of(market, event, paid)
        self._widen(owing)
        market.users.begin_call()
        self._open.append(owing)

    def go_on(self, holders: int) -> None:
        """The next who owe, at most so many."""
        while holders > 0 and self._open:
            holders -= self._settle(self._open[0], holders)

    def settle_all_of(self, market: Market) -> None:
        """At once, however many they are."""
        for owing in self._of(market):
            self._settle(owing, len(owing.ids) + 1)

    def end(self, market: Market) -> None:
        """The contract is over, and all its holders were taken."""
        for owing in self._of(market):
            self._open.remove(owing)
            self._desk.outputs.append(owing.said(is_done=True))

    def cornered(self, market: Market, spans: Sequence[Span]) -> Iterable[int]:
        """Who may be due without having a guard: long positions that had nothing to lose until price got to nothing."""
        if market.reach_below and any(series == MARK and low <= 0 for series, low, _ in spans):
            return (account_id for owing in self._of(market) for account_id in owing.unpaid())
        return ()

    def _of(self, market: Market) -> list[Owing]:
        return [owing for owing in self._open if owing.market is market]

    def _widen(self, owing: Owing, sign: int = 1) -> None:
        owing.market.reach_below += sign * owing.below
        owing.market.reach_above += sign * owing.above

    def _near(self, owing: Owing) -> dict[int, list[int]]:
        """Within the reach of what is owed, with the places of their guards."""
        market = owing.market
        if market.mark is None:
            return {}
        low, high = market.mark - market.reach_below, market.mark + market.reach_above
        return concerned(market, [(MARK, low, high)], _NOTHING_ELSE, owing.ids if low <= 0 else ())

    def _meet(self, owing: Owing, account_id: int, places: list[int]) -> None:
        """A payment can be the one that liquidates."""
        market, was_asleep = owing.market, self._store.is_asleep(account_id)
        account = self.take(account_id)
        if places and account is not None:
            disarm(account, market, places)
        if owing.claim(account_id) and account is not None and market.symbol in account.guards:
            pay_funding(self._desk, account, market, owing.event, owing.rate_e8)
            if market.mark is not None:
                meet_mark(self._desk, account, market)
        if account is not None:
            self._finish(account)
        self._let_go(owing, account_id, account, was_asleep=was_asleep)

    def _pay(self, owing: Owing, account: Account) -> None:
        """As of the moment it was told."""
        desk, now_ms = self._desk, self._desk.now_ms
        if owing.market.symbol not in account.guards:
            return
        desk.now_ms = owing.event.at_ms
        pay_funding(desk, account, owing.market, owing.event, owing.rate_e8)
        self._finish(account, is_guarded=account.is_guarded)
        desk.now_ms = now_ms

    def _settle(self, owing: Owing, holders: int) -> int:
        """How many had their turn."""
        count = 0
        while count < holders and (account_id := owing.next_id()) is not None:
            was_asleep = self._store.is_asleep(account_id)
            account = self.take(account_id)
            if account is None:
                owing.claim(account_id)
            self._let_go(owing, account_id, account, was_asleep=was_asleep)
            count += 1
        self._close_if_done(owing)
        return count

    def _let_go(self, owing: Owing, account_id: int, account: Account | None, *, was_asleep: bool) -> None:
        if account is None or owing.market.symbol not in account.guards:
            owing.gone.append(account_id)
        if account is not None and was_asleep:
            self._store.lay_down(account)

    def _close_if_done(self, owing: Owing) -> None:
        if owing.next_id() is not None:
            return
        self._open.remove(owing)
        self._widen(owing, -1)
        self._desk.outputs.append(owing.said(is_done=True))
        owing.market.users.end_call(owing.gone, is_last=not self._of(owing.market))
