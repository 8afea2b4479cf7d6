"""From a scan or a level to a paper ticket in one press."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.buttons import Row, in_rows, keyboard, press
from bot.keyboards.paper_presses import LevelTradePress, PlanLeg, PlanPress, TradePress
from bot.views.reader import Reader
from engine.liquidations.values import Leg, Scan
from engine.market.values import Side
from engine.market.windows import Window

_STYLES = {Side.LONG: "success", Side.SHORT: "danger"}


def trade_coins_keyboard(side: Side, coins: Sequence[str], rest: str) -> InlineKeyboardMarkup:
    """`rest`: the other words of the trade, as typed. Where a button cannot hold them, the usual ones stand in."""
    return keyboard(*in_rows([_trade_coin(side, coin, rest) for coin in coins], 4))


def _trade_coin(side: Side, coin: str, rest: str) -> InlineKeyboardButton:
    try:
        return press(coin, TradePress(side=side, coin=coin, rest=" ".join(rest.split())))
    except ValueError:
        return press(coin, TradePress(side=side, coin=coin))


def plan_row(coin: str, window: Window, scan: Scan | None, reader: Reader) -> Row:
    """One button for each leg of the plan."""
    if scan is None or not reader.links.has_paper:
        return []
    found = ((PlanLeg.RIDE, "ride", scan.plan.ride), (PlanLeg.FADE, "fade", scan.plan.fade))
    return [_leg(coin, window, which, name, leg, reader) for which, name, leg in found if leg is not None]


def _leg(coin: str, window: Window, which: PlanLeg, name: str, leg: Leg, reader: Reader) -> InlineKeyboardButton:
    text = reader.t.plain(f"button-{name}-{leg.side.value}")
    return press(text, PlanPress(leg=which, coin=coin, window=window), _STYLES[leg.side])


def level_row(coin: str, window: Window, name: str, price: float, reader: Reader) -> Row:
    """Toward the level at market, against it by a limit order at its price."""
    if not reader.links.has_paper:
        return []
    is_above = name.startswith("A")
    keys = {
        Side.LONG: "button-level-long" if is_above else "button-level-long-at",
        Side.SHORT: "button-level-short" if is_above else "button-level-short-to",
    }
    return [
        press(
            reader.t.plain(key, level=name),
            LevelTradePress(side=side, coin=coin, window=window, name=name, price=price),
            _STYLES[side],
        )
        for side, key in keys.items()
    ]
