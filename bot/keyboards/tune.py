"""Buttons of /tune and /audit."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from pydantic import Field

from bot.callbacks import GoPress, Screen
from bot.keyboards.buttons import chosen, in_rows, keyboard, press
from bot.views.reader import Reader
from bot.views.thresholds import knob_name, value_text
from engine.market.values import Coin
from engine.signals.tuning import ALL_COINS, KNOBS, Knob

_COINS = 4


class TuneAction(StrEnum):
    MAIN = "m"
    KNOB = "k"
    TRY = "t"
    KEEP = "y"
    DROP = "n"


class TunePress(CallbackData, prefix="tn"):
    """`coin` empty: all coins. `value` None: what holds where nothing is set."""

    do: TuneAction
    name: str = Field(default="", pattern=r"^[a-z0-9_]{0,16}$")
    coin: str = Field(default="", pattern=r"^[A-Z0-9]{0,20}$")
    value: float | None = None

    def but(self, **changes: object) -> "TunePress":
        return self.model_copy(update=changes)


class AuditPress(CallbackData, prefix="tna"):
    page: int = Field(default=1, ge=1, le=9999)


def tune_keyboard(coin: Coin, coins: list[Coin], reader: Reader) -> InlineKeyboardMarkup:
    t, here = reader.t, TunePress(do=TuneAction.MAIN, coin=coin)
    knobs = [press(knob_name(knob.name, reader), here.but(do=TuneAction.KNOB, name=knob.name)) for knob in KNOBS]
    named = [coin] if coin and coin not in coins[:_COINS] else []
    choices = [chosen(t.plain("tune-all-coins"), here.but(coin=ALL_COINS), coin == ALL_COINS)]
    choices += [chosen(one, here.but(coin=one), one == coin) for one in (*named, *coins[: _COINS - len(named)])]
    last = [press(t.plain("button-audit"), AuditPress()), press(t.plain("button-start"), GoPress(to=Screen.START))]
    return keyboard(*in_rows(knobs, 2), *in_rows(choices, 5), last)


def knob_keyboard(knob: Knob, coin: Coin, now: float, *, is_set: bool, reader: Reader) -> InlineKeyboardMarkup:
    here = TunePress(do=TuneAction.TRY, name=knob.name, coin=coin)
    choices = [chosen(value_text(knob, value), here.but(value=value), value == now) for value in knob.choices]
    back = press(reader.t.plain("button-back"), TunePress(do=TuneAction.MAIN, coin=coin))
    default = [press(reader.t.plain("button-tune-default"), here)] if is_set else []
    return keyboard(*in_rows(choices, 4), default, [back])


def try_keyboard(knob: Knob, tried: TunePress, becomes: float, reader: Reader) -> InlineKeyboardMarkup:
    keep = reader.t.plain("button-tune-keep", value=value_text(knob, becomes))
    back = press(reader.t.plain("button-back"), tried.but(do=TuneAction.KNOB, value=None))
    return keyboard(
        [
            press(keep, tried.but(do=TuneAction.KEEP), "success"),
            press(reader.t.plain("button-tune-drop"), tried.but(do=TuneAction.DROP), "danger"),
        ],
        [back],
    )


def audit_keyboard(page: int, pages: int, reader: Reader) -> InlineKeyboardMarkup:
    row = []
    if pages > 1:
        row = [
            press("‹", AuditPress(page=(page - 2) % pages + 1)),
            press(f"{page} / {pages}", AuditPress(page=page)),
            press("›", AuditPress(page=page % pages + 1)),
        ]
    back = press(reader.t.plain("button-tune"), TunePress(do=TuneAction.MAIN))
    home = press(reader.t.plain("button-start"), GoPress(to=Screen.START))
    return keyboard([*row, press(reader.t.plain("button-refresh"), AuditPress(page=page))], [back, home])
