"""A map as a file, with the words the bot would use in English."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.texts import Texts
from bot.views.picture_labels import heatmap_labels
from bot.views.reader import Links, Place, Reader
from cli.compose.place import ROOT
from engine.club.people import Locale, Preferences
from engine.liquidations.values import LiquidationMap, Scan
from renderers.heatmap import heatmap_png
from renderers.interactive import heatmap_html
from renderers.palette import Theme


def draw(heat_map: LiquidationMap, scan: Scan, *, zone: str, is_light: bool, hide_weak: float, is_html: bool) -> bytes:
    """PNG, or HTML where asked. `zone` is an IANA name, `hide_weak` 0 to 1."""
    words = Texts(ROOT / "locales").of(Locale.EN)
    reader = Reader(words, Preferences(Locale.EN, zone), datetime.now(UTC), Place.PRIVATE, Links(""))
    labels, theme = heatmap_labels(heat_map, scan, reader), Theme.LIGHT if is_light else Theme.DARK
    if is_html:
        return heatmap_html(heat_map, scan, theme=theme, labels=labels, zone=ZoneInfo(zone))
    return heatmap_png(heat_map, scan, theme=theme, labels=labels, zone=ZoneInfo(zone), hide_weak=hide_weak)
