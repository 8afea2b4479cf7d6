"""Buttons under a scan and under a map."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    AlertPress,
    CardAction,
    CardKind,
    CardPress,
    LevelPress,
    LeverageChoice,
    ModelChoice,
    TopAction,
    TopPress,
    VenueChoice,
    WatchPress,
    WatchTask,
)
from bot.keyboards.alerts import SetAlertPress
from bot.keyboards.buttons import Row, chosen, copy, in_rows, keyboard, link, press
from bot.keyboards.models import compare_button, models_row
from bot.keyboards.trading import level_row, plan_row
from bot.keyboards.whales import whales_switch
from bot.views.levels import copied_levels
from bot.views.numbers import as_shown, level
from bot.views.reader import Place, Reader
from engine.club.alerts import AlertKind
from engine.club.limits import DEFAULT_SHARE
from engine.liquidations.values import Cluster, Scan
from engine.market.values import Venue
from engine.market.windows import Window

FIRST_WINDOWS = (Window.H12, Window.H24, Window.D3, Window.D7, Window.D30)
MORE_WINDOWS = tuple(window for window in Window if window not in FIRST_WINDOWS)
HIDE_WEAK = (0, 50, 75, 90)


def card_keyboard(card: CardPress, scan: Scan | None, reader: Reader) -> InlineKeyboardMarkup:
    """The card's own buttons. `scan` None: only what needs no levels."""
    if reader.place is Place.CHANNEL:
        return _links(card, reader)
    own = _scan_rows(card, scan, reader) if card.kind is CardKind.SCAN else _map_rows(card, scan, reader)
    return keyboard(windows_row(card), *own, last_row(card, reader))


def windows_row(card: CardPress) -> Row:
    shown = FIRST_WINDOWS if card.window in FIRST_WINDOWS else (*FIRST_WINDOWS[:4], card.window)
    row = [chosen(w.value, card.but(do=CardAction.OPEN, window=w), w is card.window) for w in shown]
    return [*row, press("+", card.but(do=CardAction.WINDOWS))]


def _scan_rows(card: CardPress, scan: Scan | None, reader: Reader) -> list[Row]:
    t = reader.t
    first: list[InlineKeyboardButton] = [
        press(t.plain("button-map"), card.but(do=CardAction.OPEN, kind=CardKind.HEATMAP), "primary")
    ]
    if scan is not None and (scan.above or scan.below):
        first.append(press(t.plain("button-alert"), card.but(do=CardAction.LEVELS)))
    first.append(press(t.plain("button-watch"), WatchPress(do=WatchTask.ADD, window=card.window, coin=card.coin)))
    first.append(press(t.plain("button-refresh"), card.but(do=CardAction.REFRESH)))
    second: list[InlineKeyboardButton] = []
    if scan is not None and (scan.above or scan.below):
        second.append(copy(t.plain("button-copy"), copied_levels(scan)))
    bybit = reader.links.bybit(f"{card.coin}USDT")
    if bybit is not None:
        second.append(link(t.plain("button-bybit"), bybit))
    return [first, plan_row(card.coin, card.window, scan, reader), second]


def _map_rows(card: CardPress, scan: Scan | None, reader: Reader) -> list[Row]:
    t = reader.t
    above, below = (scan.above, scan.below) if scan is not None else ((), ())
    tools = [
        press(t.plain("button-filters"), card.but(do=CardAction.FILTERS)),
        press(t.plain("button-scan"), card.but(do=CardAction.OPEN, kind=CardKind.SCAN)),
        press(t.plain("button-refresh"), card.but(do=CardAction.REFRESH)),
        press(t.plain("button-zoom"), card.but(do=CardAction.ZOOM)),
    ]
    return [_levels(card, above), _levels(card, below), tools]


def _levels(card: CardPress, clusters: Sequence[Cluster]) -> Row:
    return [press(f"{c.name} {level(c.peak_usd)}", level_press(card, c)) for c in clusters]


def level_press(card: CardPress, cluster: Cluster) -> LevelPress:
    return LevelPress(
        kind=card.kind,
        coin=card.coin,
        window=card.window,
        name=cluster.name,
        price=as_shown(cluster.peak_usd),
        venue=card.venue,
        hide_weak=card.hide_weak,
        owner=card.owner,
    )


def last_row(card: CardPress, reader: Reader) -> Row:
    row: list[InlineKeyboardButton] = []
    if card.top_page:
        top = TopPress(do=TopAction.OPEN, window=card.window, page=card.top_page, owner=card.owner)
        row.append(press(reader.t.plain("button-back-top"), top))
    if reader.place is Place.GROUP:
        row.append(link(reader.t.plain("button-open-own"), reader.links.start(payload_of(card))))
    return row


def payload_of(card: CardPress) -> str:
    """For `?start=`: the same card, in the private chat."""
    what = "scan" if card.kind is CardKind.SCAN else "heatmap"
    return f"{what}_{card.coin}_{card.window.value}"


def _links(card: CardPress, reader: Reader) -> InlineKeyboardMarkup:
    """A channel's buttons open the private chat."""
    windows = [link(w.value, reader.links.start(payload_of(card.but(window=w)))) for w in FIRST_WINDOWS]
    other = CardKind.HEATMAP if card.kind is CardKind.SCAN else CardKind.SCAN
    text = reader.t.plain("button-map" if other is CardKind.HEATMAP else "button-scan")
    return keyboard(windows, [link(text, reader.links.start(payload_of(card.but(kind=other))))])


