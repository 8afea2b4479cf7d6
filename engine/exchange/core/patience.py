"""Until when a market order waits for a price: whose time is up."""

from heapq import heappop, heappush

from engine.exchange.core.rules import Rules
from engine.exchange.orders import OrderKind, Place, Sent

Waits = list[tuple[int, int]]  # a heap: until when, whose


def wait_for(waits: Waits, sent: Sent, rules: Rules) -> None:
    command = sent.command
    if rules.gives_up and isinstance(command, Place) and command.order.kind is OrderKind.MARKET:
        heappush(waits, (sent.at_ms + rules.latency_ms + rules.patience_ms, command.order.account_id))


def tired(waits: Waits, at_ms: int) -> list[int]:
    """Each once, ascending; they are forgotten."""
    found = set[int]()
    while waits and waits[0][0] <= at_ms:
        found.add(heappop(waits)[1])
    return sorted(found)
