"""Buttons under /top."""

from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import CardAction, CardKind, CardPress, TopAction, TopPress, TopTab
from bot.keyboards.buttons import Row, chosen, in_rows, keyboard, link, press
from bot.keyboards.cards import FIRST_WINDOWS, MORE_WINDOWS
from bot.views.reader import Place, Reader
from engine.market.values import Coin

_TABS = {
    TopTab.SIGNALS: "button-signals",
    TopTab.MOVERS: "button-movers",
    TopTab.HUNTERS: "button-hunters",
    TopTab.LIQUIDATED: "button-liquidated",
}
_SPANS = {TopTab.LIQUIDATED_HOUR: 1, TopTab.LIQUIDATED: 24}


def top_keyboard(
    top: TopPress,
    coins: Sequence[str],
    first: int,
    pages: int,
    tabs: Sequence[TopTab],
    reader: Reader,
    numbers: Row | None = None,
) -> InlineKeyboardMarkup:
    """`coins` of this page; `first`: the number of its first row. `numbers` None: they open scans."""
    if reader.place is Place.CHANNEL:
        links = [link(w.value, reader.links.start(f"top_{w.value}")) for w in FIRST_WINDOWS]
        return keyboard(links)
    shown = TopTab.LIQUIDATED if top.tab in _SPANS else top.tab
    tab_row = [chosen(reader.t.plain(_TABS[tab]), top.but(tab=tab, page=1), tab is shown) for tab in tabs]
    return keyboard(
        *in_rows(_numbers(top, coins, first) if numbers is None else numbers, 8),
        _spans(top, reader) if top.tab in _SPANS else _windows(top),
        tab_row if len(tabs) > 1 else [],
        _last_row(top, pages, bool(coins), reader),
    )


def _numbers(top: TopPress, coins: Sequence[str], first: int) -> Row:
    cards = [
        CardPress(
            do=CardAction.OPEN, kind=CardKind.SCAN, coin=coin, window=top.window, top_page=top.page, owner=top.owner
        )
        for coin in coins
    ]
    return [press(str(number), card) for number, card in enumerate(cards, first)]


def _spans(top: TopPress, reader: Reader) -> Row:
    """What was liquidated belongs to a span, not to a map's window."""
    return [
        chosen(reader.t.plain("button-hours", hours=hours), top.but(do=TopAction.OPEN, tab=tab, page=1), tab is top.tab)
        for tab, hours in _SPANS.items()
    ]


def _windows(top: TopPress) -> Row:
    opened = top.but(do=TopAction.OPEN, page=1)
    shown = FIRST_WINDOWS if top.window in FIRST_WINDOWS else (*FIRST_WINDOWS[:4], top.window)
    row = [chosen(w.value, opened.but(window=w), w is top.window) for w in shown]
    return [*row, press("+", top.but(do=TopAction.WINDOWS))]


def _last_row(top: TopPress, pages: int, has_rows: bool, reader: Reader) -> Row:
    opened = top.but(do=TopAction.OPEN)
    before, after = (top.page - 2) % pages + 1, top.page % pages + 1
    row = []
    if pages > 1:
        row = [
            press("‹", opened.but(page=before)),
            press(f"{top.page} / {pages}", top.but(do=TopAction.KEYS)),
            press("›", opened.but(page=after)),
        ]
    if has_rows:
        row.append(press(reader.t.plain("button-nine"), top.but(do=TopAction.NINE)))
    if reader.place is Place.GROUP:
        row.append(link(reader.t.plain("button-open-own"), reader.links.start(f"top_{top.window.value}")))
    return row


def nine_keyboard(top: TopPress, ranks: Mapping[Coin, int], reader: Reader) -> InlineKeyboardMarkup:
    """In threes, as the maps stand: a press opens that map in place of the nine."""
    one = CardPress(
        do=CardAction.OPEN,
        kind=CardKind.HEATMAP,
        coin="BTC",
        window=top.window,
        top_page=top.page,
        owner=reader.owner,
    )
    maps = [press(f"{rank} {coin}", one.but(coin=coin)) for coin, rank in ranks.items()]
    back = press(reader.t.plain("button-back-top"), top.but(do=TopAction.OPEN, owner=reader.owner))
    return keyboard(*in_rows(maps, 3), [back])


def top_windows_keyboard(top: TopPress, reader: Reader) -> InlineKeyboardMarkup:
    opened = top.but(do=TopAction.OPEN, page=1)
    more = [chosen(w.value, opened.but(window=w), w is top.window) for w in MORE_WINDOWS]
    return keyboard(more, [press(reader.t.plain("button-back"), opened.but(page=top.page))])