def windows_keyboard(card: CardPress, reader: Reader) -> InlineKeyboardMarkup:
    """What `[+]` opens: the other windows, and several side by side."""
    back = press(reader.t.plain("button-back"), card.but(do=CardAction.KEYS))
    more = [chosen(w.value, card.but(do=CardAction.OPEN, window=w), w is card.window) for w in MORE_WINDOWS]
    shown = " + ".join(w.value for w in beside_windows(card.window))
    beside = press(reader.t.plain("button-beside", windows=shown), card.but(do=CardAction.BESIDE))
    return keyboard(more, [beside], [back])


def beside_windows(window: Window) -> tuple[Window, ...]:
    """Four neighbours among the windows, the asked one inside."""
    every = tuple(Window)
    start = min(max(every.index(window) - 1, 0), len(every) - 4)
    return every[start : start + 4]


def filters_keyboard(card: CardPress, venues: Sequence[Venue], reader: Reader) -> InlineKeyboardMarkup:
    t, opened = reader.t, card.but(do=CardAction.FILTERS)
    names = {
        LeverageChoice.ALL: t.plain("button-all-leverage"),
        LeverageChoice.MID: "25x+",
        LeverageChoice.HIGH: "50x+",
    }
    leverage = [chosen(text, opened.but(leverage=lev), lev is card.leverage) for lev, text in names.items()]
    weak = [
        chosen(
            t.plain("button-percent", share=share) if share else t.plain("button-hide-weak"),
            opened.but(hide_weak=share),
            share == card.hide_weak,
        )
        for share in HIDE_WEAK
    ]
    choices = [VenueChoice.ALL, *(VenueChoice.of(venue) for venue in venues)]
    venue_row = [
        chosen(
            choice.venue.value.capitalize() if choice.venue else t.plain("button-all-venues"),
            opened.but(venue=choice),
            choice is card.venue,
        )
        for choice in choices
    ]
    back = press(t.plain("button-back"), card.but(do=CardAction.KEYS))
    shown = (leverage, weak, venue_row if len(venues) > 1 else []) if card.model.is_own else (weak,)
    whales = [whales_switch(opened, reader)] if card.model.is_own else []
    return keyboard(*shown, models_row(opened, reader), whales, [back, compare_button(card, reader)])


def levels_keyboard(card: CardPress, scan: Scan, reader: Reader) -> InlineKeyboardMarkup:
    """A scan's `[Alert]`: which level?"""
    above, below = scan.above, scan.below
    back = press(reader.t.plain("button-back"), card.but(do=CardAction.KEYS))
    return keyboard(_levels(card, above), _levels(card, below), _conditions(card, reader), [back])


def _conditions(card: CardPress, reader: Reader) -> Row:
    """Alerts that wait for no price."""
    spike = SetAlertPress(kind=AlertKind.SPIKE, coin=card.coin, window=card.window)
    imbalance = spike.model_copy(update={"kind": AlertKind.IMBALANCE, "percent": round(DEFAULT_SHARE * 100)})
    shown = reader.t.plain("button-alert-imbalance", share=imbalance.percent)
    return [press(shown, imbalance), press(reader.t.plain("button-alert-spike"), spike)]


def level_keyboard(chose: LevelPress, reader: Reader) -> InlineKeyboardMarkup:
    """One level: the second tap sets the alert."""
    at = AlertPress(coin=chose.coin, window=chose.window, name=chose.name, price=chose.price)
    back = CardPress(
        do=CardAction.KEYS,
        kind=chose.kind,
        coin=chose.coin,
        window=chose.window,
        venue=chose.venue,
        hide_weak=chose.hide_weak,
        owner=chose.owner,
        model=ModelChoice.HELIX if chose.kind is CardKind.HEATMAP else ModelChoice.ANY,
    )
    trade = level_row(chose.coin, chose.window, chose.name, chose.price, reader)
    return keyboard(alert_row(at, reader), trade, [press(reader.t.plain("button-back"), back)])


def alert_row(at: AlertPress, reader: Reader) -> Row:
    """The second tap: at the level, or a little before it."""
    return [
        press(reader.t.plain("button-alert-at", price=level(at.price)), at),
        press(reader.t.plain("button-alert-before", percent=1), at.model_copy(update={"ahead": 1})),
    ]


def coins_keyboard(kind: CardKind, coins: Sequence[str], window: Window, owner: str) -> InlineKeyboardMarkup:
    """The nearest names, or the largest coins where none was said."""
    cards = [CardPress(do=CardAction.OPEN, kind=kind, coin=coin, window=window, owner=owner) for coin in coins]
    return keyboard(*in_rows([press(card.coin, card) for card in cards], 4))


def choose_window_keyboard(kind: CardKind, coin: str, owner: str) -> InlineKeyboardMarkup:
    cards = [CardPress(do=CardAction.OPEN, kind=kind, coin=coin, window=w, owner=owner) for w in Window]
    return keyboard(*in_rows([press(card.window.value, card) for card in cards], 5))
