"""Writes the day's head of the ledger."""

from bot.posts.letters import Letter
from bot.views.head import head_text
from bot.views.reader import Reader
from engine.club.posts import Post
from engine.liquidations.ledger.heads import head_from


async def write_head(post: Post, reader: Reader) -> Letter:
    return Letter(head_text(head_from(post.source, post.body), reader), is_silent=True)
