"""The words of a picture, finished, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.views.flags import flags_label
from bot.views.numbers import share
from bot.views.reader import Reader
from bot.views.state import side_word, venue_names
from engine.liquidations.values import LeverageBand, LiquidationMap, Scan
from engine.market.values import Coin
from renderers.labels import GridLabels, HeatmapLabels

_LEVERAGE = {LeverageBand.ALL: "", LeverageBand.MID: "25x+", LeverageBand.HIGH: "50x+"}


def heatmap_labels(heat_map: LiquidationMap, scan: Scan, reader: Reader) -> HeatmapLabels:
    t = reader.t
    imbalance = (
        t.plain("picture-share", share=share(scan.imbalance), side=side_word(scan))
        if scan.imbalance is not None
        else ""
    )
    history = t.plain("picture-history", date=_date(heat_map.starts_at, reader)) if heat_map.is_short else ""
    return HeatmapLabels(
        coin=heat_map.query.coin,
        window=heat_map.query.window.value,
        title=t.plain("picture-title"),
        venue=venue_names(heat_map.venues),
        source=t.plain(f"picture-{heat_map.source.value}"),
        modelled=t.plain("picture-modelled"),
        imbalance=imbalance,
        made_at=made_at(heat_map.at, reader),
        price_now=t.plain("picture-price-now"),
        legend=t.plain("picture-legend"),
        swept=t.plain("picture-swept"),
        no_data=t.plain("picture-no-data"),
        to_clear=t.plain("picture-to-clear", amount="{amount}", price="{price}"),
        to_clear_title=t.plain("picture-to-clear-title"),
        months=_months(reader),
        leverage=_LEVERAGE[heat_map.query.leverage],
        history_from=history,
        flags=flags_label(heat_map.flags, reader),
    )


def beside_labels(
    pairs: Sequence[tuple[LiquidationMap, Scan]], title: str, reader: Reader, ranks: Mapping[Coin, int] | None = None
) -> GridLabels:
    """For several maps in one picture; the first one's source speaks for all. With `ranks` each says its place on the
    board and its state."""
    first, t = pairs[0][0], reader.t
    each = tuple(heatmap_labels(heat_map, scan, reader) for heat_map, scan in pairs)
    if ranks is not None:
        each = tuple(
            replace(one, rank=str(ranks[scan.query.coin]), state=t.plain(f"picture-state-{scan.state.value}"))
            for one, (_, scan) in zip(each, pairs, strict=True)
        )
    return GridLabels(
        title=title,
        source=t.plain(f"picture-{first.source.value}"),
        modelled=t.plain("picture-modelled"),
        venue=venue_names(first.venues),
        made_at=made_at(first.at, reader),
        panels=each,
    )


def _months(reader: Reader) -> tuple[str, ...]:
    return tuple(reader.t.plain("picture-months").split())


def _date(at: datetime, reader: Reader) -> str:
    return reader.moment(at).rsplit(" ", 1)[0]


def made_at(at: datetime, reader: Reader) -> str:
    """6 Feb 2026, 06:00 Chicago."""
    local = at.astimezone(reader.zone)
    date = f"{local.day} {_months(reader)[local.month - 1]} {local.year}"
    return reader.t.plain("picture-made-at", date=date, time=f"{local:%H:%M}", city=reader.city)
