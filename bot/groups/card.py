"""/group in words and buttons."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardMarkup

from bot.groups.choices import BOARD_MINUTES, EACH_OWN, EVERYWHERE, HERE, SWITCHES
from bot.groups.presses import GroupPage, GroupPress
from bot.keyboards.buttons import chosen, in_rows, keyboard, press
from bot.keyboards.screens import LOCALE_NAMES
from bot.texts import Markup
from bot.views.card import Card, lines
from bot.views.reader import Reader
from engine.club.groups import CLEAN_UPS_H, COOLDOWNS_S, GroupSettings
from engine.club.people import Locale


def group_card(page: GroupPage, settings: GroupSettings, house: ZoneInfo, reader: Reader, *, in_topic: bool) -> Card:
    """`in_topic`: the card stands in a topic, which can be chosen."""
    if page is GroupPage.MAIN or page in SWITCHES:
        return Card(_main_text(settings, house, reader), _main_keyboard(settings, reader))
    choices = _choices(page, settings, reader, in_topic=in_topic)
    buttons = [
        chosen(text, GroupPress(page=page, value=value), value == _present(page, settings)) for value, text in choices
    ]
    back = press(reader.t.plain("button-back"), GroupPress(page=GroupPage.MAIN))
    text = reader.t("group-page", page=page.value, city=_city(house), topics="yes" if in_topic else "no")
    return Card(text, keyboard(*in_rows(buttons, 3), [back]))


def _main_text(settings: GroupSettings, house: ZoneInfo, reader: Reader) -> Markup:
    t = reader.t
    values = {
        "group-boards": _on(settings.has_boards, reader),
        "group-time": f"{_clock(settings.board_minute, reader)}, {_city(house)}",
        "group-pins": _on(settings.pins, reader),
        "group-locale": _language(settings.locale, reader),
        "group-topic": t.plain("group-topic-value", chosen="no" if settings.thread_id is None else "yes"),
        "group-cooldown": _minutes(settings.cooldown_s, reader),
        "group-clean-up": _clean_up(settings.clean_up_h, reader),
        "group-mute": _on(settings.is_muted, reader),
    }
    rows = [t("settings-line", name=t.plain(name), value=value) for name, value in values.items()]
    return lines(t("group-title"), *rows, t("group-note"))


def _main_keyboard(settings: GroupSettings, reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    names = {
        GroupPage.BOARDS: "group-boards",
        GroupPage.TIME: "group-time",
        GroupPage.PINS: "group-pins",
        GroupPage.LOCALE: "group-locale",
        GroupPage.TOPIC: "group-topic",
        GroupPage.COOLDOWN: "group-cooldown",
        GroupPage.CLEAN_UP: "group-clean-up",
        GroupPage.MUTE: "group-mute",
    }
    is_on = {GroupPage.BOARDS: settings.has_boards, GroupPage.PINS: settings.pins, GroupPage.MUTE: settings.is_muted}
    buttons = []
    for page, name in names.items():
        if page in is_on:
            text = f"{t.plain(name)}: {_on(is_on[page], reader)}"
            buttons.append(press(text, GroupPress(page=page, value="turn")))
        else:
            buttons.append(press(t.plain(name), GroupPress(page=page)))
    return keyboard(*in_rows(buttons, 2))


def _choices(page: GroupPage, settings: GroupSettings, reader: Reader, *, in_topic: bool) -> Sequence[tuple[str, str]]:
    t = reader.t
    match page:
        case GroupPage.LOCALE:
            return [(EACH_OWN, t.plain("group-each-own")), *((one.value, LOCALE_NAMES[one]) for one in Locale)]
        case GroupPage.TOPIC:
            here = [(HERE, t.plain("group-this-topic"))] if in_topic else []
            return [*here, (EVERYWHERE, t.plain("group-topic-value", chosen="no"))]
        case GroupPage.TIME:
            return [(str(minute), _clock(minute, reader)) for minute in BOARD_MINUTES]
        case GroupPage.COOLDOWN:
            return [(str(seconds), _minutes(seconds, reader)) for seconds in COOLDOWNS_S]
        case _:
            return [(str(hours), _clean_up(hours, reader)) for hours in CLEAN_UPS_H]


def _present(page: GroupPage, settings: GroupSettings) -> str:
    match page:
        case GroupPage.LOCALE:
            return EACH_OWN if settings.locale is None else settings.locale.value
        case GroupPage.TOPIC:
            return EVERYWHERE if settings.thread_id is None else ""
        case GroupPage.TIME:
            return str(settings.board_minute)
        case GroupPage.COOLDOWN:
            return str(settings.cooldown_s)
        case _:
            return str(settings.clean_up_h)


def _on(is_on: bool, reader: Reader) -> str:
    return reader.t.plain("group-on", on="yes" if is_on else "no")


def _language(locale: Locale | None, reader: Reader) -> str:
    return reader.t.plain("group-each-own") if locale is None else LOCALE_NAMES[locale]


def _clock(minute: int, reader: Reader) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}" if minute else reader.t.plain("group-at-bell")


def _minutes(seconds: int, reader: Reader) -> str:
    return reader.t.plain("group-minutes", minutes=seconds // 60)


def _clean_up(hours: int, reader: Reader) -> str:
    return reader.t.plain("group-hours", hours=hours) if hours else reader.t.plain("group-never")


def _city(house: ZoneInfo) -> str:
    return house.key.rsplit("/", 1)[-1].replace("_", " ")
