"""One line a feed, the same on /health, for the doctor and at the terminal."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from cli.compose.feeds import say_history
from cli.feed_words import feed_words, history_words
from engine.market.lag import Lag
from engine.market.loading import Loading
from engine.market.quality import Flag, FlagKind
from engine.market.report import FeedReport, is_well
from engine.market.values import Coin, MarketSource, Venue

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
_WELL = FeedReport(
    venue=Venue.BYBIT,
    source=MarketSource.LIVE,
    at=AT,
    heard_at=AT - timedelta(seconds=2),
    contracts=512,
    stale_contracts=0,
    history=Loading(10, 10),
    bars_held=288,
    bars_expected=288,
    lag=Lag(0.123, 0.4),
    skew_s=0.0,
    open_gaps=0,
    deaf=timedelta(0),
    rows_waiting=0,
)


def test_a_feed_that_does_well_says_so_shortly() -> None:
    assert feed_words(_WELL, AT) == "heard 2 s ago, 512 contracts, bars 100 % of 24 h, lag 0.12 s, p95 0.40 s"
    assert is_well(_WELL, AT)


def test_what_is_wrong_is_said_in_full() -> None:
    ill = replace(
        _WELL,
        heard_at=None,
        history=Loading(34, 100, 360.0),
        bars_held=287,
        lag=None,
        skew_s=-3_600.0,
        open_gaps=1,
        deaf=timedelta(minutes=9),
        failures={"stream": 3},
        rows_waiting=7,
        doubts={Coin("BTC"): [Flag(FlagKind.WICK, Venue.BYBIT, -0.9)]},
    )
    assert feed_words(ill, AT) == (
        "nothing heard yet, 512 contracts, bars 99.7 % of 24 h, history 34 %, about 6 min left, "
        "our clock is off by -3600 s, 1 gaps being filled, not heard for 9 min of 24 h, "
        "stream failed 3 times in a row, 7 rows to be stored, 1 coins with data in doubt"
    )
    assert not is_well(ill, AT)


def test_nearly_all_bars_are_never_all() -> None:
    words = feed_words(replace(_WELL, bars_held=287_999, bars_expected=288_000), AT)
    assert "bars 99.9 % of 24 h" in words


@pytest.mark.parametrize(
    ("loading", "words"),
    [
        (Loading(0, 100), "0 %"),
        (Loading(34, 100, 340.0), "34 %, about 6 min left"),
        (Loading(99, 100, 3.0), "99 %, about 1 min left"),
    ],
)
def test_history_is_told_with_the_time_that_is_left_where_it_is_known(loading: Loading, words: str) -> None:
    assert history_words(loading) == words


async def test_whoever_starts_helix_is_told_until_the_history_is_there() -> None:
    said: list[str] = []
    feed = SimpleNamespace(listed=asyncio.Event(), filled=asyncio.Event(), history=Loading(34, 100, 360.0))
    feed.listed.set()

    def say(line: str) -> None:
        said.append(line)
        feed.history = Loading(100, 100)
        feed.filled.set()

    await asyncio.wait_for(say_history([feed], say, first_s=0.0), 5)  # type: ignore[list-item]  # what it asks of one
    assert said == ["History 34 %, about 6 min left", "History is complete"]


async def test_a_history_that_is_there_at_once_is_not_talked_about() -> None:
    said: list[str] = []
    feed = SimpleNamespace(listed=asyncio.Event(), filled=asyncio.Event(), history=Loading(10, 10))
    feed.listed.set()
    await asyncio.wait_for(say_history([feed], said.append, first_s=0.0), 5)  # type: ignore[list-item]
    assert said == []
