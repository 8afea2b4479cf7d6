"""What is in doubt about the data, in one short line."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.texts import Markup, Translate
from bot.views.card import dotted
from bot.views.numbers import percent, share
from bot.views.reader import Reader
from engine.market.quality import Flag, FlagKind
from engine.market.values import Venue

_SHOWN = 3  # in a line of a card; the others are counted
_DAY_H = 24.0


def flags_line(flags: Sequence[Flag], reader: Reader, most: int = _SHOWN) -> Markup | None:
    """The weightiest first; None where nothing is in doubt."""
    if not flags:
        return None
    left = len(flags) - most
    more = reader.t("flags-more", count=left) if left > 0 else None
    return reader.t("flags", what=dotted([*(_said(flag, reader, reader.t) for flag in flags[:most]), more]))


def flags_label(flags: Sequence[Flag], reader: Reader) -> str:
    """For a picture: the weightiest, and how many more there are."""
    if not flags:
        return ""
    more = [reader.t.plain("flags-more", count=len(flags) - 1)] if len(flags) > 1 else []
    return " · ".join([_said(flags[0], reader, reader.t.plain), *more])


def _said(flag: Flag, reader: Reader, t: Callable[..., Markup] | Callable[..., str]) -> Markup:
    said = {"venue": _name(flag.venue), "percent": percent(flag.value or 0.0), "share": share(flag.value or 0.0)}
    at = "" if flag.at is None else reader.moment(flag.at)
    is_ahead = "yes" if (flag.value or 0.0) > 0 else "no"
    arguments = {**said, "span": span_text(_span(flag), reader.t), "at": at, "ahead": is_ahead}
    if flag.kind is FlagKind.DISAGREE:
        arguments["percent"] = percent(flag.value or 0.0).lstrip("+")
    return Markup(t(f"flag-{flag.kind.value}", **arguments))


def _name(venue: Venue | None) -> str:
    return "" if venue is None else venue.value.capitalize()


def _span(flag: Flag) -> timedelta:
    """Of the kinds whose value is a time."""
    size = abs(flag.value or 0.0)
    if flag.kind is FlagKind.CLOCK:
        return timedelta(seconds=size)
    if flag.kind in (FlagKind.YOUNG, FlagKind.DEAF):
        return timedelta(minutes=size)
    return timedelta(hours=min(size, 1e6))


def span_text(span: timedelta, t: Translate) -> Markup:
    """`5 min`, `2 h`, `3 days`, never nothing."""
    hours = span / timedelta(hours=1)
    if hours < 2.0:
        return t("flag-span", unit="minutes", number=max(round(hours * 60), 1))
    unit, number = ("hours", hours) if hours < 2 * _DAY_H else ("days", hours / _DAY_H)
    return t("flag-span", unit=unit, number=round(number))
