"""Writes that the exchange was away and is back, with everything as it was."""

from bot.posts.letters import Letter
from bot.views.paper_lists import restart_note
from bot.views.reader import Reader
from engine.club.posts import Post


async def write_restart(post: Post, reader: Reader) -> Letter:
    body = post.body
    note = restart_note(float(body["away_s"]), int(body["positions"]), int(body["orders"]), reader)
    return Letter(note, is_silent=True, is_dispensable=True)
