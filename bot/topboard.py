"""Puts the card of /top together, tab by tab."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.callbacks import TopAction, TopPress, TopTab
from bot.desk import Desk
from bot.hunting import HuntDesk
from bot.keyboards.hunting import HuntAction, HuntPress, coin_numbers
from bot.keyboards.top import top_keyboard
from bot.ports import Boards
from bot.rankings import Rankings
from bot.views.card import Card
from bot.views.rankings import LIQUIDATED_SPANS, liquidated_text, movers_text
from bot.views.reader import Reader
from bot.views.top import page_start, top_text
from engine.market.values import Coin
from engine.market.windows import Window
from engine.scanners.ranking import PAGE_SIZE

Row = TypeVar("Row")
TABS = (TopTab.SIGNALS, TopTab.MOVERS, TopTab.HUNTERS, TopTab.LIQUIDATED)


@dataclass(frozen=True, slots=True)
class TopBoard:
    desk: Desk
    boards: Boards
    rankings: Rankings
    hunting: HuntDesk

    async def card(self, top: TopPress, reader: Reader) -> Card:
        if top.tab is TopTab.MOVERS:
            return await self._movers(top, reader)
        if top.tab in LIQUIDATED_SPANS:
            return await self._liquidated(top, reader)
        if top.tab is TopTab.HUNTERS:
            return await self._hunters(top, reader)
        return self._signals(top, reader)

    async def first(self, reader: Reader, window: Window | None = None) -> Card:
        """As /top opens."""
        return await self.card(TopPress(do=TopAction.OPEN, window=window or reader.prefers.window), reader)

    def coins(self, top: TopPress, count: int) -> tuple[Sequence[Coin], int]:
        """From the first of the page on, and that one's number."""
        ranking = self.boards.ranking(top.window)
        first = page_start(ranking, top.page)
        return [row.coin for row in ranking.ranked[first - 1 : first - 1 + count]], first

    async def _hunters(self, top: TopPress, reader: Reader) -> Card:
        """The same as /hunt; a number opens the coin's history."""
        page = await self.hunting.page(top.window, top.page)
        here = top.but(page=page.number, owner=reader.owner)
        opened = HuntPress(do=HuntAction.COIN, window=top.window, page=page.number, owner=reader.owner)
        numbers = coin_numbers(opened, page.coins, page.first)
        keys = top_keyboard(here, (), page.first, page.pages, TABS, reader, numbers)  # nine maps: of signals alone
        return Card(self.hunting.text(page, reader), keys)

    def _signals(self, top: TopPress, reader: Reader) -> Card:
        ranking = self.boards.ranking(top.window)
        pages = ranking.pages()
        here = top.but(page=min(top.page, pages), tab=TopTab.SIGNALS, owner=reader.owner)
        coins = [row.coin for row in ranking.page(here.page)]
        text = top_text(ranking, top.window, here.page, self.desk.market.source, reader)
        return Card(text, top_keyboard(here, coins, page_start(ranking, here.page), pages, TABS, reader))

    async def _movers(self, top: TopPress, reader: Reader) -> Card:
        board = await self.rankings.movers()
        here, rows, pages, first = _page(top, board.rows, reader)
        text = movers_text(board, rows, first, self.desk.market.source, reader)
        return Card(text, top_keyboard(here, [row.coin for row in rows], first, pages, TABS, reader))

    async def _liquidated(self, top: TopPress, reader: Reader) -> Card:
        span = LIQUIDATED_SPANS[top.tab]
        board = await self.rankings.liquidated(span)
        here, rows, pages, first = _page(top, board.rows, reader)
        text = liquidated_text(board, rows, first, span, self.desk.market.source, reader)
        return Card(text, top_keyboard(here, [row.coin for row in rows], first, pages, TABS, reader))


def _page(top: TopPress, every: Sequence[Row], reader: Reader) -> tuple[TopPress, Sequence[Row], int, int]:
    """The press as it is now, its rows, how many pages there are, and the number of the first row."""
    pages = max(-(-len(every) // PAGE_SIZE), 1)
    page = min(top.page, pages)
    first = (page - 1) * PAGE_SIZE
    return top.but(page=page, owner=reader.owner), every[first : first + PAGE_SIZE], pages, first + 1
