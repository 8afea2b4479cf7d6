"""What can be asked of the exchange at any time: nothing of it changes anything."""

from collections.abc import Mapping, Sequence

from engine.exchange.core.account import Account
from engine.exchange.core.desk import Desk
from engine.exchange.core.imaging import image_of
from engine.exchange.core.remarking import Remarking, worth
from engine.exchange.core.rules import Rules
from engine.exchange.core.store import Store
from engine.exchange.outputs import Image, Purse
from engine.market.values import IntArray, Symbol


class Readable:
    """Raises `KeyError` for an account that is not there. While funding is owed it is not paid yet."""

    def __init__(self, rules: Rules, next_fill_id: int, at_hand: int) -> None:
        self._desk = Desk(rules, next_fill_id)
        self._store = Store(self._desk.symbols, at_hand)
        self._remarking = Remarking(self._store, self._desk.symbols)

    def image(self, account_id: int) -> Image:
        return image_of(self._desk, self._account(account_id))

    def equity(self, account_id: int) -> int:
        """In units, at marks; at entry where no mark is known."""
        return self.worth(account_id)[1]

    def worth(self, account_id: int) -> tuple[int, int]:
        """Cash and equity, both as above."""
        return worth(self._desk, self._store, account_id)

    def equities(self, *, as_if_closed: bool = False) -> tuple[IntArray, IntArray]:
        """Ids and equities in units of all accounts, in no order; the first call gathers, later ones only re-mark.

        `as_if_closed`: at bid or ask less the taker fee, as a round counts them; else at marks.
        """
        return self._remarking.equities(self._desk.markets, as_if_closed=as_if_closed)

    def purses(self) -> Mapping[Purse, int]:
        return dict(self._desk.purses)

    @property
    def next_fill_id(self) -> int:
        return self._desk.next_fill_id

    def account_ids(self) -> Sequence[int]:
        return sorted(self._store.ids())

    def has(self, account_id: int) -> bool:
        return account_id in self._store

    def used_symbols(self) -> frozenset[Symbol]:
        """With an order or a position."""
        return frozenset(symbol for symbol, market in self._desk.markets.items() if market.users.count)

    def invested(self) -> frozenset[int]:
        """Accounts with a position or an order, and maybe some that had one lately."""
        return frozenset(one for market in self._desk.markets.values() for one in market.users.named())

    def _account(self, account_id: int) -> Account:
        account = self._store.get(account_id)
        if account is None:
            raise KeyError(account_id)
        return account
