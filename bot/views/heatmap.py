"""`/heatmap`: the words under the picture. A caption holds 1,024 characters after parsing."""

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import dotted, lines
from bot.views.flags import flags_line
from bot.views.levels import levels_block, total_to_magnet
from bot.views.reader import Reader
from bot.views.scan import TELLING, filter_words, record_line
from bot.views.state import side_word, source_text
from engine.club.people import Style
from engine.liquidations.values import LiquidationMap, Scan
from engine.market.values import LiquidatedTotals, Side

_FLAGS = 2  # a caption is short


def heatmap_caption(
    heat_map: LiquidationMap, scan: Scan, swept: LiquidatedTotals | None, reader: Reader, hide_weak: int = 0
) -> str:
    t, is_full = reader.t, reader.prefers.style is Style.FULL
    return lines(
        t(
            "map-title",
            coin=scan.query.coin,
            window=scan.query.window.value,
            price=numbers.price(scan.price_usd),
            share=share_text(scan, reader),
        ),
        levels_block(scan, t),
        _to_clear(scan, reader),
        _swept(heat_map, swept, reader),
        record_line(scan, reader),
        t("map-how-to-read") if is_full and not heat_map.flags else None,  # what is in doubt needs the room
        flags_line(heat_map.flags, reader, most=_FLAGS),
        _source(heat_map, scan, reader, hide_weak),
    )


def share_text(scan: Scan, reader: Reader) -> Markup:
    if scan.imbalance is None:
        return reader.t("map-no-levels")
    return reader.t("map-share", share=numbers.share(scan.imbalance), side=side_word(scan))


def _to_clear(scan: Scan, reader: Reader) -> Markup | None:
    total, levels = total_to_magnet(scan)
    if scan.magnet is None or not levels:
        return None
    return reader.t(
        "map-to-clear",
        direction="up" if scan.magnet.side is Side.SHORT else "down",
        price=numbers.level(scan.magnet.far_usd),
        away=numbers.percent(scan.magnet.far_usd / scan.price_usd - 1),
        amount=numbers.amount(total),
        heavier=scan.magnet.side.value,
        levels=_listed([c.name for c in levels], reader),
    )


def _listed(names: list[str], reader: Reader) -> str:
    if len(names) == 1:
        return names[0]
    return reader.t("list-and", first=", ".join(names[:-1]), last=names[-1])


def _swept(heat_map: LiquidationMap, swept: LiquidatedTotals | None, reader: Reader) -> Markup | None:
    if swept is None or heat_map.at - swept.since < TELLING:
        return None
    window = heat_map.query.window.span
    measured = heat_map.at - swept.since
    return reader.t(
        "map-swept",
        since="all" if measured >= window * 0.95 else "part",
        window=reader.span(heat_map.query.window),
        at=reader.moment(swept.since),
        long=numbers.amount(swept.long_usd),
        short=numbers.amount(swept.short_usd),
    )


def _source(heat_map: LiquidationMap, scan: Scan, reader: Reader, hide_weak: int) -> Markup:
    t = reader.t
    shown = filter_words(scan, reader) or [t("all-leverage")]
    if hide_weak:
        shown.append(t("filter-weak", share=hide_weak))
    history = t("history-from", at=reader.moment(heat_map.starts_at)) if heat_map.is_short else None
    return t(
        "map-source",
        source=source_text(heat_map.source, heat_map.venues, reader, scan),
        window=reader.span(heat_map.query.window),
        shown=dotted([*shown, history]),
    )
