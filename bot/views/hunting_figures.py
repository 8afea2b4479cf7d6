"""Figures of a coin's history as messages show them, and the parts all its screens share."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from bot.texts import Markup
from bot.views.card import dotted
from bot.views.reader import Reader
from bot.views.state import venue_names
from engine.market.values import MarketSource, Venue
from engine.scanners.hunting.values import Tally
from engine.scanners.hunting.verdict import Interval, Verdict

MARK = {Verdict.HUNTS: "*"}


def span_words(span: timedelta, reader: Reader) -> str:
    """45 min, 3.2 h, 12 h, 2.5 d."""
    kind, number = _span(span)
    return reader.t.plain(f"picture-{kind}", number=number)


def short_span(span: timedelta | None) -> str:
    """The same in at most four characters, for columns."""
    if span is None:
        return "-"
    kind, number = _span(span)
    return number + {"minutes": "m", "hours": "h", "days": "d"}[kind]


def _span(span: timedelta) -> tuple[str, str]:
    hours = span / timedelta(hours=1)
    if hours < 1:
        return "minutes", f"{hours * 60:.0f}"
    if hours < 9.95:
        return "hours", f"{hours:.1f}".removesuffix(".0")
    if hours < 47.5:
        return "hours", f"{hours:.0f}"
    return "days", f"{hours / 24:.1f}".removesuffix(".0")


def short_percent(fraction: float | None) -> str:
    """0.31%, 12.3%: at most five characters."""
    if fraction is None:
        return "-"
    return f"{fraction * 100:.2f}%" if fraction < 0.09995 else f"{fraction * 100:.1f}%"


def percent_range(span: Interval) -> str:
    """56-70, >89 where it goes up to all of them, <11 where it goes down to none."""
    low, high = round(span.low * 100), round(span.high * 100)
    if high >= 100:
        return f">{low}"
    return f"<{high}" if low <= 0 else f"{low}-{high}"


def out_of(tally: Tally) -> str:
    return f"{tally.reached}/{tally.cases}"


def whole_percent(share: float) -> str:
    return f"{share * 100:.0f}"


def source_line(source: MarketSource, venue: Venue | None, at: datetime, reader: Reader) -> Markup:
    named = reader.t(f"alert-source-{source.value}")
    alone = reader.t("hunt-venue", venue=venue_names((venue,))) if venue is not None else None
    return reader.t("hunting-source", source=dotted([named, alone]), at=reader.moment(at))


def heads(reader: Reader, *names: str) -> list[str]:
    return [reader.t.plain(f"top-head-{name}") for name in names]


def pre(body: Sequence[str]) -> Markup:
    """`body`: plain text; a range may be told as <11."""
    return Markup("<pre>" + "\n".join(escape(line.rstrip(), quote=False) for line in body) + "</pre>")
