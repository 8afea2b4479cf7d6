"""Where accounts are between events: a few at hand as objects, the rest asleep as bytes."""

from collections import OrderedDict
from collections.abc import Iterator

from engine.exchange.core.account import Account
from engine.exchange.core.packing import Packed, Symbols, holdings, pack, unpack

AT_HAND = 20_000
_BURST = 4  # times as many may be awake until there is time to pack
_AT_A_TIME = 2_000
_POSITION_FIGURES = 4


class Store:
    """Whoever gets an account works on it before asking for the next one: only one is ever in use."""

    def __init__(self, symbols: Symbols, at_hand: int = AT_HAND) -> None:
        self._symbols = symbols
        self._at_hand = at_hand
        self._at_most = max(_BURST * at_hand, 1)
        self._awake: OrderedDict[int, Account] = OrderedDict()  # the one longest awake first
        self._asleep: dict[int, bytes] = {}
        self.in_use: int | None = None  # the one that was asked for last

    def get(self, account_id: int) -> Account | None:
        self.in_use = account_id
        account = self._awake.get(account_id)
        if account is not None:
            return account
        packed = self._asleep.pop(account_id, None)
        if packed is None:
            return None
        account = unpack(account_id, packed, self._symbols)
        self.add(account)
        return account

    def add(self, account: Account) -> None:
        self._awake[account.account_id] = account
        if len(self._awake) > self._at_most:
            self._put_one_to_sleep()

    def tidy(self) -> None:
        """When nothing else is to be done: packs some of those that are awake beyond the number to keep at hand."""
        for _ in range(min(len(self._awake) - self._at_hand, _AT_A_TIME)):
            self._put_one_to_sleep()

    def _put_one_to_sleep(self) -> None:
        """The one longest awake; one with something on its way goes to the end of the row instead."""
        account_id, account = self._awake.popitem(last=False)
        if account.pending:
            self._awake[account_id] = account
        else:
            self._asleep[account_id] = pack(account, self._symbols)

    def is_asleep(self, account_id: int) -> bool:
        return account_id in self._asleep

    def lay_down(self, account: Account) -> None:
        """Of one who was woken for a moment: packs it again at once, unless it has something on its way or is gone."""
        if not account.pending and self._awake.pop(account.account_id, None) is not None:
            self._asleep[account.account_id] = pack(account, self._symbols)

    def drop(self, account_id: int) -> None:
        self._awake.pop(account_id, None)

    def ids(self) -> Iterator[int]:
        yield from self._awake
        yield from self._asleep

    def __contains__(self, account_id: int) -> bool:
        return account_id in self._awake or account_id in self._asleep

    def holdings(self, account_id: int) -> tuple[int, list[Packed]]:
        """Cash, and (symbol's number, slot, lots, cost) of each position, without waking anybody."""
        account = self._awake.get(account_id)
        if account is None:
            cash, positions = holdings(self._asleep[account_id])
            return cash, [position[:_POSITION_FIGURES] for position in positions]
        numbers = self._symbols.numbers
        held = account.positions.values()
        return account.cash, [(numbers[p.symbol], int(p.slot), p.lots, p.cost) for p in held]
