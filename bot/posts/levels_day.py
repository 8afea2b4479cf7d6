"""Writes the day's post: what the market did to the levels, with the maps before and after."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.keyboards.buttons import keyboard, link
from bot.pictures.gallery import Gallery, Picture, picture_key
from bot.pictures.pool import PicturePool
from bot.posts.letters import Letter
from bot.views.aftermath import story_labels, story_text
from bot.views.reader import Reader
from engine.club.posts import Post
from engine.liquidations.aftermath.story import WINDOW, TellDay
from engine.liquidations.aftermath.values import Aftermath
from renderers.grid import MapPanel, before_after_png
from renderers.palette import Theme


@dataclass(frozen=True, slots=True)
class WriteLevelsDay:
    tell: TellDay
    pool: PicturePool
    gallery: Gallery

    async def __call__(self, post: Post, reader: Reader) -> Letter | None:
        since, until = (datetime.fromisoformat(post.body[name]).astimezone(UTC) for name in ("since", "until"))
        story = await self.tell(since, until)
        if story.shown is None:
            return None
        map_link = reader.links.start(f"heatmap_{story.shown.coin}_{WINDOW.value}")
        keys = keyboard(
            [
                link(reader.t.plain("button-map"), map_link),
                link(reader.t.plain("button-open-bot"), reader.links.start("start")),
            ]
        )
        return Letter(story_text(story, reader), keys, await self._picture(story.shown, reader))

    async def _picture(self, shown: Aftermath, reader: Reader) -> Picture:
        panels = [MapPanel(shown.before, shown.scan_before), MapPanel(shown.after, shown.scan_after)]
        theme, labels = Theme(reader.prefers.theme), story_labels(shown, reader)

        async def draw() -> bytes:
            return await self.pool.draw(
                "before-after", before_after_png, panels, theme=theme, labels=labels, zone=reader.zone
            )

        moments = [(one.query, one.at, one.price_usd, one.venues) for one in (shown.before, shown.after)]
        key = picture_key("before-after", *moments, theme, labels, reader.prefers.zone)
        return await self.gallery.picture(key, draw)
