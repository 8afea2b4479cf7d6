"""/settings."""

from dataclasses import replace
from zoneinfo import available_timezones

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.callbacks import SettingsPage, SettingsPress
from bot.commands import SETTINGS
from bot.handlers.registration import on_command
from bot.keyboards.screens import settings_keyboard
from bot.ports import People
from bot.speech import change_text, say, say_text
from bot.texts import Texts
from bot.views.card import Card
from bot.views.reader import Place, Reader
from bot.views.settings import settings_text
from engine.club.people import Locale, Person, Preferences, Style, Theme
from engine.market.windows import Window

router = Router(name="settings")

_ALIKE = 0.85


class Asking(StatesGroup):
    ZONE = State()


@on_command(router, SETTINGS)
async def settings(message: Message, reader: Reader, state: FSMContext) -> None:
    await state.clear()
    await say(message, _card(SettingsPage.MAIN, reader))


def _card(page: SettingsPage, reader: Reader) -> Card:
    return Card(settings_text(page, reader), settings_keyboard(page, reader))


@router.callback_query(SettingsPress.filter())
async def settings_pressed(
    query: CallbackQuery, callback_data: SettingsPress, reader: Reader, people: People, texts: Texts, state: FSMContext
) -> str | None:
    if not isinstance(query.message, Message) or reader.person is None or reader.place is not Place.PRIVATE:
        return reader.t.plain("settings-private")
    changed = _changed(callback_data, reader.prefers)
    if changed is None:
        await state.set_state(Asking.ZONE if callback_data.page is SettingsPage.ZONE else None)
        await change_text(query.message, _card(callback_data.page, reader))
        return None
    await state.clear()
    now = reading_as(await people.prefer(reader.person.user_id, changed), reader, texts)
    await change_text(query.message, _card(callback_data.page, now))
    return now.t.plain("settings-saved")


def reading_as(person: Person, reader: Reader, texts: Texts) -> Reader:
    return replace(reader, person=person, prefers=person.prefers, t=texts.of(person.prefers.locale))


def _changed(press: SettingsPress, prefers: Preferences) -> Preferences | None:
    """The new preferences; None where nothing valid was chosen."""
    try:
        choice = press.choice()
    except ValueError:
        return None
    match choice:
        case Locale():
            return replace(prefers, locale=choice)
        case Theme():
            return replace(prefers, theme=choice)
        case Style():
            return replace(prefers, style=choice)
        case Window():
            return replace(prefers, window=choice)
        case str() if press.page is SettingsPage.ZONE and choice in available_timezones():
            return replace(prefers, zone=choice)
    return None


@router.message(Asking.ZONE, F.text, ~F.text.startswith("/"))
async def zone_written(
    message: Message, reader: Reader, person: Person, people: People, texts: Texts, state: FSMContext
) -> None:
    typed = (message.text or "")[:60]
    zone = zone_of(typed)
    if zone is None:
        await say_text(message, reader.t("settings-zone-unknown", typed=typed[:30]))
        return
    await state.clear()
    changed = await people.prefer(person.user_id, replace(person.prefers, zone=zone))
    await say(message, _card(SettingsPage.MAIN, reading_as(changed, reader, texts)))


def zone_of(typed: str) -> str | None:
    """`madrid`, `new york`, `Europe/Madrid`; the city is the name's last part."""
    wanted = typed.strip().replace(" ", "_").lower()
    zones = {zone.lower(): zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc")}
    if wanted in zones:
        return zones[wanted]
    cities = {zone.rsplit("/", 1)[-1]: full for zone, full in sorted(zones.items(), reverse=True)}
    found = process.extractOne(wanted, list(cities), scorer=JaroWinkler.similarity, score_cutoff=_ALIKE)
    return cities[found[0]] if found else None
