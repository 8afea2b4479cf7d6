"""A vendor's map in words: relative strengths, never dollars, and whose model it is."""

from dataclasses import replace

from bot.callbacks import ModelChoice
from bot.texts import Markup
from bot.views import numbers
from bot.views.card import CAPTION_LIMIT, dotted, lines
from bot.views.heatmap import share_text
from bot.views.levels import levels_block
from bot.views.picture_labels import heatmap_labels
from bot.views.reader import Reader
from engine.club.people import Style
from engine.liquidations.vendor.as_map import RelativeMap
from engine.liquidations.vendor.refusals import VendorRefused, VendorWhy
from engine.liquidations.vendor.values import Dated, VendorDay
from renderers.labels import HeatmapLabels

_FOLDED = ("<blockquote", "</blockquote>")


def vendor_caption(
    dated: Dated, made: RelativeMap, day: VendorDay | None, model: ModelChoice, reader: Reader, hide_weak: int = 0
) -> str:
    t, scan, is_full = reader.t, made.scan, reader.prefers.style is Style.FULL
    return lines(
        t(
            "vendor-title",
            coin=scan.query.coin,
            window=scan.query.window.value,
            model=model.value,
            price=numbers.price(scan.price_usd),
            share=share_text(scan, reader),
        ),
        levels_block(scan, t, _percent),
        t("vendor-relative"),
        t("vendor-stale", minutes=max(round(dated.age.total_seconds() / 60), 1)) if dated.is_stale else None,
        t("vendor-left-out", cells=dated.map.cells_left_out) if dated.map.cells_left_out else None,
        _day(day, reader),
        t("vendor-how-to-read") if is_full else None,
        _source(dated, model, reader, hide_weak),
    )


def _percent(strength: float) -> str:
    return f"{strength:.0f}%"


def _day(day: VendorDay | None, reader: Reader) -> Markup | None:
    if day is None or day.is_empty:
        return None
    t = reader.t
    parts: list[Markup | None] = [
        None
        if day.long_liquidated_usd is None or day.short_liquidated_usd is None
        else t(
            "vendor-day-liquidated",
            venues=" + ".join(day.liquidation_venues),
            long=numbers.amount(day.long_liquidated_usd),
            short=numbers.amount(day.short_liquidated_usd),
        ),
        None if day.oi_usd is None else _oi(day.oi_usd, day.oi_change, reader),
        None if day.funding_rate is None else t("vendor-day-funding", rate=numbers.percent(day.funding_rate, 4)),
        None if day.volume_usd is None else t("vendor-day-volume", amount=numbers.amount(day.volume_usd)),
    ]
    return t("vendor-day", what=dotted(parts))


def _oi(oi_usd: float, change: float | None, reader: Reader) -> Markup:
    moved = "–" if change is None else numbers.percent(change)
    return reader.t("vendor-day-oi", oi=numbers.amount(oi_usd), change=moved)


def _source(dated: Dated, model: ModelChoice, reader: Reader, hide_weak: int) -> Markup:
    t = reader.t
    return t(
        "vendor-source",
        model=model.value,
        at=reader.moment(dated.map.fetched_at),
        age=_age(dated, reader),
        weak=Markup(f" · {t('filter-weak', share=hide_weak)}" if hide_weak else ""),
    )


def _age(dated: Dated, reader: Reader) -> Markup:
    seconds = round(dated.age.total_seconds())
    if seconds < 120:
        return reader.t("vendor-age-seconds", number=seconds)
    return reader.t("vendor-age-minutes", number=round(seconds / 60))


def vendor_labels(dated: Dated, made: RelativeMap, model: ModelChoice, reader: Reader) -> HeatmapLabels:
    """Amounts on the picture are percents of the strongest; its foot says whose model it is."""
    t = reader.t
    plain = heatmap_labels(replace(made.map, at=dated.map.fetched_at), made.scan, reader)
    return replace(
        plain,
        title=t.plain("picture-vendor-title", model=model.value),
        venue=t.plain("picture-vendor-venues"),
        modelled=t.plain("picture-vendor-relative"),
        legend=t.plain("picture-vendor-legend"),
        to_clear="",
        to_clear_title=t.plain("picture-vendor-sum"),
        brand=t.plain("picture-vendor-foot", model=model.value),
        numbers=replace(plain.numbers, is_relative=True),
    )


def refusal_text(refusal: VendorRefused, reader: Reader) -> Markup:
    """At most 200 characters without tags: it is a toast as well."""
    seconds = max(round(refusal.wait_s), 1) if refusal.wait_s is not None else 0
    arguments = {"seconds": seconds} if refusal.why is VendorWhy.QUOTA else {}
    return reader.t(refusal.text_key, **arguments)


def refusal_line(refusal: VendorRefused, reader: Reader) -> Markup | None:
    """What would change it, for reasons that somebody can change."""
    if refusal.why in (VendorWhy.NO_KEY, VendorWhy.PLAN, VendorWhy.BAD_KEY):
        return reader.t("vendor-line-key")
    return reader.t("vendor-line-not-live") if refusal.why is VendorWhy.NOT_LIVE else None


def with_line(caption: str, line: Markup | str) -> str:
    """The caption and one line more before its last; the folded part gives way where both do not fit."""
    head, _, source = caption.rpartition("\n")
    if len(caption) + len(line) + 1 > CAPTION_LIMIT:
        head = _unfolded(head)
    return lines(head, line, source)


def _unfolded(text: str) -> str:
    start, end = text.find(_FOLDED[0]), text.find(_FOLDED[1])
    return text if start < 0 or end < 0 else (text[:start] + text[end + len(_FOLDED[1]) :]).strip("\n")
