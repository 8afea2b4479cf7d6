"""/alert and /alerts."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.alertdesk import EXAMPLE_COIN, AlertDesk, AlreadyThere
from bot.commands import ALERT, ALERTS
from bot.handlers.registration import on_command
from bot.keyboards.screens import main_keyboard
from bot.ports import People
from bot.speech import say, say_text
from bot.texts import Markup
from bot.views import numbers
from bot.views.alerts import example_price, how_text
from bot.views.failures import failure_card
from bot.views.reader import Reader
from engine.club.alerts import Alert, AlertKind
from engine.club.limits import (
    ALERTS_EACH,
    LARGEST_DISTANCE,
    LARGEST_SHARE,
    SMALLEST_DISTANCE,
    SMALLEST_SHARE,
)
from engine.club.people import Person
from engine.club.quiet import parse_quiet
from engine.club.wishes import Oddity, parse_wish
from engine.errors import Refused
from engine.market.values import Coin

router = Router(name="alerts")

_NO_QUIET = frozenset({"off", "no", "none", "нет", "выкл"})


@on_command(router, ALERT)
async def alert(
    message: Message, command: CommandObject, reader: Reader, person: Person, alert_desk: AlertDesk
) -> None:
    words = (command.args or "").split()[:6]
    if len(words) < 2:
        await _explain(message, words, alert_desk, reader)
        return
    try:
        coin = await alert_desk.desk.coin_of(words[0])
    except Refused as refusal:
        await say(message, failure_card(refusal, reader))
        return
    price_usd = await alert_desk.price(coin)
    wish = parse_wish(words[1:], price_usd)
    if isinstance(wish, Oddity):
        await say_text(message, odd_text(wish, coin, price_usd, reader), main_keyboard(reader))
        return
    try:
        made = await alert_desk.set(coin, wish, person.user_id, reader)
    except AlreadyThere:
        await say_text(message, reader.t("alert-there", coin=coin, price=numbers.price(price_usd or 0)))
        return
    await say_text(message, set_text(made, price_usd, reader))


async def _explain(message: Message, words: Sequence[str], alert_desk: AlertDesk, reader: Reader) -> None:
    """How alerts are written, with the coin that was named and a price near its own."""
    try:
        coin = await alert_desk.desk.coin_of(words[0]) if words else EXAMPLE_COIN
    except Refused as refusal:
        await say(message, failure_card(refusal, reader))
        return
    await say_text(message, how_text(coin, await alert_desk.price(coin), reader), main_keyboard(reader))


def odd_text(oddity: Oddity, coin: Coin, price_usd: float | None, reader: Reader) -> Markup:
    """What was odd, and what would work."""
    least, most = (SMALLEST_SHARE, LARGEST_SHARE) if oddity is Oddity.SHARE else (SMALLEST_DISTANCE, LARGEST_DISTANCE)
    return reader.t(
        f"alert-bad-{oddity.value}",
        coin=coin,
        least=f"{least * 100:g}",
        most=f"{most * 100:g}",
        price=example_price(price_usd),
    )


def set_text(made: Alert | None, price_usd: float | None, reader: Reader) -> Markup:
    if made is None:
        return reader.t("alert-limit", limit=ALERTS_EACH)
    asked = made.asked
    away = (asked.price_usd / price_usd - 1) if asked.kind is AlertKind.PRICE and asked.price_usd and price_usd else 0.0
    return reader.t(
        f"alert-set-{asked.kind.value}",
        coin=asked.coin,
        distance=f"{(asked.distance or 0) * 100:g}",
        strength=f"{asked.strength or 0:g}",
        share=f"{(asked.share or 0) * 100:g}",
        price=numbers.level(asked.price_usd or 0),
        away=numbers.percent(away),
        window=asked.window.value,
    )


@on_command(router, ALERTS)
async def list_alerts(
    message: Message, command: CommandObject, reader: Reader, person: Person, alert_desk: AlertDesk, people: People
) -> None:
    """`/alerts 22-7` sets quiet hours, `/alerts off` ends them."""
    typed = (command.args or "").strip().lower()
    if not typed:
        await say(message, await alert_desk.card(reader))
        return
    quiet = parse_quiet(typed)
    if quiet is None and typed not in _NO_QUIET:
        await say_text(message, reader.t("quiet-odd"))
        return
    await people.keep_quiet(person.user_id, quiet)
    said = reader.t("quiet-ended") if quiet is None else reader.t("quiet-saved", hours=str(quiet))
    await say_text(message, said)
