"""Where a dialogue stands, in Redis; a Redis that is away costs the dialogue, not the answer."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage, StateType, StorageKey
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from redis.asyncio import Redis
from redis.exceptions import LockError, RedisError

log = structlog.get_logger()

_STATE_S = 3600
_LOCK_S = 15.0
_AWAY = (RedisError, OSError, TimeoutError)


class DialogueStorage(BaseStorage):
    def __init__(self, redis: Redis) -> None:
        self._inner = RedisStorage(redis, state_ttl=_STATE_S, data_ttl=_STATE_S)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        try:
            await self._inner.set_state(key, state)
        except _AWAY as error:
            log.warning("dialogue_not_kept", error=type(error).__name__)

    async def get_state(self, key: StorageKey) -> str | None:
        try:
            return await self._inner.get_state(key)
        except _AWAY:
            return None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        try:
            await self._inner.set_data(key, data)
        except _AWAY as error:
            log.warning("dialogue_not_kept", error=type(error).__name__)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        try:
            return await self._inner.get_data(key)
        except _AWAY:
            return {}

    async def close(self) -> None:
        """The client belongs to whoever made it."""


class ChatIsolation(BaseEventIsolation):
    """One update of a person in a chat at a time, over all processes.

    The inbox holds a chat's order already; this also holds it for an update whose claim ran out while it was worked on.
    """

    def __init__(self, redis: Redis) -> None:
        self._inner = RedisEventIsolation(redis, lock_kwargs={"timeout": _LOCK_S, "blocking_timeout": _LOCK_S})

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        held = self._inner.lock(key)
        try:
            await held.__aenter__()
        except (*_AWAY, LockError):
            yield
            return
        try:
            yield
        finally:
            try:
                await held.__aexit__(None, None, None)
            except (*_AWAY, LockError) as error:
                log.warning("lock_left_to_expire", error=type(error).__name__)

    async def close(self) -> None:
        await self._inner.close()
