"""Bybit's subscription requests: as many topics as fit one, and what to do when one is refused."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import structlog

from engine.feeds.metrics import MALFORMED
from engine.market.values import Venue

LONGEST_ARGS = 20_000  # characters of all topics of one connection; the venue allows 21,000
_TOPICS_A_REQUEST = 100

log = structlog.get_logger()


def args_length(topics: Sequence[str]) -> int:
    """Characters they take of their connection's `LONGEST_ARGS`: with quotes and comma."""
    return sum(len(topic) + 3 for topic in topics)


class Subscriptions:
    """Requests of one connection."""

    def __init__(self) -> None:
        self._asked: dict[str, list[str]] = {}
        self._ids = count(1)

    def forget(self) -> None:
        """Of a connection that is gone: nobody answers any more."""
        self._asked.clear()

    def subscribe(self, topics: Sequence[str]) -> list[dict[str, Any]]:
        return [self._subscribe(part) for part in _parts(topics)]

    def unsubscribe(self, topics: Sequence[str]) -> list[dict[str, Any]]:
        return [
            {"op": "unsubscribe", "req_id": f"leave-{next(self._ids)}", "args": list(part)} for part in _parts(topics)
        ]

    def ping(self) -> dict[str, Any]:
        return {"op": "ping", "req_id": f"ping-{next(self._ids)}"}

    def answered(self, message: Mapping[str, Any]) -> list[dict[str, Any]]:
        """A refused subscription is halved and sent again, so that one dead topic does not cost the others."""
        args = self._asked.pop(str(message.get("req_id")), None)
        if message.get("success") is not False or args is None or "already" in str(message.get("ret_msg")):
            return []
        log.warning("feed_subscription_refused", venue=Venue.BYBIT, reason=message.get("ret_msg"), topics=len(args))
        if len(args) == 1:
            MALFORMED.labels(Venue.BYBIT).inc()
            return []
        middle = len(args) // 2
        return [self._subscribe(args[:middle]), self._subscribe(args[middle:])]

    def _subscribe(self, args: Sequence[str]) -> dict[str, Any]:
        request = f"sub-{next(self._ids)}"
        self._asked[request] = list(args)
        return {"op": "subscribe", "req_id": request, "args": list(args)}


def _parts(topics: Sequence[str]) -> list[Sequence[str]]:
    return [topics[start : start + _TOPICS_A_REQUEST] for start in range(0, len(topics), _TOPICS_A_REQUEST)]
