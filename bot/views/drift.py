"""A day of paper fills beside the market, as it is posted."""

from collections.abc import Iterator
from datetime import date
from html import escape

from bot.texts import Markup
from bot.views.card import dotted, lines
from bot.views.reader import Reader
from engine.exchange.drift import HORIZON
from engine.exchange.drift_day import DriftDay, Leaning, file_name, leaning
from engine.exchange.drift_summary import Drift


def drift_text(one: DriftDay, reader: Reader) -> Markup:
    """The first line answers; coins that traded most under their model."""
    t = reader.t
    return lines(
        t("drift-title", day=_day(one.day, reader)),
        _answer(one, reader),
        *(_model(drift, reader) if drift.coin is None else _coin(drift, reader) for drift in one.drifts[1:]),
        _unconfirmed(one, reader),
        _uncompared(one, reader),
        t("drift-file", file=file_name(one.source, one.day)) if one.whole is not None else None,
        t("drift-how", seconds=f"{HORIZON.total_seconds():.0f}") if one.made else None,
        t("drift-source", source=t(f"alert-source-{one.source.value}")),
    )


def _answer(one: DriftDay, reader: Reader) -> Markup:
    whole, said = one.whole, one.leaning
    made = max(one.made, whole.fills if whole is not None else 0)
    if whole is None or whole.mean_bps is None or whole.median_bps is None:
        key = "drift-nothing" if said is Leaning.NOTHING else "drift-unknown"
        return reader.t(key, made=f"{made:,}")
    return reader.t(
        "drift-answer",
        leaning=said.value,
        compared=f"{whole.compared:,}",
        made=f"{made:,}",
        median=_bps(whole.median_bps),
        mean=_bps(whole.mean_bps),
        money=_money(whole.advantage_usdt),
    )


def _model(drift: Drift, reader: Reader) -> Markup:
    name = reader.t("drift-model", model="" if drift.model is None else drift.model.value)
    fills = reader.t("drift-fills", count=drift.fills, fills=f"{drift.fills:,}")
    leaned = leaning(drift)
    tag = reader.t("drift-leaning", leaning=leaned.value) if leaned in (Leaning.KINDER, Leaning.STRICTER) else None
    return Markup(f"<b>{name}</b> · {dotted([fills, *_figures(drift, reader), tag])}")


def _coin(drift: Drift, reader: Reader) -> Markup:
    fills = reader.t("drift-fills", count=drift.fills, fills=f"{drift.fills:,}")
    return dotted([escape(drift.coin or ""), fills, *_figures(drift, reader)])


def _figures(drift: Drift, reader: Reader) -> Iterator[Markup]:
    if drift.median_bps is None or drift.mean_bps is None or drift.worst_bps is None or drift.within is None:
        yield reader.t("drift-none-compared")
        return
    yield reader.t("drift-bps", median=_bps(drift.median_bps), mean=_bps(drift.mean_bps), worst=_bps(drift.worst_bps))
    yield reader.t("drift-within", share=f"{drift.within * 100:.0f}", bound=f"{drift.bound_bps:g}")
    yield Markup(_money(drift.advantage_usdt))


def _unconfirmed(one: DriftDay, reader: Reader) -> Markup | None:
    count = 0 if one.whole is None else one.whole.not_reached
    return reader.t("drift-not-reached", count=count, fills=f"{count:,}") if count else None


def _uncompared(one: DriftDay, reader: Reader) -> Markup | None:
    """Why fills stand beside nothing."""
    reasons = [reader.t("drift-why", why=why.value, fills=f"{count:,}") for why, count in one.whys]
    if one.unlooked:
        reasons.append(reader.t("drift-why", why="unlooked", fills=f"{one.unlooked:,}"))
    return reader.t("drift-uncompared", reasons=dotted(reasons)) if reasons else None


def _day(day: date, reader: Reader) -> Markup:
    return reader.t("day-words", day=str(day.day), month=f"m{day.month}", year=str(day.year))


def _bps(value: float) -> str:
    """+0.2; what rounds to nothing is +0.0."""
    return f"{round(value, 1) + 0.0:+,.1f}"


def _money(usdt: float) -> str:
    """+$3.12."""
    sign = "-" if round(usdt, 2) < 0 else "+"
    return f"{sign}${abs(usdt):,.2f}"
