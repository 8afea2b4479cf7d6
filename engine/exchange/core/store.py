"""Where accounts are kept between events."""

from collections.abc import Iterator

from engine.exchange.core.account import Account


class Store:
    """Everything that is not an account at hand goes through here."""

    def __init__(self) -> None:
        self._hot: dict[int, Account] = {}

    def get(self, account_id: int) -> Account | None:
        return self._hot.get(account_id)

    def add(self, account: Account) -> None:
        self._hot[account.account_id] = account

    def drop(self, account_id: int) -> None:
        self._hot.pop(account_id, None)

    def ids(self) -> Iterator[int]:
        return iter(self._hot)

    def __contains__(self, account_id: int) -> bool:
        return account_id in self._hot
