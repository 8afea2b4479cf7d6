"""Buttons under a vendor's map. Its levels carry alerts like ours; its amounts are nobody's dollars."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from pydantic import Field

from bot.callbacks import COIN, OWNER, SHARED, AlertPress, CardAction, CardKind, CardPress, ModelChoice
from bot.keyboards.buttons import Row, keyboard, link, press
from bot.keyboards.cards import alert_row, last_row, windows_row
from bot.keyboards.models import compare_button
from bot.views.numbers import as_shown, level
from bot.views.reader import Place, Reader
from engine.liquidations.values import Cluster, Scan
from engine.market.windows import Window


class VendorLevelPress(CallbackData, prefix="cpl"):
    """A level of a vendor's map was chosen; it carries its price."""

    coin: str = Field(pattern=COIN)
    window: Window
    model: ModelChoice
    name: str = Field(pattern=r"^[AB]\d$")
    price: float = Field(gt=0, lt=1e9)
    owner: str = Field(default=SHARED, pattern=OWNER)


def vendor_keyboard(card: CardPress, scan: Scan, reader: Reader) -> InlineKeyboardMarkup | None:
    """None in a channel: a press there would have nobody to answer."""
    if reader.place is Place.CHANNEL:
        return None
    t = reader.t
    tools = [
        press(t.plain("button-filters"), card.but(do=CardAction.FILTERS)),
        press(t.plain("button-scan"), card.but(do=CardAction.OPEN, kind=CardKind.SCAN)),
        compare_button(card, reader),
        press(t.plain("button-refresh"), card.but(do=CardAction.REFRESH)),
    ]
    away = reader.links.coinglass()
    referral = [link(t.plain("button-coinglass"), away)] if away is not None else []
    return keyboard(
        windows_row(card), _levels(card, scan.above), _levels(card, scan.below), tools, referral, last_row(card, reader)
    )


def _levels(card: CardPress, clusters: Sequence[Cluster]) -> Row:
    return [press(f"{c.name} {level(c.peak_usd)}", _level_press(card, c)) for c in clusters]


def _level_press(card: CardPress, cluster: Cluster) -> VendorLevelPress:
    price = as_shown(cluster.peak_usd)
    return VendorLevelPress(
        coin=card.coin, window=card.window, model=card.model, name=cluster.name, price=price, owner=card.owner
    )


def vendor_level_keyboard(chose: VendorLevelPress, reader: Reader) -> InlineKeyboardMarkup:
    """The second tap sets the alert, as on our own map."""
    at = AlertPress(coin=chose.coin, window=chose.window, name=chose.name, price=chose.price)
    back = CardPress(
        do=CardAction.KEYS,
        kind=CardKind.HEATMAP,
        coin=chose.coin,
        window=chose.window,
        model=chose.model,
        owner=chose.owner,
    )
    return keyboard(alert_row(at, reader), [press(reader.t.plain("button-back"), back)])


def refused_keyboard(card: CardPress, reader: Reader) -> InlineKeyboardMarkup:
    """Ways on where the vendor said no: our own map, and where a key comes from."""
    own = press(reader.t.plain("button-own-map"), card.but(do=CardAction.OPEN, model=ModelChoice.HELIX), "primary")
    away = reader.links.coinglass()
    return keyboard([own], [link(reader.t.plain("button-coinglass"), away)] if away is not None else [])
