"""A feed's state in one line, for /health, `helix doctor` and the terminal."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from engine.market.loading import Loading
from engine.market.report import FeedReport

_MINUTE = timedelta(minutes=1)


def history_words(loading: Loading) -> str:
    """`34 %, about 6 min left`."""
    left = "" if loading.left_s is None else f", about {max(round(loading.left_s / 60), 1)} min left"
    return f"{loading.share * 100:.0f} %{left}"


def feed_words(report: FeedReport, now: datetime) -> str:
    return ", ".join(_parts(report, now))


def _parts(report: FeedReport, now: datetime) -> Iterator[str]:
    heard_at = report.heard_at
    yield "nothing heard yet" if heard_at is None else f"heard {(now - heard_at).total_seconds():.0f} s ago"
    yield f"{report.contracts} contracts"
    if report.completeness is not None:
        yield f"bars {_share(report.completeness)} of 24 h"
    if report.lag is not None:
        yield f"lag {report.lag.p50_s:.2f} s, p95 {report.lag.p95_s:.2f} s"
    if not report.history.is_over:
        yield f"history {history_words(report.history)}"
    if report.skew_s:
        yield f"our clock is off by {report.skew_s:+.0f} s"
    if report.open_gaps:
        yield f"{report.open_gaps} gaps being filled"
    if report.deaf >= _MINUTE:
        yield f"not heard for {report.deaf / _MINUTE:.0f} min of 24 h"
    yield from (f"{part} failed {count} times in a row" for part, count in report.failures.items())
    if report.rows_waiting:
        yield f"{report.rows_waiting} rows to be stored"
    if report.doubts:
        yield f"{len(report.doubts)} coins with data in doubt"


def _share(share: float) -> str:
    """Never 100 % where a bar is missing."""
    return "100 %" if share >= 1.0 else f"{min(share * 100, 99.9):.1f} %"
