"""Which mix a map is made with: never one from its future; learned once a week."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.liquidations.leverage import nodes_for
from engine.liquidations.mixes.book import DEFAULT_MIXES, LearnedMixes
from engine.liquidations.mixes.keeper import MixKeeper, training_span
from engine.liquidations.model import build_map
from engine.liquidations.values import MapQuery
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from tests.unit.liquidations.fake_clock import StoppedClock
from tests.unit.liquidations.markets import contract, walk
from tests.unit.liquidations.mixes.closes import BTC, DAYS, START, MadeCloses, MemoryStore, mix

NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)  # a Wednesday


def _days(count: int) -> timedelta:
    return timedelta(days=count)


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from([None, "BTC"])), max_size=8), st.integers(-10, 410))
def test_a_map_never_uses_a_mix_trained_on_anything_later(versions: list[tuple[int, str | None]], day: int) -> None:
    mixes = [mix(START + _days(d), coin, version=f"{i}") for i, (d, coin) in enumerate(versions)]
    book = LearnedMixes(MarketSource.LIVE)
    book.put(mixes)
    at = START + _days(day)
    choice = book.of(BTC, at)
    chosen = [one for one in mixes if one.version == choice.version]
    assert all(one.trained_to < one.valid_from <= at for one in chosen)
    assert bool(chosen) is any(one.valid_from <= at for one in mixes)


def test_a_mix_that_is_valid_from_its_own_training_span_cannot_be_made() -> None:
    good = mix(NOON)
    with pytest.raises(ValueError, match="only after the span"):
        type(good)(*(getattr(good, name) if name != "valid_from" else good.trained_to for name in good.__slots__))


def test_the_coins_own_mix_goes_before_its_classes_and_the_newest_before_the_older() -> None:
    book = LearnedMixes(MarketSource.LIVE)
    book.put([mix(NOON - _days(14), version="old"), mix(NOON - _days(7), version="new")])
    assert book.of(BTC, NOON).version == "new"
    assert book.of(BTC, NOON - _days(8)).version == "old"
    book.put([mix(NOON - _days(10), "BTC", version="own")])
    assert book.of(BTC, NOON).version == "own"


def test_a_mix_that_earned_nothing_or_of_another_source_is_not_used() -> None:
    book = LearnedMixes(MarketSource.LIVE)
    book.put([mix(NOON - _days(7), gain_low=-0.01)])
    recorded = LearnedMixes(MarketSource.RECORDED)
    recorded.put([mix(NOON - _days(7))])
    assert book.of(BTC, NOON).version is None
    assert recorded.of(BTC, NOON).version is None


def test_a_contract_that_allows_less_takes_the_shares_beyond_at_its_largest_leverage() -> None:
    book = LearnedMixes(MarketSource.LIVE)
    book.put([mix(NOON - _days(7))])
    low = contract(max_leverage=25.0)
    nodes = book.of(low, NOON).nodes
    assert nodes.leverage[-1] == 25.0
    assert nodes.shares.sum() == pytest.approx(1.0)
    assert nodes.shares[-1] > 0.45


def test_a_map_says_which_mix_it_was_made_with_and_differs_by_it() -> None:
    bars = walk(144)
    at = datetime.fromtimestamp((int(bars.open_ms[-1]) + bars.step_ms) / 1000, UTC)
    book = LearnedMixes(MarketSource.LIVE)
    book.put([mix(at - timedelta(hours=1), version="learned-major")])
    query = MapQuery(Coin("BTC"), Window.H12)
    args = ({Venue.BYBIT: bars}, [BTC], query, MarketSource.LIVE)
    assumed, learned, before = (
        build_map(*args, at, mixes=mixes) for mixes in (DEFAULT_MIXES, book, LearnedMixes(MarketSource.LIVE))
    )
    assert (assumed.mix_version, learned.mix_version, before.mix_version) == (None, "learned-major", None)
    assert not np.allclose(assumed.long_usd[-1], learned.long_usd[-1])
    assert np.array_equal(assumed.long_usd, before.long_usd)
    assert DEFAULT_MIXES.of(BTC, at).nodes.shares == pytest.approx(nodes_for(BTC).shares)


def test_the_training_span_ends_with_the_last_monday() -> None:
    span = training_span(NOON)
    assert span.until == datetime(2026, 2, 2, tzinfo=UTC)
    assert span.until - span.since == _days(60)
    assert training_span(span.until).until == span.until


def _keeper(store: MemoryStore, book: LearnedMixes, now: datetime, days: int = DAYS) -> MixKeeper:
    clock = StoppedClock(round(now.timestamp() * 1000))
    return MixKeeper(MarketSource.LIVE, MadeCloses(days), store, book, clock, pause_s=0.0)


async def test_a_weeks_mixes_are_learned_once_and_used_from_then_on() -> None:
    store, book = MemoryStore(), LearnedMixes(MarketSource.LIVE)
    now = START + _days(55)  # a Wednesday
    assert await _keeper(store, book, now).refit_due() == 2
    first = dict(store.rows)
    assert await _keeper(store, book, now + timedelta(hours=5)).refit_due() == 0
    assert store.rows == first
    assert book.of(BTC, now).version is not None
    assert book.of(BTC, now - timedelta(seconds=1)).version is None
    assert await _keeper(store, book, now + _days(7)).refit_due() == 2
    assert len(store.rows) == 4


async def test_with_too_little_collected_the_default_stays_and_nothing_is_stored() -> None:
    store, book = MemoryStore(), LearnedMixes(MarketSource.LIVE)
    assert await _keeper(store, book, START + _days(55), days=10).refit_due() == 0
    assert store.rows == {}
    assert book.of(BTC, START + _days(55)).version is None


async def test_a_new_process_knows_what_was_learned_before() -> None:
    store = MemoryStore()
    now = START + _days(55)
    await _keeper(store, LearnedMixes(MarketSource.LIVE), now).refit_due()
    fresh = LearnedMixes(MarketSource.LIVE)
    assert await _keeper(store, fresh, now + timedelta(hours=1)).refit_due() == 0
    assert fresh.of(BTC, now + timedelta(hours=1)).version is not None
