"""Taps that set an alert, and the buttons under the list of one's own."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.alertdesk import AlertDesk
from bot.callbacks import AlertPress, AlertsPress
from bot.handlers.alerts import set_text
from bot.keyboards.alerts import (
    QUIET_CHOICES,
    AlertTask,
    AlertToolPress,
    SetAlertPress,
    firings_keyboard,
    next_cooldown,
    quiet_keyboard,
)
from bot.ports import People
from bot.sending.handling import current_update_id
from bot.speech import change_text, say
from bot.views import numbers
from bot.views.alerts import firings_text
from bot.views.card import Card, lines
from bot.views.reader import Place, Reader
from engine.club.alerts import AlertKind, Direction, NewAlert
from engine.club.limits import ALERTS_EACH, COOLDOWNS
from engine.club.quiet import parse_quiet
from engine.club.wishes import Wish
from engine.liquidations.values import MapQuery

router = Router(name="alert-presses")


@router.callback_query(AlertPress.filter())
async def alert_pressed(query: CallbackQuery, callback_data: AlertPress, reader: Reader, alert_desk: AlertDesk) -> str:
    """The second tap. The alert belongs to whoever pressed."""
    t, person, desk = reader.t, reader.person, alert_desk.desk
    if person is None or not person.has_started:
        return t.plain("alert-needs-start")
    coin = await desk.coin_of(callback_data.coin)
    scan = await desk.scan(MapQuery(coin, callback_data.window))
    level = callback_data.price
    back = 1 - callback_data.ahead / 100 if level >= scan.price_usd else 1 + callback_data.ahead / 100
    target = numbers.as_shown(level * back)
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
        asked_in=current_update_id(),
    )
    if await alert_desk.alerts.add(asked, ALERTS_EACH) is None:
        return t.plain("alert-limit", limit=ALERTS_EACH)
    if callback_data.ahead:
        percent, price = callback_data.ahead, numbers.level(target)
        return t.plain("alert-set-before", price=price, percent=percent, level=callback_data.name)
    return t.plain("alert-set-at", price=numbers.level(target))


@router.callback_query(SetAlertPress.filter())
async def set_pressed(query: CallbackQuery, callback_data: SetAlertPress, reader: Reader, alert_desk: AlertDesk) -> str:
    """On a spike or an imbalance, from a scan's card."""
    t, person = reader.t, reader.person
    if person is None or not person.has_started:
        return t.plain("alert-needs-start")
    if callback_data.kind not in (AlertKind.IMBALANCE, AlertKind.SPIKE):
        return t.plain("press-old")
    coin = await alert_desk.desk.coin_of(callback_data.coin)
    share = callback_data.percent / 100 if callback_data.kind is AlertKind.IMBALANCE else None
    made = await alert_desk.set(
        coin, Wish(callback_data.kind, callback_data.window, share=share), person.user_id, reader
    )
    if made is None:
        return str(set_text(made, None, reader))
    return t.plain(f"alert-toast-{made.asked.kind.value}", coin=coin, share=callback_data.percent)


@router.callback_query(AlertsPress.filter())
async def delete_pressed(
    query: CallbackQuery, callback_data: AlertsPress, reader: Reader, alert_desk: AlertDesk
) -> str | None:
    if reader.person is None or not isinstance(query.message, Message):
        return reader.t.plain("press-old")
    is_deleted = await alert_desk.alerts.end(callback_data.alert_id, reader.person.user_id)
    await change_text(query.message, await alert_desk.card(reader))
    return reader.t.plain("alert-deleted" if is_deleted else "alert-gone")


@router.callback_query(AlertToolPress.filter())
async def tool_pressed(
    query: CallbackQuery, callback_data: AlertToolPress, reader: Reader, alert_desk: AlertDesk, people: People
) -> str | None:
    message = query.message
    if reader.person is None or reader.place is not Place.PRIVATE or not isinstance(message, Message):
        return reader.t.plain("press-old")
    match callback_data.do:
        case AlertTask.LIST:
            await change_text(message, await alert_desk.card(reader))
        case AlertTask.QUIET:
            await change_text(message, quiet_card(reader))
        case AlertTask.QUIET_FROM_TO:
            return await _keep_quiet(message, callback_data.choice, reader, people)
        case AlertTask.COOLDOWN:
            return await _change_cooldown(message, callback_data.alert_id, reader, alert_desk)
        case AlertTask.TEST:
            await _test(message, reader, alert_desk)
    return None


def quiet_card(reader: Reader) -> Card:
    quiet = reader.person.quiet if reader.person is not None else None
    hours = reader.t.plain("quiet-off") if quiet is None else str(quiet)
    return Card(reader.t("quiet-title", hours=hours, city=reader.city), quiet_keyboard(reader))


async def _keep_quiet(message: Message, choice: int, reader: Reader, people: People) -> str:
    if reader.person is None or choice >= len(QUIET_CHOICES):
        return reader.t.plain("press-old")
    quiet = parse_quiet(QUIET_CHOICES[choice])
    person = await people.keep_quiet(reader.person.user_id, quiet)
    await change_text(message, quiet_card(replace(reader, person=person)))
    return reader.t.plain("quiet-ended") if quiet is None else reader.t.plain("quiet-saved", hours=str(quiet))


async def _change_cooldown(message: Message, alert_id: int, reader: Reader, alert_desk: AlertDesk) -> str | None:
    if reader.person is None:
        return None
    user_id = reader.person.user_id
    alert = next((one for one in await alert_desk.alerts.of(user_id) if one.alert_id == alert_id), None)
    if alert is not None:
        await alert_desk.alerts.cool_for(alert_id, user_id, COOLDOWNS[next_cooldown(alert)])
    await change_text(message, await alert_desk.card(reader))
    return reader.t.plain("alert-gone") if alert is None else None


async def _test(message: Message, reader: Reader, alert_desk: AlertDesk) -> None:
    """The newest alert, as it would be told now."""
    person = reader.person
    held = await alert_desk.alerts.of(person.user_id) if person is not None else ()
    if person is None or not held:
        await say(message, await alert_desk.card(reader))
        return
    example = await alert_desk.example(held[-1])
    if example is None:
        await say(message, Card(reader.t("alert-test-none", coin=held[-1].asked.coin)))
        return
    quiet = "none" if person.quiet is None else str(person.quiet)
    text = lines(reader.t("alert-test", quiet=quiet), firings_text([example], reader))
    await say(message, Card(text, firings_keyboard([example], reader)))
