"""The words on the picture of a coin's history."""

from collections.abc import Mapping

from bot.views.hunting import hunting_windows
from bot.views.hunting_figures import short_percent, span_words
from bot.views.picture_labels import made_at
from bot.views.reader import Reader
from bot.views.state import venue_names
from engine.market.values import MarketSource
from engine.market.windows import Window
from engine.scanners.hunting.book import CoinHistory, Hunter
from engine.scanners.hunting.verdict import Verdict
from renderers.hunting import HuntingLabels, HuntingRowLabels


def hunting_labels(
    history: CoinHistory, shown: Mapping[Window, Hunter], source: MarketSource, reader: Reader
) -> HuntingLabels:
    """`shown`: at least one window."""
    t, rows = reader.t, list(shown.values())
    venues = max((row.pattern.venues for row in rows), key=len)
    at = max(row.pattern.measured_at for row in rows)
    return HuntingLabels(
        title=t.plain("picture-hunting", coin=history.coin),
        notes=" · ".join(part for part in (venue_names(venues), made_at(at, reader)) if part),
        source=t.plain(f"picture-{source.value}"),
        measured=t.plain("picture-measured"),
        answer=t.plain("picture-hunting-answer", windows=hunting_windows(shown) or "none"),
        head_reached=t.plain("picture-hunting-reached"),
        head_times=t.plain("picture-hunting-times"),
        head_wicks=t.plain("picture-hunting-wicks"),
        key_reached=t.plain("picture-hunting-key-reached"),
        key_mirror=t.plain("picture-hunting-key-mirror"),
        key_random=t.plain("picture-hunting-key-random"),
        rows=tuple(_row(row, reader) for row in rows),
    )


def _row(row: Hunter, reader: Reader) -> HuntingRowLabels:
    tally, wicks = row.pattern.largest, row.pattern.wicks
    times = [span_words(span, reader) for span in (tally.half_within, tally.most_within) if span is not None]
    reach = [short_percent(wick) for wick in (wicks.half, wicks.most) if wick is not None]
    is_few = row.verdict is Verdict.TOO_FEW
    return HuntingRowLabels(
        window=row.pattern.window.value,
        reached=f"{tally.reached}/{tally.cases}",
        times=", ".join(times) or "–",
        wicks=", ".join(reach) or "–",
        few=reader.t.plain("picture-hunting-few", cases=tally.cases) if is_few else "",
    )
