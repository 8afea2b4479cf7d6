"""Fills beside the market in the real store: a row each, once; a day in figures, as the pure form counts it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cli.compose.servers import Stores
from cli.paper_drift import days_of
from db.database import Database
from db.paper.drift import DriftRepository, drift_sources
from engine.exchange.drift import Compared, Verdict
from engine.exchange.drift_day import DriftLine, Leaning
from engine.exchange.drift_rows import Looked, Why
from engine.exchange.drift_summary import summarise
from engine.exchange.orders import Slot
from engine.exchange.outputs import FillCause, FillModel
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Coin, MarketSource, Symbol
from tests.integration.paper.conftest import House, unguarded
from tests.integration.paper.made import NOON, SIMULATED, batch

DAY, MIDNIGHT = date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def drift(database: Database, paper_url: str) -> DriftRepository:
    unguarded(paper_url, "DELETE FROM paper_drift")
    return DriftRepository(database, SIMULATED, page=2)


def fill(
    fill_id: int, price: str = "100", coin: str = "BTC", model: FillModel = FillModel.BOOK, at: datetime = NOON
) -> PaperFill:
    return PaperFill(
        fill_id=fill_id,
        account_id=1,
        order_id=4,
        symbol=Symbol(f"{coin}USDT"),
        coin=Coin(coin),
        slot=Slot.ONE_WAY,
        at=at,
        sent_at=None,
        is_buy=True,
        price_usd=Decimal(price),
        quantity=Decimal(2),
        is_maker=model is FillModel.QUEUE,
        fee_usdt=Decimal(0),
        realised_usdt=Decimal(0),
        cause=FillCause.ORDER,
        model=model,
    )


def taken(one: PaperFill, market: float = 100.0, verdict: Verdict = Verdict.TAKEN) -> Looked:
    return Looked(Compared(one, verdict, market))


def unknown(one: PaperFill, why: Why) -> Looked:
    return Looked(Compared(one, Verdict.UNANSWERED), why)


A_DAY = [
    taken(fill(1, "100")),
    taken(fill(2, "99.9")),
    taken(fill(3, "100.01")),
    unknown(fill(4, "50", "SOL"), Why.THIN),
    taken(fill(5, "100", model=FillModel.QUEUE), 101, Verdict.NOT_REACHED),
    unknown(fill(6, "100", "ETH", FillModel.BAR), Why.NO_BAR),
    unknown(fill(7, "100", "SOL"), Why.THIN),
]


async def lines_of(drift: DriftRepository, day: date) -> Sequence[DriftLine]:
    found: list[DriftLine] = []
    while page := await drift.lines(day, found[-1] if found else None):
        found += page
    return found


async def test_a_fill_has_one_row_however_often_it_is_added(drift: DriftRepository) -> None:
    await drift.add_drift(A_DAY)
    await drift.add_drift([taken(fill(1, "90")), *A_DAY[1:]])
    lines = await lines_of(drift, DAY)
    assert [line.fill_id for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    first, thin = lines[0], lines[3]
    assert (first.paper_usd, first.market_usd, first.bps, first.usdt, first.why) == (100, 100, 0, 0, None)
    assert (thin.coin, thin.verdict, thin.why, thin.market_usd) == ("SOL", Verdict.UNANSWERED, Why.THIN, None)


async def test_a_days_figures_are_those_of_the_pure_form(drift: DriftRepository) -> None:
    await drift.add_drift(A_DAY)
    day = await drift.of_day(DAY)
    expected = summarise(one.compared for one in A_DAY)
    assert [(one.model, one.coin) for one in day.drifts] == [(one.model, one.coin) for one in expected]
    for found, pure in zip(day.drifts, expected, strict=True):
        assert (found.fills, found.compared, found.not_reached) == (pure.fills, pure.compared, pure.not_reached)
        assert found.median_bps == (None if pure.median_bps is None else pytest.approx(pure.median_bps))
        assert found.mean_bps == (None if pure.mean_bps is None else pytest.approx(pure.mean_bps))
        assert (found.worst_bps, found.within) == (pure.worst_bps, pure.within)
        assert found.advantage_usdt == pytest.approx(pure.advantage_usdt)
    assert day.whys == ((Why.THIN, 2), (Why.NO_BAR, 1))


async def test_a_day_is_utc_from_midnight_to_midnight(drift: DriftRepository) -> None:
    after = MIDNIGHT + timedelta(days=1)
    moments = [MIDNIGHT - timedelta(milliseconds=1), MIDNIGHT, after - timedelta(milliseconds=1), after]
    await drift.add_drift([taken(fill(n, at=at)) for n, at in enumerate(moments)])
    assert [line.fill_id for line in await lines_of(drift, DAY)] == [1, 2]
    whole = await drift.whole_of(DAY)
    assert whole is not None
    assert whole.fills == 2
    assert await drift.newest_day() == NEXT


async def test_nothing_traded_is_an_empty_day(drift: DriftRepository) -> None:
    day = await drift.of_day(DAY)
    assert (day.made, day.drifts, day.unlooked, day.leaning) == (0, (), 0, Leaning.NOTHING)
    assert await lines_of(drift, DAY) == []
    assert await drift.newest_day() is None
    assert await drift.whole_of(DAY) is None


async def test_fills_that_nobody_looked_at_are_counted(drift: DriftRepository, house: House) -> None:
    trader = await house.trader()
    number, _ = await house.journal.last()
    await house.journal.write(batch(number + 1, [*trader.filled(1, 10, 1000), *trader.filled(2, 10, 1000)]))
    day = await drift.of_day(DAY)
    assert (day.made, day.unlooked, day.leaning) == (2, 2, Leaning.UNKNOWN)
    await drift.add_drift([taken(replace(fill(1), account_id=trader.account_id))])
    day = await drift.of_day(DAY)
    assert (day.made, day.unlooked, day.leaning) == (2, 1, Leaning.EVEN)


async def test_a_house_has_begun_with_its_first_account(
    drift: DriftRepository, house: House, database: Database
) -> None:
    assert not await drift.is_begun(NOON + timedelta(days=1))
    assert await drift_sources(database) == []
    await house.trader()
    assert await drift.is_begun(NOON + timedelta(days=1))
    assert not await drift.is_begun(NOON)
    assert not await DriftRepository(database, MarketSource.LIVE).is_begun(NOON + timedelta(days=1))
    assert await drift_sources(database) == [SIMULATED]


async def test_another_simulated_market_begins_without_rows(drift: DriftRepository, paper_url: str) -> None:
    await drift.add_drift(A_DAY)
    unguarded(
        paper_url,
        "INSERT INTO simulated_worlds (seed, epoch) VALUES (99, now())",
        "DELETE FROM simulated_worlds WHERE seed = 99",
    )
    assert await lines_of(drift, DAY) == []


async def test_the_command_shows_the_newest_day_of_each_source_or_the_day_asked_for(
    drift: DriftRepository, house: House, paper_url: str
) -> None:
    stores = Stores(paper_url, "")
    assert await days_of(stores, None, None) == []
    await house.trader()
    assert await days_of(stores, None, None) == [], "an account, and nothing compared yet"
    await drift.add_drift([*A_DAY, taken(fill(8, at=NOON - timedelta(days=3)))])
    assert await days_of(stores, None, None) == [await drift.of_day(DAY)]
    (quiet,) = await days_of(stores, NEXT, SIMULATED)
    assert (quiet.day, quiet.leaning) == (NEXT, Leaning.NOTHING)
