"""Messages of Redis channels, for as long as anybody listens; comes back by itself when Redis does."""

import asyncio
from collections.abc import AsyncIterator

import structlog
from redis.asyncio import Redis

from db.redis_errors import redis_translated
from engine.errors import StorageAway
from engine.market.cancelling import heed_cancellation

_AGAIN_S = 0.5
_READ_S = 1.0
_log = structlog.get_logger()


async def heard(redis: Redis, *channels: str) -> AsyncIterator[tuple[str, str]]:
    """(channel, text) of what is published from now on. What is published while Redis is away is not heard."""
    while True:
        heed_cancellation()
        try:
            async for message in _messages(redis, channels):
                yield message
        except StorageAway as away:
            _log.info("channels_unheard", channels=channels, reason=str(away))
            await asyncio.sleep(_AGAIN_S)


async def _messages(redis: Redis, channels: tuple[str, ...]) -> AsyncIterator[tuple[str, str]]:
    async with redis.pubsub(ignore_subscribe_messages=True) as subscription:
        with redis_translated():
            await subscription.subscribe(*channels)
        while True:
            heed_cancellation()
            with redis_translated():
                message = await subscription.get_message(timeout=_READ_S)
            if message is not None:
                yield message["channel"], message["data"]
