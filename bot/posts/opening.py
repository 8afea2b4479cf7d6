"""An office from its parts: beside a bot that listens, or beside one that only speaks."""

from collections.abc import Mapping

from aiogram import Bot
from redis.asyncio import Redis

from bot.dependencies import BotDependencies
from bot.pictures.gallery import Gallery
from bot.posts.audience import Audience
from bot.posts.letters import Writer
from bot.posts.office import PostOffice
from bot.posts.readers import Readers
from bot.posts.reading import ChatReader
from bot.posts.trouble import TroubleBell
from bot.posts.writers import writers_of
from bot.sending.anchors import Anchors
from bot.steady_redis import SteadyRedis
from bot.views.reader import Links
from engine.club.posts import PostBook


def open_office(
    bot: Bot,
    redis: Redis,
    book: PostBook,
    writers: Mapping[str, Writer],
    readers: Readers,
    bell: TroubleBell,
    channel: str | None,
) -> PostOffice:
    """`bell`: knows the admins, who are also asked what stands in a chat."""
    steady = SteadyRedis(redis)
    return PostOffice(
        bot,
        book,
        writers,
        bell.source,
        readers,
        Audience(bot, channel, bell),
        ChatReader(bot, bell.admin_ids),
        Anchors(steady, bot.id),
        Gallery(steady, bot.id),
    )


def office_of(deps: BotDependencies, links: Links) -> PostOffice:
    book, market = deps.stores.posts, deps.market
    readers = Readers(deps.stores.people, deps.texts, links, market.clock, deps.zone)
    bell = TroubleBell(book, deps.access.everyone_in_charge, market.reader.source, market.clock)
    gallery = Gallery(SteadyRedis(deps.redis), deps.bot.id)
    return open_office(deps.bot, deps.redis, book, writers_of(deps, gallery, links), readers, bell, deps.channel)
