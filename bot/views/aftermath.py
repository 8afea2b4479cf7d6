"""What the market did to the levels: the words under the before and after picture."""

from collections.abc import Sequence
from dataclasses import replace

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import lines
from bot.views.picture_labels import beside_labels, heatmap_labels
from bot.views.reader import Reader
from bot.views.state import source_text
from engine.liquidations.aftermath.values import Aftermath, DayStory, Met, Tally
from engine.liquidations.records.values import FEWEST_CASES
from renderers.labels import GridLabels

_MOST_LEVELS = 3  # a side


def story_text(story: DayStory, reader: Reader) -> Markup:
    """A caption: 1,024 characters at most."""
    t = reader.t
    title = t("aftermath-title", since=reader.moment(story.since), until=reader.moment(story.until))
    shown = story.shown
    if shown is None:
        return lines(title, _tally(story.tally, reader), t("aftermath-none"))
    end = t(
        "aftermath-source",
        source=source_text(story.source, shown.after.venues, reader, shown.scan_after),
    )
    return lines(
        title, _coin(shown, reader), _table(shown, reader), _measured(shown, reader), _tally(story.tally, reader), end
    )


def story_labels(shown: Aftermath, reader: Reader) -> GridLabels:
    t = reader.t
    pairs = ((shown.before, shown.scan_before), (shown.after, shown.scan_after))
    labels = beside_labels(pairs, t.plain("aftermath-picture", coin=shown.coin), reader)
    names = (
        t.plain("aftermath-before", at=reader.moment(shown.before.at)),
        t.plain("aftermath-after", at=reader.moment(shown.after.at)),
    )
    panels = tuple(replace(panel, coin=name, window="") for panel, name in zip(labels.panels, names, strict=True))
    return replace(labels, panels=panels, made_at=heatmap_labels(shown.after, shown.scan_after, reader).made_at)


def _coin(shown: Aftermath, reader: Reader) -> Markup:
    before, after = shown.before.price_usd, shown.after.price_usd
    return reader.t(
        "aftermath-coin",
        coin=shown.coin,
        before=numbers.price(before),
        after=numbers.price(after),
        change=numbers.percent(after / before - 1),
    )


def _table(shown: Aftermath, reader: Reader) -> Markup:
    """At most 34 columns. Farthest above first, as on a map."""
    above = _largest(shown.above)[::-1]
    below = _largest(shown.below)
    rows = [_row(met, reader) for met in above]
    rows.append(f"-- {numbers.level(shown.before.price_usd)} {reader.t.plain('levels-price')} ".ljust(30, "-"))
    rows += [_row(met, reader) for met in below]
    return Markup("<pre>" + "\n".join(rows) + "</pre>")


def _largest(levels: Sequence[Met]) -> list[Met]:
    """The largest of one side, nearest first."""
    kept = sorted(levels, key=lambda met: -met.level.notional_usd)[:_MOST_LEVELS]
    return [met for met in levels if met in kept]


def _row(met: Met, reader: Reader) -> str:
    level = met.level
    at = "-" if met.reached_at is None else reader.clock(met.reached_at)
    return f"{level.name} {numbers.level(level.peak_usd):<11} {numbers.tight_percent(level.distance):>6} {at}"[:34]


def _measured(shown: Aftermath, reader: Reader) -> Markup | None:
    totals = shown.liquidated
    if totals is None:
        return None
    return reader.t(
        "aftermath-liquidated",
        long=numbers.amount(totals.long_usd),
        short=numbers.amount(totals.short_usd),
        floor="yes" if totals.is_floor else "no",
    )


def _tally(tally: Tally, reader: Reader) -> Markup:
    return reader.t(
        "aftermath-tally",
        coins=tally.coins,
        reached=tally.reached,
        other=tally.reached_other_side,
        enough="yes" if tally.coins >= FEWEST_CASES else "no",
    )
