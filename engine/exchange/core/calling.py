"""A roll call: everybody who has to do with a contract, one after the other."""

from collections.abc import Callable

from engine.exchange.core.account import Account
from engine.exchange.core.market import Market
from engine.exchange.core.store import Store


def call_all(store: Store, market: Market, act: Callable[[Account], None]) -> None:
    """Everybody with a position or an order; who has neither any more leaves the roster."""
    members = []
    for account_id in market.users.named():
        was_asleep = store.is_asleep(account_id)
        account = store.get(account_id)
        if account is None or market.symbol not in account.guards:
            continue
        act(account)
        if market.symbol in account.guards:
            members.append(account_id)
        if was_asleep:
            store.lay_down(account)
    market.users.keep(members)
