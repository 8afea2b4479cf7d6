"""Asks Telegram for updates and confirms only what the inbox holds."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramConflictError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.methods import GetUpdates
from aiogram.types import Update

from bot.intake.lanes import incoming
from bot.intake.lease import PollingLease
from bot.intake.notices import Notices
from bot.intake.ports import Inbox
from engine.errors import StorageAway
from engine.market.cancelling import heed_cancellation

log = structlog.get_logger()

_IDLE_S = 1.0
_PAUSE_S = (0.2, 0.5, 1.0, 2.0, 3.0)
_ANSWER_WITHIN_S = 10  # beyond the long poll itself


@dataclass(slots=True)
class Poller:
    """`arrived` is called after updates were stored. `kinds`: what Telegram shall send."""

    bot: Bot
    inbox: Inbox
    lease: PollingLease
    notices: Notices
    arrived: Callable[[], None]
    kinds: Sequence[str]
    long_poll_s: int = 3  # well within the lease
    _offset: int | None = None
    _failures: int = 0

    async def run(self) -> None:
        """Until cancelled. Raises `TelegramUnauthorizedError` when the token is wrong."""
        try:
            while True:
                is_ours = await self.lease.hold()
                heed_cancellation()
                if is_ours:
                    await self._round()
                else:
                    self._offset = None  # another process has gone on from where we were
                    await asyncio.sleep(_IDLE_S)
        finally:
            await self.lease.release()

    async def _round(self) -> None:
        try:
            updates = await self._fetch()
            await self._store(updates)
            self._failures = 0
        except TelegramUnauthorizedError:
            raise
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
        except (TelegramAPIError, TimeoutError) as error:
            await self._pause("poll_conflict" if isinstance(error, TelegramConflictError) else "poll_failed", error)
        except StorageAway as error:
            await self._pause("inbox_away", error)

    async def _fetch(self) -> list[Update]:
        ask = GetUpdates(offset=self._offset, timeout=self.long_poll_s, allowed_updates=list(self.kinds))
        async with asyncio.timeout(self.long_poll_s + _ANSWER_WITHIN_S):
            return await self.bot(ask, request_timeout=self.long_poll_s + _ANSWER_WITHIN_S)

    async def _store(self, updates: list[Update]) -> None:
        if not updates:
            return
        try:
            new = await self.inbox.put(self.bot.id, [incoming(update) for update in updates])
        except StorageAway:
            await self.notices.storage_is_away(updates)
            raise
        self._offset = updates[-1].update_id + 1
        log.debug("updates_stored", received=len(updates), new=new)
        self.arrived()

    async def _pause(self, event: str, error: BaseException) -> None:
        pause_s = _PAUSE_S[min(self._failures, len(_PAUSE_S) - 1)]
        self._failures += 1
        log.warning(event, error=f"{type(error).__name__}: {error}"[:200], pause_s=pause_s)
        await asyncio.sleep(pause_s)
