"""Two maps beside each other in words: how alike they are, and what that is worth."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.callbacks import ModelChoice
from bot.texts import Markup
from bot.views.card import lines
from bot.views.levels import WIDTH
from bot.views.numbers import level
from bot.views.picture_labels import beside_labels
from bot.views.reader import Reader
from bot.views.state import source_text, venue_names
from bot.views.vendor import refusal_text, vendor_labels
from engine.club.people import Style
from engine.liquidations.values import LiquidationMap, Scan
from engine.liquidations.vendor.as_map import RelativeMap
from engine.liquidations.vendor.likeness import Likeness, SideLikeness
from engine.liquidations.vendor.refusals import VendorRefused
from engine.liquidations.vendor.values import Dated
from renderers.labels import GridLabels

_COLUMN = 8
_PRICES_APART = 0.003  # of price: told from here on


class Beside(StrEnum):
    VENDOR = "vendor"
    VENUES = "venues"
    LEVERAGE = "leverage"  # all of it, and 50x and more


@dataclass(frozen=True, slots=True)
class Compared:
    """Our map and another, and how alike they are. `refusal`: why the vendor's is not here although there is a key."""

    kind: Beside
    model: ModelChoice
    ours: LiquidationMap
    our_scan: Scan
    theirs: LiquidationMap
    their_scan: Scan
    alike: Likeness
    dated: Dated | None
    refusal: VendorRefused | None = None


def compare_caption(found: Compared, reader: Reader) -> str:
    t, is_full = reader.t, reader.prefers.style is Style.FULL
    query, gap = found.ours.query, found.alike.price_gap
    return lines(
        t(
            "compare-title",
            coin=query.coin,
            window=query.window.value,
            pair=_pair(found, reader),
            verdict=_word(found, reader),
        ),
        _table(found.alike, reader),
        _shared(found, reader),
        t("compare-price-gap", percent=f"{gap * 100:+.1f}") if abs(gap) >= _PRICES_APART else None,
        t("compare-stale", minutes=max(round(found.dated.age.total_seconds() / 60), 1))
        if found.dated is not None and found.dated.is_stale
        else None,
        t("compare-own-instead", why=refusal_text(found.refusal, reader)) if found.refusal is not None else None,
        t("compare-key-adds") if found.kind is not Beside.VENDOR and not reader.links.has_vendor else None,
        t("compare-in-words") if is_full else None,
        t("compare-source", source=_source(found, reader)),
    )


def _word(found: Compared, reader: Reader) -> Markup:
    return reader.t("compare-verdict", verdict=found.alike.verdict.value)


def names_of(found: Compared, reader: Reader) -> tuple[str, str]:
    match found.kind:
        case Beside.VENDOR:
            return "Helix", f"CoinGlass {found.model.value}"
        case Beside.VENUES:
            return venue_names(found.ours.venues), venue_names(found.theirs.venues)
        case _:
            return reader.t.plain("button-all-leverage"), "50x+"


def _pair(found: Compared, reader: Reader) -> Markup:
    ours, theirs = names_of(found, reader)
    return reader.t("compare-pair", ours=ours, theirs=theirs)


def _table(alike: Likeness, reader: Reader) -> Markup:
    t = reader.t
    sides = (alike.above, alike.below)
    rows = [
        ("", [t.plain("levels-compare-above"), t.plain("levels-compare-below")]),
        (t.plain("levels-compare-amount"), [_figure(side.pearson) for side in sides]),
        (t.plain("levels-compare-rank"), [_figure(side.spearman) for side in sides]),
        (t.plain("levels-compare-beyond"), [_figure(side.beyond_distance) for side in sides]),
        (t.plain("levels-compare-bins"), [str(side.bins) for side in sides]),
    ]
    name_width = WIDTH - 2 * _COLUMN
    body = [f"{name:<{name_width}}" + "".join(cell.rjust(_COLUMN) for cell in cells) for name, cells in rows]
    return Markup("<pre>" + "\n".join(body) + "</pre>")


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}".replace("-0.00", "+0.00")


def _shared(found: Compared, reader: Reader) -> Markup:
    if not found.alike.shared:
        return reader.t("compare-none-shared")
    pairs = ", ".join(f"{one.ours} = {one.theirs} {level(one.price_usd)}" for one in found.alike.shared)
    return reader.t("compare-shared", levels=pairs)


def _source(found: Compared, reader: Reader) -> Markup:
    ours = source_text(found.ours.source, found.ours.venues, reader, found.our_scan)
    if found.dated is None:
        return ours
    at = reader.moment(found.dated.map.fetched_at)
    return reader.t("compare-source-vendor", ours=ours, model=found.model.value, at=at)


def verdict_text(found: Compared, reader: Reader) -> str:
    """One line on the picture."""
    t = reader.t
    return t.plain(
        "picture-compare-verdict",
        verdict=t.plain("compare-verdict", verdict=found.alike.verdict.value),
        above=_beyond(found.alike.above),
        below=_beyond(found.alike.below),
    )


def _beyond(side: SideLikeness) -> str:
    return _figure(side.beyond_distance).replace("-", "−") if side.beyond_distance is not None else "–"


def compare_labels(found: Compared, reader: Reader) -> GridLabels:
    t, query = reader.t, found.ours.query
    ours, theirs = names_of(found, reader)
    title = t.plain("picture-compare-title", coin=query.coin, window=query.window.value, ours=ours, theirs=theirs)
    pairs = [(found.ours, found.our_scan), (found.theirs, found.their_scan)]
    plain = beside_labels(pairs, title, reader)
    left, right = plain.panels
    if found.dated is not None:
        right = vendor_labels(found.dated, RelativeMap(found.theirs, found.their_scan), found.model, reader)
    panels = (replace(left, coin=ours, window=""), replace(right, coin=theirs, window=""))
    return replace(plain, panels=panels, venue=_units(found, reader))


def _units(found: Compared, reader: Reader) -> str:
    venues = venue_names(found.ours.venues)
    if found.kind is Beside.VENDOR:
        return reader.t.plain("picture-compare-units", venues=venues, model=found.model.value)
    return venues if found.kind is Beside.LEVERAGE else ""
