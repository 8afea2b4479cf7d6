"""Puts the card of /top together."""

from bot.callbacks import TopPress
from bot.desk import Desk
from bot.keyboards.top import top_keyboard
from bot.ports import Boards
from bot.show import TABS
from bot.views.card import Card
from bot.views.reader import Reader
from bot.views.top import page_start, top_text


async def top_card(top: TopPress, reader: Reader, desk: Desk, boards: Boards) -> Card:
    ranking = boards.ranking(top.window)
    pages = ranking.pages()
    here = top.but(page=min(top.page, pages), owner=reader.owner)
    coins = [row.coin for row in ranking.page(here.page)]
    text = top_text(ranking, top.window, here.page, desk.market.source, reader)
    return Card(text, top_keyboard(here, coins, page_start(ranking, here.page), pages, TABS, reader))
