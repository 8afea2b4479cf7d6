"""Checks of the feeds of a Helix that runs: how complete, how late, what is in doubt."""

from collections.abc import Sequence
from datetime import datetime

from redis.exceptions import RedisError

from cli.compose.place import Place
from cli.doctor_checks import Check, State
from cli.feed_words import feed_words
from cli.run_state import running_here
from db.embedded import attach
from db.feed_reports import FeedReports
from db.pool import open_redis
from engine.errors import StorageAway
from engine.market.report import FeedReport, is_well
from engine.market.values import MarketSource

_GOOD = 0.99  # of the expected bars


async def check_feeds(place: Place, now: datetime) -> Sequence[Check]:
    """One line a venue that an engine listens to; nothing where none runs, or Redis does not answer."""
    url = _redis_url(place)
    if url is None:
        return ()
    local = running_here(place.home)
    source = MarketSource.LIVE if local is None else local.source
    at = now if local is None else local.now(now)
    client = open_redis(url, name="helix doctor", size=1)
    try:
        return [_check(one, at) for one in await FeedReports(client).of(source, at)]
    except (StorageAway, RedisError, OSError):
        return ()  # the check of Redis tells
    finally:
        await client.aclose()


def _redis_url(place: Place) -> str | None:
    given, running = place.settings.stores.redis_url, attach(place.home)
    if given is not None:
        return given.get_secret_value()
    return None if running is None else running.redis_url


def _check(report: FeedReport, now: datetime) -> Check:
    name, detail = f"feed {report.venue.value}", f"{report.source.value}, {feed_words(report, now)}"
    if not is_well(report, now):
        return Check(name, State.WARN, detail, "the log says why; Helix keeps trying")
    if report.skew_s:
        return Check(name, State.WARN, detail, "set this computer's clock: its time and the venue's differ")
    is_whole = report.completeness is None or report.completeness >= _GOOD
    if report.history.is_over and not is_whole:
        return Check(name, State.WARN, detail, "bars are missing that the venue does not give; the log names gaps")
    return Check(name, State.OK, detail)
