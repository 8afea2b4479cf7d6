"""Works the inbox: lanes side by side, one update of a lane at a time, each until it is handled."""

import asyncio
import secrets
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import Update
from prometheus_client import Counter, Gauge
from pydantic import ValidationError
from redis.exceptions import RedisError

from bot.intake.lanes import trigger_of
from bot.intake.notices import Notices
from bot.intake.ports import Inbox
from bot.sending.handling import Handling, handling
from bot.sending.ledger import Answers
from engine.club.inbox import Claimed
from engine.errors import StorageAway
from engine.market.cancelling import heed_cancellation

log = structlog.get_logger()

_HANDLED = Counter("helix_bot_updates", "Updates by how they ended", ["end"])
_WAITING = Gauge("helix_bot_inbox", "Updates waiting in the inbox")
_AWAY = (StorageAway, RedisError, ConnectionError)
_TELEGRAM_AWAY = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter)
_TRACE = 3_000  # characters of a traceback that are logged
_TRIES = 3  # for what is not just "not now"
_WORTH_TELLING = timedelta(minutes=15)  # how long an answer is kept for a Telegram that does not take it


@dataclass(frozen=True, slots=True)
class Pace:
    at_once: int = 64  # lanes side by side in one process
    lease_s: float = 10.0
    look_every_s: float = 0.25  # for updates another process stored
    away_pause_s: float = 1.0
    retry_pause_s: float = 0.5
    forget_every_s: float = 3600.0
    keep_h: int = 48


