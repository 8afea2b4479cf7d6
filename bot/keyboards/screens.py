"""Buttons of the screens that are not about one coin."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    CardAction,
    CardKind,
    CardPress,
    GoPress,
    HelpPress,
    Screen,
    SettingsPage,
    SettingsPress,
)
from bot.keyboards.buttons import chosen, in_rows, keyboard, link, press
from bot.keyboards.learn import learn_button
from bot.keyboards.paper_presses import AccountPress, AccountTask
from bot.rounds.presses import CompetePress
from bot.views.reader import Place, Reader
from engine.club.people import Locale, Style, Theme
from engine.market.windows import Window

ZONES = (
    "America/Chicago",
    "America/New_York",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Bogota",
    "America/Argentina/Buenos_Aires",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Berlin",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Singapore",
)
LOCALE_NAMES = {Locale.EN: "English", Locale.ES: "Español", Locale.RU: "Русский"}


def start_keyboard(coin: str, reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    if reader.place is not Place.PRIVATE:
        return keyboard([link(t.plain("button-open-bot"), reader.links.start("start"))])
    show = CardPress(do=CardAction.OPEN, kind=CardKind.HEATMAP, coin=coin, window=reader.prefers.window)
    language = t.plain(
        "button-language", language=t.plain("language-name"), city=reader.city, time=reader.clock(reader.now)
    )
    return keyboard(
        [press(t.plain("button-show-map", coin=coin), show, "primary")],
        [press(t.plain("button-top-now"), GoPress(to=Screen.TOP)), *learn_button(reader)],
        [*account_button(reader), *round_button(reader)],
        [press(language, GoPress(to=Screen.SETTINGS))],
    )


def round_button(reader: Reader) -> list[InlineKeyboardButton]:
    """None where there are no rounds."""
    if not reader.links.day_prize:
        return []
    return [press(reader.t.plain("button-round-today", prize=reader.links.day_prize), CompetePress())]


def account_button(reader: Reader) -> list[InlineKeyboardButton]:
    """None where there is no paper exchange."""
    if not reader.links.has_paper:
        return []
    return [press(reader.t.plain("button-account"), AccountPress(do=AccountTask.ACCOUNT))]


def settings_keyboard(page: SettingsPage, reader: Reader) -> InlineKeyboardMarkup:
    if page is SettingsPage.MAIN:
        pages = [p for p in SettingsPage if p is not SettingsPage.MAIN]
        buttons = [press(reader.t.plain(_PAGE_TEXT[p]), SettingsPress(page=p)) for p in pages]
        home = press(reader.t.plain("button-start"), GoPress(to=Screen.START))
        return keyboard(*in_rows(buttons, 2), [home])
    present, choices = _choices(page, reader)
    buttons = [chosen(text, SettingsPress(page=page, value=value), value == present) for value, text in choices]
    back = press(reader.t.plain("button-back"), SettingsPress(page=SettingsPage.MAIN))
    return keyboard(*in_rows(buttons, 5 if page is SettingsPage.WINDOW else 3), [back])


_PAGE_TEXT = {
    SettingsPage.LOCALE: "settings-locale",
    SettingsPage.ZONE: "settings-zone",
    SettingsPage.THEME: "settings-theme",
    SettingsPage.STYLE: "settings-style",
    SettingsPage.WINDOW: "settings-window",
}


def _choices(page: SettingsPage, reader: Reader) -> tuple[str, Sequence[tuple[str, str]]]:
    prefers, t = reader.prefers, reader.t
    match page:
        case SettingsPage.LOCALE:
            return prefers.locale, [(locale.value, LOCALE_NAMES[locale]) for locale in Locale]
        case SettingsPage.THEME:
            return prefers.theme, [(theme.value, t.plain(f"settings-theme-{theme.value}")) for theme in Theme]
        case SettingsPage.STYLE:
            return prefers.style, [(style.value, t.plain(f"settings-style-{style.value}")) for style in Style]
        case SettingsPage.WINDOW:
            return prefers.window, [(window.value, window.value) for window in Window]
        case _:
            return prefers.zone, [(zone, _zone_text(zone, reader)) for zone in ZONES]


def _zone_text(zone: str, reader: Reader) -> str:
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"{city} {reader.now.astimezone(ZoneInfo(zone)):%H:%M}"


def help_keyboard(subjects: Sequence[str], present: str, reader: Reader) -> InlineKeyboardMarkup:
    buttons = [
        chosen(reader.t.plain(f"help-subject-{subject}"), HelpPress(subject=subject), subject == present)
        for subject in subjects
    ]
    return keyboard(*in_rows(buttons, 2), [press(reader.t.plain("button-start"), GoPress(to=Screen.START))])


def main_keyboard(reader: Reader) -> InlineKeyboardMarkup:
    """Ways out of a dead end."""
    t = reader.t
    if reader.place is not Place.PRIVATE:
        return keyboard([link(t.plain("button-open-bot"), reader.links.start("start"))])
    places = ((Screen.START, "button-start"), (Screen.TOP, "button-top"), (Screen.HELP, "button-help"))
    return keyboard([press(t.plain(text), GoPress(to=to)) for to, text in places])
