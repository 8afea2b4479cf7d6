"""`/settings`."""

from bot.callbacks import SettingsPage
from bot.keyboards.screens import LOCALE_NAMES
from bot.views.card import lines
from bot.views.reader import Reader


def settings_text(page: SettingsPage, reader: Reader) -> str:
    t, prefers = reader.t, reader.prefers
    if page is SettingsPage.ZONE:
        return t("settings-zone-how", city=reader.city, time=reader.clock(reader.now))
    values = {
        "settings-locale": LOCALE_NAMES[prefers.locale],
        "settings-zone": f"{reader.city}, {reader.clock(reader.now)}",
        "settings-theme": t.plain(f"settings-theme-{prefers.theme.value}"),
        "settings-style": t.plain(f"settings-style-{prefers.style.value}"),
        "settings-window": prefers.window.value,
    }
    rows = [t("settings-line", name=t.plain(key), value=value) for key, value in values.items()]
    return lines(t("settings-title"), *rows)
