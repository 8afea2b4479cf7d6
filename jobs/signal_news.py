"""Puts down what the channel is to be told of signals; nobody is told where there is no channel."""

from dataclasses import dataclass
from typing import Protocol

from engine.club.posts import PostBook
from engine.looking import look_on
from engine.market.values import MarketSource
from engine.signals.news import NewsDesk, NewsKind

_EVERY_S = 1.0


class Channel(Protocol):
    async def channel_id(self) -> int | None:
        """None: there is none, or it is not found now."""
        ...


@dataclass(frozen=True, slots=True)
class SignalNewsPoster:
    """Any number of processes may run it: a post is put once."""

    source: MarketSource
    news: NewsDesk
    posts: PostBook
    channel: Channel

    async def run(self) -> None:
        """Until cancelled."""
        await look_on(self.look, _EVERY_S, "signal_news_waits")

    async def look(self) -> int:
        """How many posts were put down."""
        chat_id = await self.channel.channel_id()
        if chat_id is None:
            return 0
        put = 0
        for kind in NewsKind:
            for news in await self.news.untold(kind, self.source, chat_id):
                put += await self.posts.put(news.post(chat_id))
        return put
