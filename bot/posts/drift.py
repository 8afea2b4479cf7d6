"""Writes the day's note on paper and the market, for those in charge."""

from bot.posts.letters import Letter
from bot.views.drift import drift_text
from bot.views.reader import Reader
from engine.club.posts import Post
from engine.exchange.drift_day import day_from


async def write_drift(post: Post, reader: Reader) -> Letter:
    return Letter(drift_text(day_from(post.source, post.body), reader), is_silent=True)
