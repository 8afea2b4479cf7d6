"""Puts the cards of /hunt together: the ranking of a window, a coin's history, one window of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.desk import Desk
from bot.keyboards.hunting import HuntAction, HuntPress, coin_keyboard, detail_keyboard, hunters_keyboard
from bot.pictures.gallery import Gallery, picture_key
from bot.pictures.pool import PicturePool
from bot.show import PhotoCard
from bot.views.card import Card
from bot.views.hunters import hunters_text
from bot.views.hunting import coin_answer, coin_caption, detail_text
from bot.views.hunting_labels import hunting_labels
from bot.views.reader import Reader
from engine.market.values import Coin
from engine.market.windows import Window
from engine.scanners.hunting.book import CoinHistory, Hunter, Hunters, Hunts
from engine.scanners.ranking import PAGE_SIZE
from renderers.hunting import hunting_png
from renderers.palette import Theme


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the ranking: its rows, the number of the first and of the page, and how many pages there are."""

    found: Hunters
    rows: Sequence[Hunter]
    first: int
    number: int
    pages: int

    @property
    def coins(self) -> list[str]:
        return [row.pattern.coin for row in self.rows]


@dataclass(frozen=True, slots=True)
class HuntDesk:
    """`hunts` None: nothing is ever measured here, which looks as if nothing were measured yet."""

    desk: Desk
    hunts: Hunts | None
    gallery: Gallery
    pool: PicturePool

    async def page(self, window: Window, number: int) -> Page:
        """A number beyond the last page is the last page."""
        found = Hunters(window, (), ()) if self.hunts is None else await self.hunts.ranking(window)
        pages = max(-(-len(found.ranked) // PAGE_SIZE), 1)
        number = min(number, pages)
        start = (number - 1) * PAGE_SIZE
        return Page(found, found.ranked[start : start + PAGE_SIZE], start + 1, number, pages)

    async def ranking(self, asked: HuntPress, reader: Reader) -> Card:
        page = await self.page(asked.window, asked.page)
        here = asked.but(page=page.number, owner=reader.owner)
        return Card(self.text(page, reader), hunters_keyboard(here, page.coins, page.first, page.pages, reader))

    def text(self, page: Page, reader: Reader) -> str:
        return hunters_text(page.found, page.rows, page.first, self.desk.market.source, reader)

    async def coin(self, asked: HuntPress, reader: Reader) -> PhotoCard | Card:
        """Words alone where nothing is measured yet. A venue nobody measured shows all of them."""
        here, source = asked.but(owner=reader.owner), self.desk.market.source
        history = await self._history(Coin(asked.coin))
        venue = asked.venue.venue
        shown = history.windows if venue is None else history.venues.get(venue, {})
        keys = coin_keyboard(here, tuple(history.venues), reader)
        if not shown:
            return Card(coin_answer(history, reader), keys)
        labels, theme = hunting_labels(history, shown, source, reader), Theme(reader.prefers.theme)
        rows = list(shown.values())

        async def draw() -> bytes:
            return await self.pool.draw("hunting", hunting_png, rows, theme=theme, labels=labels)

        picture = await self.gallery.picture(picture_key("hunting", _moment(shown), theme, labels), draw)
        return PhotoCard(picture, coin_caption(history, shown, venue, source, reader), keys)

    async def detail(self, asked: HuntPress, reader: Reader) -> Card:
        history = await self._history(Coin(asked.coin))
        here = asked.but(do=HuntAction.DETAIL, owner=reader.owner)
        return Card(detail_text(history, asked.window, self.desk.market.source, reader), detail_keyboard(here, reader))

    async def _history(self, coin: Coin) -> CoinHistory:
        """Raises `UnknownCoin`: what a button says can be forged."""
        known = await self.desk.coin_of(coin)
        return CoinHistory(known, {}, {}) if self.hunts is None else await self.hunts.history(known)


def _moment(shown: Mapping[Window, Hunter]) -> tuple[object, ...]:
    return tuple((window, one.pattern, one.verdict) for window, one in shown.items())
