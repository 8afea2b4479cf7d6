"""/alert, /alerts and the two taps on a level."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AlertPress, AlertsPress
from bot.commands import ALERT, ALERTS
from bot.desk import Desk
from bot.handlers.registration import on_command
from bot.handlers.start import alerts_card
from bot.keyboards.screens import main_keyboard
from bot.ports import Alerts
from bot.speech import change_text, say, say_text
from bot.views import numbers
from bot.views.failures import failure_card
from bot.views.reader import Reader
from engine.club.alerts import AlertKind, Direction, NewAlert
from engine.club.limits import ALERTS_EACH, DEFAULT_STRENGTH, LARGEST_DISTANCE, SMALLEST_DISTANCE
from engine.club.people import Person
from engine.errors import Refused
from engine.liquidations.values import MapQuery
from engine.market.values import Coin

router = Router(name="alerts")


@dataclass(frozen=True, slots=True)
class _Wish:
    """`/alert BTC 2% 80` in figures; None where it is no figure or out of bounds."""

    distance: float | None
    strength: float | None

    @staticmethod
    def of(words: list[str]) -> "_Wish":
        distance = _figure(words[0]) if words else None
        strength = _figure(words[1]) if len(words) > 1 else float(DEFAULT_STRENGTH)
        is_far = distance is None or not SMALLEST_DISTANCE <= distance / 100 <= LARGEST_DISTANCE
        is_odd = strength is None or not 0 <= strength <= 100
        return _Wish(None if is_far or distance is None else distance / 100, None if is_odd else strength)


def _figure(word: str) -> float | None:
    text = word.rstrip("%").replace(",", ".")
    is_plain = len(text) <= 6 and text.replace(".", "", 1).isdecimal() and text.isascii()
    return float(text) if is_plain else None


@on_command(router, ALERT)
async def alert(
    message: Message, command: CommandObject, reader: Reader, person: Person, desk: Desk, alerts: Alerts
) -> None:
    t, words = reader.t, (command.args or "").split()[:6]
    if not words:
        await say_text(message, t("alert-how"), main_keyboard(reader))
        return
    try:
        coin = await desk.coin_of(words[0])
    except Refused as refusal:
        await say(message, failure_card(refusal, reader))
        return
    wish = _Wish.of([word for word in words[1:] if word != "%"])
    if wish.distance is None:
        limits = {"least": f"{SMALLEST_DISTANCE:.1%}"[:-1], "most": f"{LARGEST_DISTANCE:.0%}"[:-1]}
        await say_text(message, t("alert-bad-distance", coin=coin, **limits))
    elif wish.strength is None:
        await say_text(message, t("alert-bad-strength", coin=coin))
    else:
        await _set_level_alert(message, coin, wish.distance, wish.strength, reader, person, desk, alerts)


async def _set_level_alert(
    message: Message,
    coin: Coin,
    distance: float,
    strength: float,
    reader: Reader,
    person: Person,
    desk: Desk,
    alerts: Alerts,
) -> None:
    asked = NewAlert(
        user_id=person.user_id,
        coin=coin,
        source=desk.market.source,
        kind=AlertKind.LEVEL,
        window=reader.prefers.window,
        distance=distance,
        strength=strength,
    )
    if await alerts.add(asked, ALERTS_EACH) is None:
        await say_text(message, reader.t("alert-limit", limit=ALERTS_EACH))
        return
    said = reader.t(
        "alert-set-level",
        coin=coin,
        distance=f"{distance * 100:g}",
        strength=f"{strength:g}",
        window=asked.window.value,
    )
    await say_text(message, said)


@on_command(router, ALERTS)
async def list_alerts(message: Message, reader: Reader, alerts: Alerts) -> None:
    await say(message, await alerts_card(reader, alerts))


@router.callback_query(AlertPress.filter())
async def alert_pressed(
    query: CallbackQuery, callback_data: AlertPress, reader: Reader, desk: Desk, alerts: Alerts
) -> str:
    """The second tap. The alert belongs to whoever pressed."""
    t, person = reader.t, reader.person
    if person is None or not person.has_started:
        return t.plain("alert-needs-start")
    coin = await desk.coin_of(callback_data.coin)
    scan = await desk.scan(MapQuery(coin, callback_data.window))
    level = callback_data.price
    back = 1 - callback_data.ahead / 100 if level >= scan.price_usd else 1 + callback_data.ahead / 100
    target = float(f"{level * back:.5g}")
    direction = Direction.toward(level, scan.price_usd)
    is_past = target <= scan.price_usd if direction is Direction.RISE else target >= scan.price_usd
    if is_past:
        return t.plain("alert-already-there", price=numbers.price(scan.price_usd))
    asked = NewAlert(
        user_id=person.user_id,
        coin=coin,
        source=desk.market.source,
        kind=AlertKind.PRICE,
        window=callback_data.window,
        price_usd=target,
        direction=direction,
        level=callback_data.name,
    )
    if await alerts.add(asked, ALERTS_EACH) is None:
        return t.plain("alert-limit", limit=ALERTS_EACH)
    if callback_data.ahead:
        percent, price = callback_data.ahead, numbers.level(target)
        return t.plain("alert-set-before", price=price, percent=percent, level=callback_data.name)
    return t.plain("alert-set-at", price=numbers.level(target))


@router.callback_query(AlertsPress.filter())
async def delete_pressed(
    query: CallbackQuery, callback_data: AlertsPress, reader: Reader, alerts: Alerts
) -> str | None:
    if reader.person is None or not isinstance(query.message, Message):
        return reader.t.plain("press-old")
    is_deleted = await alerts.end(callback_data.alert_id, reader.person.user_id)
    await change_text(query.message, await alerts_card(reader, alerts))
    return reader.t.plain("alert-deleted" if is_deleted else "alert-gone")
