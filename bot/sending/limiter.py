"""Telegram's limits: so many a second over all chats, so many a minute in one group, and its own `retry_after`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from prometheus_client import Gauge

from bot.sending.gate import Gate
from bot.sending.posting import Posting
from bot.sending.quota import Quota

_WAITING = Gauge("helix_bot_send_queue", "Messages waiting for their turn to be sent")
_MOST_GATES = 5_000

ChatId = int | str


@dataclass(frozen=True, slots=True)
class Limits:
    """Published limits with a little air: their window does not start when ours does."""

    overall: int = 29
    overall_span_s: float = 1.05
    group: int = 19
    group_span_s: float = 60.5


class Limiter:
    def __init__(self, quota: Quota, limits: Limits | None = None) -> None:
        self._quota = quota
        self._limits = limits or Limits()
        self._overall = Gate(lambda: quota.take("all", self._limits.overall, self._limits.overall_span_s))
        self._chats: dict[ChatId, Gate] = {}

    async def wait(self, chat_id: ChatId | None, posting: Posting) -> None:
        """Returns when the message may go. Raises `Stale` for one whose time is over."""
        with _WAITING.track_inprogress():
            if chat_id is not None:
                await self._gate(chat_id).pass_through(posting)
            await self._overall.pass_through(posting)

    def close(self, chat_id: ChatId | None, seconds: float) -> None:
        (self._overall if chat_id is None else self._gate(chat_id)).close_for(seconds)

    def _gate(self, chat_id: ChatId) -> Gate:
        if chat_id not in self._chats:
            if len(self._chats) >= _MOST_GATES:
                self._chats = {known: gate for known, gate in self._chats.items() if not gate.is_idle}
            self._chats[chat_id] = Gate(self._taker(chat_id))
        return self._chats[chat_id]

    def _taker(self, chat_id: ChatId) -> Callable[[], Awaitable[float]]:
        async def in_group() -> float:
            return await self._quota.take(f"group:{chat_id}", self._limits.group, self._limits.group_span_s)

        async def in_private() -> float:
            return 0.0

        is_private = isinstance(chat_id, int) and chat_id > 0
        return in_private if is_private else in_group
