"""Buttons under the list of alerts, under what they say, and for quiet hours."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from pydantic import Field

from bot.callbacks import AlertsPress, CardAction, CardKind, CardPress, GoPress, Screen
from bot.keyboards.buttons import chosen, in_rows, keyboard, press
from bot.views.alerts import alert_line, cooldown_text
from bot.views.reader import Reader
from engine.club.alerts import ENDED, Alert, AlertKind
from engine.club.limits import COOLDOWNS
from engine.club.watch import Firing
from engine.market.windows import Window

QUIET_CHOICES = ("", "22:00-07:00", "23:00-07:00", "23:00-08:00", "00:00-08:00")  # empty: none
_MOST_COINS = 3


class AlertTask(StrEnum):
    COOLDOWN = "c"
    TEST = "t"
    QUIET = "q"  # opens the page
    QUIET_FROM_TO = "s"  # `choice` of QUIET_CHOICES
    LIST = "l"


class AlertToolPress(CallbackData, prefix="ax"):
    """What to do with one's own alerts. `alert_id` 0: with all."""

    do: AlertTask
    alert_id: int = Field(default=0, ge=0, lt=2**62)
    choice: int = Field(default=0, ge=0, le=9)


class SetAlertPress(CallbackData, prefix="as"):
    """An alert that needs no figure: on a spike, or on an imbalance. For whoever pressed."""

    kind: AlertKind
    coin: str = Field(pattern=r"^[A-Z0-9]{1,20}$")
    window: Window
    percent: int = Field(default=0, ge=0, le=99)


def alerts_keyboard(held: Sequence[Alert], reader: Reader) -> InlineKeyboardMarkup:
    """One row an alert: a press deletes it, the other changes how long it keeps quiet after it spoke."""
    t = reader.t
    rows = []
    for alert in held:
        row = [press(t.plain("button-delete", what=alert_line(alert, t)), AlertsPress(alert_id=alert.alert_id))]
        if alert.asked.kind is not AlertKind.PRICE:
            tool = AlertToolPress(do=AlertTask.COOLDOWN, alert_id=alert.alert_id)
            row.append(press(t.plain("button-cooldown", span=cooldown_text(alert.asked.cooldown, t)), tool))
        rows.append(row)
    quiet = reader.person.quiet if reader.person is not None else None
    shown = t.plain("quiet-off") if quiet is None else str(quiet)
    tools = [press(t.plain("button-quiet", hours=shown), AlertToolPress(do=AlertTask.QUIET))]
    if held:
        tools.append(press(t.plain("button-test-alert"), AlertToolPress(do=AlertTask.TEST)))
    return keyboard(*rows, tools, [press(t.plain("button-start"), GoPress(to=Screen.START))])


def next_cooldown(alert: Alert) -> int:
    """Index into `COOLDOWNS` of what a press chooses."""
    present = alert.asked.cooldown
    return (COOLDOWNS.index(present) + 1) % len(COOLDOWNS) if present in COOLDOWNS else 0


def quiet_keyboard(reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    quiet = reader.person.quiet if reader.person is not None else None
    present = "" if quiet is None else str(quiet)
    buttons = [
        chosen(span or t.plain("quiet-off"), AlertToolPress(do=AlertTask.QUIET_FROM_TO, choice=place), span == present)
        for place, span in enumerate(QUIET_CHOICES)
    ]
    back = press(t.plain("button-back"), AlertToolPress(do=AlertTask.LIST))
    return keyboard(*in_rows(buttons, 2), [back])


def firings_keyboard(batch: Sequence[Firing], reader: Reader) -> InlineKeyboardMarkup:
    """The map and the scan of each coin that spoke and is traded, and the way to the list."""
    t = reader.t
    asked = {firing.alert.asked.coin: firing.alert.asked for firing in batch if firing.detail != ENDED}
    rows = []
    for coin, one in list(asked.items())[:_MOST_COINS]:
        card = CardPress(do=CardAction.OPEN, kind=CardKind.HEATMAP, coin=coin, window=one.window)
        name = f" {coin}" if len(asked) > 1 else ""
        rows.append(
            [
                press(t.plain("button-map") + name, card),
                press(t.plain("button-scan") + name, card.but(kind=CardKind.SCAN)),
            ]
        )
    return keyboard(*rows, [press(t.plain("button-your-alerts"), GoPress(to=Screen.ALERTS))])
