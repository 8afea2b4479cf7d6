"""`/hunt BTC`: one coin through all windows, and one window of it in detail. Columns are at most 34 wide."""

from collections.abc import Iterable, Mapping, Sequence

from bot.texts import Markup
from bot.views.card import lines
from bot.views.hunting_figures import (
    MARK,
    heads,
    out_of,
    percent_range,
    pre,
    short_percent,
    short_span,
    source_line,
    span_words,
    whole_percent,
)
from bot.views.reader import Reader
from bot.views.scan import within_words
from engine.market.values import MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.hunting.book import CoinHistory, Hunter
from engine.scanners.hunting.values import Tally, Target
from engine.scanners.hunting.verdict import Verdict, wilson


def coin_caption(
    history: CoinHistory, shown: Mapping[Window, Hunter], venue: Venue | None, source: MarketSource, reader: Reader
) -> str:
    """`shown`: over all venues, or at the one venue somebody chose. A caption holds 1,024 characters after parsing."""
    measured = [one for one in shown.values() if one.verdict is not Verdict.TOO_FEW]
    few = [one for one in shown.values() if one.verdict is Verdict.TOO_FEW]
    at = max((one.pattern.measured_at for one in shown.values()), default=reader.now)
    return lines(
        coin_answer(history, reader),
        _windows_block(measured, reader) if measured else None,
        reader.t("hunt-few", windows=_few(few)) if few else None,
        reader.t("hunt-words") if measured else None,
        source_line(source, venue, at, reader),
    )


def coin_answer(history: CoinHistory, reader: Reader) -> Markup:
    """The first line: on which windows it really hunts."""
    best, every = history.best, history.windows.values()
    if not every:
        return reader.t("hunt-coin-unmeasured", coin=history.coin)
    if best is not None:
        tally, window = best.pattern.largest, best.pattern.window.value
        figures = {"reached": tally.reached, "cases": tally.cases, "other": tally.mirror}
        within = within_words(best.pattern.horizon, reader)
        return reader.t(
            "hunt-coin-hunts",
            coin=history.coin,
            windows=hunting_windows(history.windows),
            window=window,
            within=within,
            **figures,
        )
    is_few = all(one.verdict is Verdict.TOO_FEW for one in every)
    return reader.t("hunt-coin-few" if is_few else "hunt-coin-none", coin=history.coin)


def hunting_windows(shown: Mapping[Window, Hunter]) -> str:
    return ", ".join(window.value for window, one in shown.items() if one.verdict is Verdict.HUNTS)


def _windows_block(rows: Sequence[Hunter], reader: Reader) -> Markup:
    window, reached, other, half, wick = heads(reader, "window", "reached", "other", "half", "wick")
    body = [f"{window:<5}{reached:>7}{'95%':>5} {other:>5}{half:>5}{wick:>6}"]
    for row in rows:
        tally, name = row.pattern.largest, f"{row.pattern.window.value}{MARK.get(row.verdict, '')}"
        figures = f"{out_of(tally):>7}{percent_range(wilson(tally.reached, tally.cases)):>6}{tally.mirror:>5}"
        body.append(f"{name:<5}{figures}{short_span(tally.half_within):>5}{short_percent(row.pattern.wicks.half):>6}")
    return pre(body)


def detail_text(history: CoinHistory, window: Window, source: MarketSource, reader: Reader) -> str:
    """One window: all levels, times, wicks and each venue by itself."""
    t, hunter = reader.t, history.windows.get(window)
    if hunter is None:
        return t("hunt-coin-unmeasured", coin=history.coin)
    pattern = hunter.pattern
    since = reader.moment(pattern.since).rsplit(" ", 1)[0] if pattern.since is not None else "-"
    counted = {"maps": pattern.maps, "left": pattern.left_out, "since": since}
    verdict = hunter.verdict.value
    is_told = hunter.verdict is not Verdict.TOO_FEW
    return lines(
        t("hunt-detail-title", coin=history.coin, window=window.value, verdict=verdict, **counted),
        _gap(hunter, reader) if is_told else None,
        _levels_block(pattern.tallies, reader),
        _times(pattern.largest, reader) if is_told else None,
        _wicks(hunter, reader),
        _venues(history, window, reader),
        t("hunt-detail-words"),
        source_line(source, None, pattern.measured_at, reader),
    )


def _gap(hunter: Hunter, reader: Reader) -> Markup:
    tally, gap = hunter.pattern.largest, hunter.gap
    span = wilson(tally.reached, tally.cases)
    return reader.t(
        "hunt-detail-gap",
        within=within_words(hunter.pattern.horizon, reader),
        share=whole_percent(tally.reached / tally.cases),
        low=whole_percent(span.low),
        high=whole_percent(span.high),
        other=whole_percent(tally.mirror / tally.cases),
        gap=f"{(tally.reached - tally.mirror) / tally.cases * 100:+.0f}",
        gap_low=f"{gap.low * 100:+.0f}",
        gap_high=f"{gap.high * 100:+.0f}",
        random=whole_percent(tally.random / tally.cases),
    )


def _levels_block(tallies: Mapping[Target, Tally], reader: Reader) -> Markup:
    named = [(reader.t.plain(f"hunt-level-{target.value}"), tallies[target]) for target in Target if target in tallies]
    return _counts_block(named, reader)


def _venues(history: CoinHistory, window: Window, reader: Reader) -> Markup | None:
    """Nothing where one venue is all there is."""
    named = [(venue.value, held[window].pattern.largest) for venue, held in history.venues.items() if window in held]
    return lines(reader.t("hunt-detail-venues"), _counts_block(named, reader)) if len(named) > 1 else None


def _counts_block(named: Sequence[tuple[str, Tally]], reader: Reader) -> Markup:
    reached, other, random = heads(reader, "reached", "other", "random")
    body = [f"{'':<8}{reached:>8}{'95%':>6}{other:>6}{random:>6}"]
    for name, tally in named:
        span = percent_range(wilson(tally.reached, tally.cases)) if tally.cases else "-"
        body.append(f"{name[:8]:<8}{out_of(tally):>8}{span:>6}{tally.mirror:>6}{tally.random:>6.0f}")
    return pre(body)


def _times(tally: Tally, reader: Reader) -> Markup:
    if tally.half_within is None or tally.most_within is None:
        return reader.t("hunt-detail-no-times")
    half, most = (span_words(span, reader) for span in (tally.half_within, tally.most_within))
    return reader.t("hunt-detail-times", half=half, most=most)


def _wicks(hunter: Hunter, reader: Reader) -> Markup:
    wicks = hunter.pattern.wicks
    counted = {"turned": wicks.turned, "swept": wicks.swept}
    if wicks.half is None or wicks.most is None:
        return reader.t("hunt-detail-few-wicks", **counted)
    half, most = (f"{wick * 100:.2f} %" for wick in (wicks.half, wicks.most))
    return reader.t("hunt-detail-wicks", half=half, most=most, **counted)


def _few(rows: Iterable[Hunter]) -> str:
    """`14d 27, 30d 12`."""
    return ", ".join(f"{one.pattern.window.value} {one.pattern.largest.cases}" for one in rows)
