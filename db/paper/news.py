"""What a batch changed, told to whoever shows accounts: over Redis, and lost without harm."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

import structlog
from redis.asyncio import Redis

from db.paper.subscription import heard
from db.redis_errors import redis_translated
from engine.errors import StorageAway
from engine.exchange.venues.paper.ports import AccountNews
from engine.market.values import MarketSource, Symbol

_PUBLISH_S = 1.0
_log = structlog.get_logger()


class PaperNews:
    """Implements `News`, of one source. While Redis is away, what is told is lost and what listens waits."""

    def __init__(self, redis: Redis, source: MarketSource) -> None:
        self._redis = redis
        self._channel = f"helix:paper:news:{source.value}"

    async def tell(self, news: Sequence[AccountNews]) -> None:
        if not news:
            return
        rows = [(one.account_id, one.order_ids, one.symbols) for one in news]
        try:
            with redis_translated():
                async with asyncio.timeout(_PUBLISH_S):
                    await self._redis.publish(self._channel, json.dumps(rows, separators=(",", ":")))
        except StorageAway as away:
            _log.info("paper_news_lost", accounts=len(news), reason=str(away))

    async def listen(self) -> AsyncIterator[Sequence[AccountNews]]:
        async for _, text in heard(self._redis, self._channel):
            yield [
                AccountNews(account_id, tuple(order_ids), tuple(Symbol(symbol) for symbol in symbols))
                for account_id, order_ids, symbols in json.loads(text)
            ]
