"""Tells the channel of confirmed signals, each once with its picture, and answers the post when the signal ends."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.methods import SendMessage, SendPhoto, TelegramMethod
from aiogram.types import Message, ReplyParameters
from prometheus_client import Counter

from bot.dependencies import BotDependencies
from bot.desk import Desk
from bot.ending import stop_if_cancelled
from bot.keyboards.signals import post_keyboard
from bot.pictures.gallery import Gallery, Picture
from bot.sending.anchors import Anchors
from bot.sending.posting import Priority, Stale, posted_as
from bot.sending.unknown import find_delivered
from bot.show import Show
from bot.signal_desk import SignalDesk
from bot.steady_redis import SteadyRedis
from bot.views.reader import Links, Place, Reader
from bot.views.signal_card import post_end_text, post_text
from engine.club.people import Locale, Preferences
from engine.errors import EngineError, StorageAway
from engine.signals.posts import PostKind, Said, SignalPost, SignalPosts
from engine.signals.values import SignalKind

log = structlog.get_logger()

_POSTED = Counter("helix_signal_posts", "Posts of signals in the channel by how they ended", ["end"])
_NEWS_FOR = {PostKind.CONFIRMED: timedelta(minutes=30), PostKind.ENDED: timedelta(hours=6)}
_EVERY_S, _ASK_AGAIN_S = 1.0, 60.0
_AT_ONCE, _LEASE_S, _RETRY_S = 5, 90.0, 15.0


@dataclass(slots=True)
class SignalTeller:
    """`channel`: @name or number. Any number of processes may run one: a post is claimed before it is sent.

    A post whose sender died, or whose answer never came, is asked for in the channel. It is sent again only where it
    is surely not there; where that cannot be known it is given up. So nothing is posted twice.
    """

    bot: Bot
    posts: SignalPosts
    desk: SignalDesk
    reader: Reader  # the channel's: language, zone, place
    anchors: Anchors
    channel: str
    _chat_id: int | None = field(default=None)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            stop_if_cancelled()
            pause_s = _EVERY_S
            try:
                await self.tell()
            except StorageAway as error:
                log.warning("signal_posts_waiting_for_storage", error=str(error)[:200])
            except TelegramAPIError as error:
                log.warning("channel_not_reached", channel=self.channel, error=str(error)[:200])
                pause_s = _ASK_AGAIN_S
            await asyncio.sleep(pause_s)

    async def tell(self) -> int:
        """One pass over what is due; how many posts were made. Raises `TelegramAPIError` where there is no channel."""
        source, chat_id = self.desk.desk.market.source, await self._chat()
        await self.posts.plan(source, chat_id, *(_NEWS_FOR[kind].total_seconds() for kind in PostKind))
        sent = 0
        for post in await self.posts.claim(source, chat_id, _AT_ONCE, _LEASE_S):
            sent += await self._tell(post)
        return sent

    async def _chat(self) -> int:
        """Its number: only by that can a message be asked for."""
        if self._chat_id is None:
            self._chat_id = (await self.bot.get_chat(self.channel)).id
        return self._chat_id

    async def _tell(self, post: SignalPost) -> bool:
        if post.said is not None:
            return await self._resolve(post, post.said)
        if self.desk.desk.now() - post.signal.state_at > _NEWS_FOR[post.what]:
            return await self._drop(post, "too late")
        try:
            message = await self._send(post)
        except (TelegramNetworkError, TelegramServerError) as error:
            await self.posts.doubt(post, _RETRY_S, str(error)[:200])
            _POSTED.labels("unknown").inc()
        except (TelegramForbiddenError, Stale) as error:
            return await self._drop(post, type(error).__name__)
        except TelegramAPIError as error:
            await self.posts.put_off(post, _RETRY_S, str(error)[:200])
            _POSTED.labels("put off").inc()
        else:
            await self.posts.confirm(post, message.message_id)
            _POSTED.labels("sent").inc()
            return True
        return False

    async def _send(self, post: SignalPost) -> Message:
        picture = await self._picture(post)
        text = await self._text(post)
        said = Said(text, picture is not None, await self._newest(post.chat_id))
        await self.posts.intend(post, said)
        news_for = _NEWS_FOR[post.what]
        with posted_as(Priority.ALERT, good_for_s=news_for.total_seconds(), after_id=said.after_id):
            sent: Message = await self.bot(self._method(post, said, picture))
        if picture is not None:
            await self.desk.show.gallery.sent(picture, sent)
        return sent

    async def _resolve(self, post: SignalPost, said: Said) -> bool:
        """An earlier attempt may have sent it."""
        if said.after_id <= 0:
            return await self._drop(post, "unknown, and nothing to ask by")
        found = await find_delivered(_plain, self.bot, self._method(post, said, None), said.after_id)
        if found is None:
            await self.posts.put_off(post, 0.0, "was not there")
            return False
        await self.posts.confirm(post, found.message_id)
        _POSTED.labels("found").inc()
        return True

    def _method(self, post: SignalPost, said: Said, picture: Picture | None) -> SendMessage | SendPhoto:
        keys = post_keyboard(post.signal, self.reader)
        reply = None
        if post.reply_to is not None:
            reply = ReplyParameters(message_id=post.reply_to, allow_sending_without_reply=True)
        if not said.is_photo:
            return SendMessage(chat_id=post.chat_id, text=said.text, reply_markup=keys, reply_parameters=reply)
        media = "-" if picture is None else picture.media  # "-": only to be asked for
        return SendPhoto(
            chat_id=post.chat_id, photo=media, caption=said.text, reply_markup=keys, reply_parameters=reply
        )

    async def _text(self, post: SignalPost) -> str:
        signal = post.signal
        if post.what is PostKind.ENDED:
            return post_end_text(signal, self.reader)
        where = (signal.source, SignalKind.IMBALANCE, signal.coin, signal.window)
        tallies = await self.desk.parts.reads.tally(*where, signal.state_at)
        return post_text(signal, tallies.overall, self.reader)

    async def _picture(self, post: SignalPost) -> Picture | None:
        """None for an end, and where the map cannot be drawn now: the words are said in any case."""
        if post.what is PostKind.ENDED:
            return None
        try:
            return await self.desk.picture(post.signal, self.reader)
        except StorageAway:
            raise
        except EngineError as error:
            log.warning("signal_post_without_picture", id=post.signal.signal_id, error=str(error)[:200])
            return None

    async def _newest(self, chat_id: int) -> int:
        return max(await self.anchors.newest(chat_id) or 0, await self.posts.newest(chat_id))

    async def _drop(self, post: SignalPost, why: str) -> bool:
        await self.posts.drop(post, why)
        log.info("signal_post_dropped", id=post.signal.signal_id, what=post.what, why=why)
        _POSTED.labels("dropped").inc()
        return False


async def _plain(bot: Bot, method: TelegramMethod[Any]) -> Any:
    return await bot(method)


def build_signal_teller(deps: BotDependencies, bot_name: str, posts: SignalPosts, channel: str) -> SignalTeller:
    """The channel reads English, in the house's zone. Raises `ValueError` where nothing makes signals."""
    if deps.signals is None:
        raise ValueError("there are no signals to tell")
    market, redis = deps.market, SteadyRedis(deps.redis)
    desk = Desk(market.reader, market.scans, market.maps, market.clock)
    show = Show(desk, Gallery(redis, deps.bot.id), deps.pool)
    prefers, links = Preferences(Locale.EN, deps.zone), Links(bot_name, deps.bybit_code)
    reader = Reader(deps.texts.of(prefers.locale), prefers, market.clock.now(), Place.CHANNEL, links)
    signals = SignalDesk(deps.signals, desk, show, market.accuracy)
    return SignalTeller(deps.bot, posts, signals, reader, Anchors(redis, deps.bot.id), channel)
