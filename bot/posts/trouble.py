"""Tells the admins, once a day, that the channel is not there or refuses, and of every post that may be missing in it:
as posts like all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from bot.ports import Clock
from bot.posts.letters import Letter
from bot.views.card import lines
from bot.views.reader import Reader
from engine.club.posts import Post, PostBook
from engine.market.values import MarketSource

log = structlog.get_logger()

KIND = "channel-trouble"
_NEWS_FOR = timedelta(days=1)
_LONGEST_SAID = 200


class Trouble(StrEnum):
    NOT_FOUND = "not-found"
    REFUSED = "refused"
    LOST = "lost"  # nobody knows whether a post arrived


@dataclass(frozen=True, slots=True)
class TroubleBell:
    book: PostBook
    admin_ids: Sequence[int]
    source: MarketSource
    clock: Clock

    async def ring(self, channel: str, trouble: Trouble, said: str) -> None:
        """`said`: Telegram's own words, or the post that is missing. Raises `StorageAway`."""
        now = self.clock.now()
        log.warning("channel_trouble", channel=channel, trouble=trouble.value, said=said[:_LONGEST_SAID])
        once = said if trouble is Trouble.LOST else f"{now:%Y-%m-%d}"
        key = f"{KIND}:{self.source.value}:{channel}:{trouble.value}:{once}"
        body = {"channel": channel, "trouble": trouble.value, "said": said[:_LONGEST_SAID], "at": now.isoformat()}
        for admin_id in self.admin_ids:
            await self.book.put(Post(key, admin_id, KIND, self.source, body, good_until=now + _NEWS_FOR))


async def write_trouble(post: Post, reader: Reader) -> Letter:
    body, t = post.body, reader.t
    trouble = Trouble(body["trouble"])
    return Letter(
        lines(
            t("trouble-title", trouble=trouble.value, channel=body["channel"]),
            t("trouble-said", trouble=trouble.value, said=body["said"]),
            t("trouble-how", trouble=trouble.value),
            t("trouble-when", trouble=trouble.value, at=reader.moment(datetime.fromisoformat(body["at"]))),
        )
    )
