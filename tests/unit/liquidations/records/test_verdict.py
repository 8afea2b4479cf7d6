"""An edge is said only where chance does not explain it, however many coins are looked at."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from engine.liquidations.records.book import RecordBook
from engine.liquidations.records.values import Counts, MeasuredRecord, horizon_of
from engine.liquidations.records.verdict import chance_of, edge_bar
from engine.liquidations.values import Verdict
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window

BTC, SOURCE = Coin("BTC"), MarketSource.SIMULATED
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _measured(counts: Counts, coin: Coin = BTC, at: datetime = NOON, window: Window = Window.H12) -> MeasuredRecord:
    return MeasuredRecord(SOURCE, Venue.BYBIT, coin, window, horizon_of(window), counts, "v", at)


@pytest.mark.parametrize(
    ("counts", "chance"),
    [
        (Counts(100, 3, 0, 0), 1 / 8),
        (Counts(100, 53, 50, 50), 1 / 8),
        (Counts(100, 2, 1, 0), 4 / 8),
        (Counts(100, 60, 60, 60), 1.0),
        (Counts(0, 0, 0, 0), 1.0),
    ],
)
def test_chance_is_the_sign_test_on_cases_where_one_side_alone_was_reached(counts: Counts, chance: float) -> None:
    assert chance_of(counts) == pytest.approx(chance)


def test_five_hundred_fair_coins_show_no_edge() -> None:
    rng = random.Random(7)
    measured = []
    for _ in range(500):
        reached = sum(rng.random() < 0.5 for _ in range(90))
        measured.append(Counts(180, reached, 90 - reached, 0))
    assert sum(chance_of(c) < 0.05 for c in measured) > 10  # one by one, luck passes
    assert edge_bar(measured) == 0.0


async def test_a_clear_edge_is_said_among_many_that_have_none() -> None:
    book = RecordBook(SOURCE)
    book.put(_measured(Counts(189, 84, 80, 30), Coin(f"C{n}")) for n in range(50))
    book.put([_measured(Counts(189, 120, 60, 40))])
    best, plain = await book.record(BTC, Window.H12, SOURCE), await book.record(Coin("C1"), Window.H12, SOURCE)
    assert best is not None
    assert plain is not None
    assert (best.is_ahead, plain.is_ahead) == (True, False)
    assert (best.cases, best.reached, best.reached_other_side) == (189, 120, 60)
    assert best.horizon == timedelta(hours=12)


async def test_fewer_than_thirty_cases_are_counted_and_never_an_edge() -> None:
    book = RecordBook(SOURCE)
    book.put([_measured(Counts(29, 29, 0, 0))])
    few = await book.record(BTC, Window.H12, SOURCE)
    assert few is not None
    assert (few.cases, few.verdict, few.is_ahead) == (29, Verdict.TOO_LITTLE, False)
    assert book.measured_at(BTC, Window.H12) == NOON
    assert edge_bar([Counts(29, 29, 0, 0)]) == 0.0


async def test_an_older_or_a_foreign_record_replaces_nothing() -> None:
    book = RecordBook(SOURCE)
    book.put([_measured(Counts(40, 20, 19, 5)), _measured(Counts(60, 1, 1, 1), at=NOON - timedelta(days=1))])
    book.put(
        [MeasuredRecord(MarketSource.LIVE, Venue.BYBIT, BTC, Window.H12, timedelta(1), Counts(99, 9, 9, 9), "v", NOON)]
    )
    found = await book.record(BTC, Window.H12, SOURCE)
    assert found is not None
    assert found.cases == 40
    assert await book.record(BTC, Window.H12, MarketSource.LIVE) is None
