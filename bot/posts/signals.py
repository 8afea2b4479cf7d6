"""Writes what the channel is told of signals: that one was confirmed, with its map, and how it ended."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.keyboards.signals import post_keyboard
from bot.pictures.gallery import Picture
from bot.posts.letters import Letter
from bot.signal_desk import SignalDesk
from bot.views.reader import Reader
from bot.views.signal_card import post_end_text, post_text
from engine.club.posts import Post
from engine.errors import EngineError, StorageAway
from engine.signals.values import Signal, SignalKind

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class WriteSignal:
    desk: SignalDesk

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        signal = await signal_of(post, self.desk)
        if signal is None:
            return None
        where = (signal.source, SignalKind.IMBALANCE, signal.coin, signal.window)
        tallies = await self.desk.parts.reads.tally(*where, signal.state_at)
        text = post_text(signal, tallies.overall, reader)
        return Letter(text, post_keyboard(signal, reader), await self._picture(signal, reader), is_urgent=True)

    async def _picture(self, signal: Signal, reader: Reader) -> Picture | None:
        """None where the map cannot be drawn now: the words are said in any case."""
        try:
            return await self.desk.picture(signal, reader)
        except StorageAway:
            raise
        except EngineError as error:
            log.warning("signal_post_without_picture", id=signal.signal_id, error=str(error)[:200])
            return None


@dataclass(frozen=True, slots=True)
class WriteSignalEnd:
    desk: SignalDesk

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        signal = await signal_of(post, self.desk)
        if signal is None:
            return None
        return Letter(post_end_text(signal, reader), post_keyboard(signal, reader), is_urgent=True)


async def signal_of(post: Post, desk: SignalDesk) -> Signal | None:
    """In the state the post is about; None where it is gone with its simulated market."""
    at = datetime.fromisoformat(post.body["at"])
    return await desk.parts.reads.find(post.source, post.body["signal_id"], at)
