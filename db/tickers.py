"""The present state of every contract, in one Redis hash a source: what changes each second has no place in tables."""

import json
import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from redis.asyncio import Redis

from db.redis_errors import redis_translated
from engine.market.values import Coin, MarketSource, Symbol, Ticker, Venue

_KEEP_S = 86_400


class TickerBoard:
    """Latest tickers by contract. Their own `at` tells how old they are. Raises `StorageAway`."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def save(self, source: MarketSource, tickers: Sequence[Ticker]) -> None:
        if not tickers:
            return
        with redis_translated():
            async with self._redis.pipeline(transaction=False) as pipe:
                pipe.hset(_key(source), mapping={_field(t.venue, t.symbol): _dump(t) for t in tickers})
                pipe.expire(_key(source), _KEEP_S)
                await pipe.execute()

    async def all(self, source: MarketSource) -> list[Ticker]:
        with redis_translated():
            stored = await self._redis.hgetall(_key(source))
        return [_load(str(text)) for text in stored.values()]

    async def one(self, source: MarketSource, venue: Venue, symbol: Symbol) -> Ticker | None:
        with redis_translated():
            text = await self._redis.hget(_key(source), _field(venue, symbol))
        return None if text is None else _load(str(text))


def _key(source: MarketSource) -> str:
    return f"helix:tickers:{source.value}"


def _field(venue: Venue, symbol: Symbol) -> str:
    return f"{venue.value} {symbol}"


def _dump(t: Ticker) -> str:
    next_funding = None if t.next_funding_at is None else t.next_funding_at.isoformat()
    numbers = (t.price_usd, t.mark_price_usd, t.oi_base, t.funding_rate, t.turnover_24h_usd, t.change_24h)
    times = [t.funding_interval.total_seconds(), next_funding, t.at.isoformat()]
    quoted = (t.bid_usd, t.ask_usd, t.index_price_usd)
    return json.dumps([t.venue.value, t.symbol, t.coin, *map(_known, numbers), *times, *map(_known, quoted)])


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _number(known: float | None) -> float:
    return math.nan if known is None else float(known)


def _load(text: str) -> Ticker:
    venue, symbol, coin, *rest = json.loads(text)
    price, mark, oi, rate, turnover, change = map(_number, rest[:6])
    interval_s, next_funding, at = rest[6:9]
    bid, ask, index = map(_number, rest[9:] or [None] * 3)  # entries of an earlier Helix end before these
    return Ticker(
        venue=Venue(venue),
        symbol=Symbol(symbol),
        coin=Coin(coin),
        price_usd=price,
        mark_price_usd=mark,
        oi_base=oi,
        funding_rate=rate,
        funding_interval=timedelta(seconds=interval_s),
        next_funding_at=None if next_funding is None else datetime.fromisoformat(next_funding),
        turnover_24h_usd=turnover,
        change_24h=change,
        at=datetime.fromisoformat(at),
        bid_usd=bid,
        ask_usd=ask,
        index_price_usd=index,
    )
