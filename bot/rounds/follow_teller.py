"""Tells followers that a trader who allows it opened or closed: as posts, so that each is said once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ports import Clock
from engine.club.posts import Post, PostBook
from engine.club.rounds.ports import Follows
from engine.errors import EngineError
from engine.exchange.venues.paper.ports import AccountNews, News, PaperReader
from engine.exchange.venues.paper.values import ClosedTrade, PaperAccount, PaperPosition
from engine.looking import look_on
from engine.market.values import MarketSource

OPENED_KIND, CLOSED_KIND = "follow-opened", "follow-closed"
_NEWS_FOR = timedelta(minutes=15)
_CATCH_UP_S = 60.0
_LISTEN_AGAIN_S = 2.0
_TRADES = 20
BUDGET_AN_HOUR = 20  # messages to a follower


@dataclass(slots=True)
class FollowTeller:
    """Any number of processes may run one. What nobody told news of is found by looking now and then."""

    follows: Follows
    paper: PaperReader
    news: News
    book: PostBook
    source: MarketSource
    clock: Clock
    _watched: dict[int, PaperAccount] = field(default_factory=dict)
    _hour: int = 0
    _told: Counter[int] = field(default_factory=Counter)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(look_on(self.look, _CATCH_UP_S, "followers_wait", EngineError), name="followed traders")
            group.create_task(
                look_on(self._listen, _LISTEN_AGAIN_S, "followers_hear_later", EngineError),
                name="followed traders' news",
            )

    async def look(self) -> int:
        """At everybody who is followed; how many posts were put down. Raises `StorageAway`."""
        accounts = [await self.paper.account_of(trader, self.source) for trader in await self.follows.followed()]
        self._watched = {one.account_id: one for one in accounts if one is not None}
        return sum([await self._see(account) for account in self._watched.values()])

    async def hear(self, news: Sequence[AccountNews]) -> int:
        """Most news are of accounts that nobody follows: they cost nothing."""
        heard = {one.account_id for one in news} & self._watched.keys()
        return sum([await self._see(self._watched[account_id]) for account_id in heard])

    async def _listen(self) -> None:
        async for news in self.news.listen():
            await self.hear(news)

    async def _see(self, account: PaperAccount) -> int:
        since = self.clock.now() - _NEWS_FOR
        positions = [one for one in await self.paper.positions(account.account_id) if one.opened_at >= since]
        trades = await self.paper.trades(account.account_id, limit=_TRADES)
        posts = [
            *(_opened(one, account) for one in positions),
            *(_closed(one, account) for one in trades if one.closed_at >= since),
        ]
        told = 0
        for post in sorted(posts, key=lambda post: post[-1]):
            followers = await self.follows.followers(account.user_id, by=post[-1])  # what was before is no news to them
            told += sum([await self._put(*post, follower) for follower in followers])
        return told

    async def _put(self, kind: str, key: str, body: dict[str, object], at: datetime, follower_id: int) -> bool:
        if self._spent(follower_id) >= BUDGET_AN_HOUR:
            return False
        is_new = await self.book.put(Post(key, follower_id, kind, self.source, body, good_until=at + _NEWS_FOR))
        self._told[follower_id] += is_new
        return is_new

    def _spent(self, follower_id: int) -> int:
        """Of this hour; a trader who opens and closes all day is not to fill a follower's chat."""
        hour = int(self.clock.now().timestamp()) // 3600
        if hour != self._hour:
            self._hour, self._told = hour, Counter()
        return self._told[follower_id]


_Made = tuple[str, str, dict[str, object], datetime]


def _opened(position: PaperPosition, account: PaperAccount) -> _Made:
    at = position.opened_at
    key = f"{OPENED_KIND}:{account.account_id}:{position.symbol}:{position.slot}:{at.isoformat()}"
    body: dict[str, object] = {
        "trader_id": account.user_id,
        "coin": position.coin,
        "side": position.side.value,
        "leverage": str(position.leverage),
        "entry": str(position.entry_usd),
    }
    return OPENED_KIND, key, body, at


def _closed(trade: ClosedTrade, account: PaperAccount) -> _Made:
    at = trade.closed_at
    key = f"{CLOSED_KIND}:{account.account_id}:{trade.symbol}:{trade.side}:{at.isoformat()}"
    body: dict[str, object] = {
        "trader_id": account.user_id,
        "coin": trade.coin,
        "side": trade.side.value,
        "leverage": str(trade.leverage),
        "entry": str(trade.entry_usd),
        "exit": str(trade.exit_usd),
        "held_s": int((at - trade.opened_at).total_seconds()),
    }
    return CLOSED_KIND, key, body, at