@dataclass(slots=True)
class InboxWorker:
    bot: Bot
    dispatcher: Dispatcher
    inbox: Inbox
    answers: Answers
    notices: Notices
    pace: Pace = field(default_factory=Pace)
    is_alone: bool = False  # the only process of this bot: its predecessor's claims are void
    name: str = field(default_factory=lambda: secrets.token_hex(6))
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _working: set[int] = field(default_factory=set)

    def look(self) -> None:
        """There is something new in the inbox."""
        self._news.set()

    async def run(self) -> None:
        """Until cancelled; then what was being handled goes back to the inbox."""
        try:
            await self._work_on()
        finally:
            await self._give_back()

    async def _work_on(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_claims(), name="inbox-leases")
            group.create_task(self._tidy(), name="inbox-tidy")
            is_fresh = self.is_alone
            while True:
                heed_cancellation()
                try:
                    if is_fresh:
                        await self.inbox.free_all(self.bot.id)
                        is_fresh = False
                    await self._take(group)
                except StorageAway as error:
                    log.warning("inbox_away", error=str(error)[:200])
                    await asyncio.sleep(self.pace.away_pause_s)

    async def _give_back(self) -> None:
        """So that nobody waits for our leases to run out."""
        try:
            await self.inbox.give_back(self.bot.id, self.name)
        except StorageAway as error:
            log.warning("claims_left_to_expire", error=str(error)[:200])

    async def _take(self, group: asyncio.TaskGroup) -> None:
        self._news.clear()
        free = self.pace.at_once - len(self._working)
        claimed = await self.inbox.claim(self.bot.id, self.name, free, self.pace.lease_s) if free > 0 else ()
        for item in claimed:
            if item.update_id in self._working:  # its lease ran out while we stood still, and is ours again
                continue
            self._working.add(item.update_id)
            group.create_task(self._work(item), name=f"update-{item.update_id}")
        if not claimed:
            try:
                async with asyncio.timeout(self.pace.look_every_s):
                    await self._news.wait()
            except TimeoutError:
                return

    async def _work(self, item: Claimed) -> None:
        try:
            await self._handle(item)
        except StorageAway as error:
            # The claim runs out by itself and the update is handled again.
            log.warning("update_left_to_its_lease", update_id=item.update_id, error=str(error)[:200])
            _HANDLED.labels("left").inc()
        finally:
            self._working.discard(item.update_id)
            self._news.set()

    async def _handle(self, item: Claimed) -> None:
        try:
            update = Update.model_validate_json(item.payload, context={"bot": self.bot})
        except ValidationError as error:
            log.error("update_unreadable", update_id=item.update_id, error=str(error)[:300])
            await self.inbox.done(self.bot.id, item.update_id, "unreadable")
            return
        known = await self.answers.of(self.bot.id, item.update_id) if item.attempt > 1 else ()
        scope = Handling(
            item.update_id, _kind_of(update), trigger_of(update), answers={answer.step: answer for answer in known}
        )
        try:
            with handling(scope):
                await self.dispatcher.feed_update(self.bot, update)
        except TelegramForbiddenError:
            await self._finish(item, "unreachable")
        except _AWAY as error:
            await self._wait_for_storage(item, update, error)
        except _TELEGRAM_AWAY as error:
            await self._wait_for_telegram(item, error)
        except Exception as error:  # noqa: BLE001  # the supervisor of every handler: logged, counted, tried again
            await self._failed(item, update, error)
        else:
            await self._finish(item)

    async def _finish(self, item: Claimed, failed: str | None = None) -> None:
        await self.inbox.done(self.bot.id, item.update_id, failed)
        _HANDLED.labels(failed or "handled").inc()

    async def _wait_for_storage(self, item: Claimed, update: Update, error: Exception) -> None:
        _HANDLED.labels("storage_away").inc()
        log.warning("storage_away", update_id=item.update_id, error=f"{type(error).__name__}: {error}"[:200])
        await self.notices.tell(update, "error-storage-away", answers_press=True)
        await self.inbox.release(self.bot.id, item.update_id, self.pace.away_pause_s, str(error)[:300])

    async def _wait_for_telegram(self, item: Claimed, error: Exception) -> None:
        log.warning("telegram_away", update_id=item.update_id, error=f"{type(error).__name__}: {error}"[:200])
        if datetime.now(UTC) - item.received_at > _WORTH_TELLING:
            await self._finish(item, "telegram_away")
            return
        _HANDLED.labels("retried").inc()
        pause_s = min(self.pace.away_pause_s * 2**item.attempt, 60.0)
        await self.inbox.release(self.bot.id, item.update_id, pause_s, repr(error)[:300])

    async def _failed(self, item: Claimed, update: Update, error: Exception) -> None:
        where = "".join(traceback.format_exception(error))[-_TRACE:]
        log.error("update_failed", update_id=item.update_id, attempt=item.attempt, where=where)
        if item.attempt < _TRIES:
            _HANDLED.labels("retried").inc()
            await self.inbox.release(self.bot.id, item.update_id, self.pace.retry_pause_s, repr(error)[:300])
            return
        await self.notices.tell(update, "error-internal", answers_press=True)
        await self.notices.alarm(
            f"Update {item.update_id} failed {_TRIES} times: {type(error).__name__}: {error}"[:500]
        )
        await self._finish(item, type(error).__name__)

    async def _keep_claims(self) -> None:
        while True:
            heed_cancellation()
            await asyncio.sleep(self.pace.lease_s / 3)
            try:
                await self.inbox.extend(self.bot.id, self.name, list(self._working), self.pace.lease_s)
                _WAITING.set(await self.inbox.waiting(self.bot.id))
            except StorageAway as error:
                log.warning("claims_not_extended", error=str(error)[:200])

    async def _tidy(self) -> None:
        while True:
            heed_cancellation()
            try:
                await self.inbox.forget(self.pace.keep_h)
            except StorageAway as error:
                log.warning("inbox_not_tidied", error=str(error)[:200])
            await asyncio.sleep(self.pace.forget_every_s)


def _kind_of(update: Update) -> str:
    """For the latency's label: the command, else what came."""
    text = update.message.text if update.message else None
    if text and text.startswith("/") and len(word := text[1:].split(maxsplit=1)) > 0:
        name = word[0].split("@")[0].lower()
        return name if name in {"start", "help", "scan", "heatmap", "top"} else "command"
    return "press" if update.callback_query else "other"
