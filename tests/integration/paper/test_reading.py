"""What people are shown: to the cent, and page by page without a gap."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from db.database import Database
from db.paper.equity import EquityPoints
from db.paper.grids import PaperGrids
from db.paper.reader import PaperBooks
from engine.exchange.orders import Order, OrderStatus, Trailing, Trigger, Way
from engine.exchange.outputs import Cause, OrderChanged, Purse
from engine.exchange.venues.paper.values import EquityPoint
from engine.market.values import MarketSource
from tests.integration.paper.conftest import House
from tests.integration.paper.made import BTC, BTC_CONTRACT, NOON, NOON_MS, SIMULATED, Trader, batch


async def traded(house: House, rounds: int) -> Trader:
    """Bought one and sold one, `rounds` times, all at the same instant."""
    trader = await house.trader()
    for number in range(rounds):
        bought = trader.filled(2 * number + 1, 1, 1000)
        await house.journal.write(batch(number + 2, bought + trader.filled(2 * number + 2, -1, 1010)))
    return trader


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
async def test_pages_of_fills_and_of_the_ledger_join_without_a_gap(
    house: House, reader: PaperBooks, limit: int
) -> None:
    trader = await traded(house, 8)
    fills, rows = [], []
    while page := await reader.fills(trader.account_id, before_id=fills[-1] if fills else None, limit=limit):
        fills += [fill.fill_id for fill in page]
    while more := await reader.ledger(trader.account_id, before_id=rows[-1] if rows else None, limit=limit):
        rows += [row.transfer_id for row in more]
    assert fills == list(range(16, 0, -1))
    assert rows == list(range(25, 0, -1))  # the opening, and of each round two fees and a profit


async def test_trades_of_one_instant_are_never_cut_by_a_page(house: House, reader: PaperBooks) -> None:
    trader = await traded(house, 5)
    page = await reader.trades(trader.account_id, limit=2)
    assert len(page) == 5
    assert list(await reader.trades(trader.account_id, before=page[-1].closed_at, limit=2)) == []


async def test_the_ledger_says_where_each_cent_went(house: House, reader: PaperBooks) -> None:
    trader = await traded(house, 1)
    rows = await reader.ledger(trader.account_id)
    assert [(row.cause, row.source, row.target, row.amount_usdt) for row in rows] == [
        (Cause.FEE, Purse.CASH, Purse.FEES, Decimal("0.01")),
        (Cause.PNL, Purse.MARKET, Purse.CASH, Decimal("0.001")),
        (Cause.FEE, Purse.CASH, Purse.FEES, Decimal("0.01")),
        (Cause.OPENING, Purse.HOUSE, Purse.CASH, Decimal(10_000)),
    ]
    account = await reader.account(trader.account_id)
    assert account is not None
    assert account.cash_usdt == Decimal("9999.981")
    assert [row.fill_id for row in rows] == [2, 2, 1, None]


async def test_fills_since_an_instant(house: House, reader: PaperBooks) -> None:
    trader = await house.trader()
    first = trader.filled(1, 1, 1000)
    await house.journal.write(batch(2, first + trader.filled(2, 1, 1000, at_ms=NOON_MS + 5000)))
    later = await reader.fills(trader.account_id, since=NOON + timedelta(seconds=5))
    assert [fill.fill_id for fill in later] == [2]
    assert later[0].sent_at == NOON + timedelta(milliseconds=4950)


async def test_an_order_is_shown_in_prices(house: House, reader: PaperBooks) -> None:
    trader = await house.trader()
    asked = Order(8, trader.account_id, BTC, Way.SELL, 5, limit_ticks=1010, trigger=Trigger(1005, True))
    stop = Order(9, trader.account_id, BTC, Way.SELL, 0, reduce_only=True, trailing=Trailing(30))
    rising = replace(stop, order_id=12, way=Way.BUY, trailing=Trailing(None, share_ppm=10_000))
    await house.journal.write(batch(2, [
        OrderChanged(asked, OrderStatus.OPEN, NOON_MS, 3, 3020),
        OrderChanged(stop, OrderStatus.WAITING, NOON_MS, best_ticks=1100),
        OrderChanged(rising, OrderStatus.WAITING, NOON_MS, best_ticks=1000),
    ]))  # fmt: skip
    first, second, third = await reader.orders(trader.account_id)
    assert (first.quantity, first.filled) == (Decimal("0.005"), Decimal("0.003"))
    assert first.average_usd is not None
    assert first.average_usd.quantize(Decimal("1e-20")) == Decimal("100.66666666666666666667")
    assert (first.limit_usd, first.trigger_usd) == (Decimal(101), Decimal("100.5"))
    assert (second.trigger_usd, second.quantity) == (Decimal(107), 0)
    assert third.trigger_usd == Decimal(101)


async def test_a_grid_stands_as_long_as_rows_count_in_it(house: House, database: Database) -> None:
    grids = PaperGrids(database, SIMULATED)
    finer = replace(BTC_CONTRACT, tick_size=Decimal("0.01"))
    assert list(await grids.keep([finer])) == [finer]  # nobody has traded it yet
    assert list(await grids.keep([BTC_CONTRACT])) == [BTC_CONTRACT]
    trader = await house.trader()
    await house.journal.write(batch(2, trader.filled(1, 1, 1000)))
    assert list(await grids.keep([finer])) == [BTC_CONTRACT]


async def test_the_grid_of_live_prices_is_the_same_for_every_process_whatever_the_venue_does(
    database: Database,
) -> None:
    """The exchange goes on with the contract it has; a chat that asks after the venue refined its steps has to count
    in the same, or its orders would be of other sizes and prices."""
    exchange, chat = PaperGrids(database, MarketSource.LIVE), PaperGrids(database, MarketSource.LIVE)
    assert list(await exchange.keep([BTC_CONTRACT])) == [BTC_CONTRACT]
    finer = replace(BTC_CONTRACT, tick_size=Decimal("0.01"), lot_size=Decimal("0.0001"))
    assert list(await chat.keep([finer])) == [BTC_CONTRACT]


def point(seconds: float, equity: int = 100) -> EquityPoint:
    return EquityPoint(NOON + timedelta(seconds=seconds), Decimal(equity), Decimal(100))


async def test_of_a_minute_the_last_point_stays_whatever_the_order(database: Database, reader: PaperBooks) -> None:
    points = EquityPoints(database)
    await points.add_equity([(1, point(1, 101)), (1, point(59, 102)), (1, point(61, 103)), (2, point(0))])
    await points.add_equity([(1, point(30, 99)), (1, point(59, 102))])
    assert list(await reader.equity(1)) == [point(59, 102), point(61, 103)]
    assert list(await reader.equity(1, NOON + timedelta(seconds=60))) == [point(61, 103)]
    assert list(await reader.equity(3)) == []


async def test_old_points_are_thinned_to_hours_and_days(database: Database, reader: PaperBooks) -> None:
    points = EquityPoints(database)
    every_20_minutes = [(1, point(1200 * n)) for n in range(100 * 24 * 3)]
    await points.add_equity(every_20_minutes)
    await points.thin(NOON + timedelta(days=100))
    left = [one.at for one in await reader.equity(1)]
    days = [sum(NOON.date() + timedelta(days=n) == at.date() for at in left) for n in range(101)]
    assert set(days[1:10]) == {1}
    assert set(days[10:93]) == {24}
    assert set(days[93:100]) == {72}
    again = len(left)
    await points.thin(NOON + timedelta(days=100))
    assert len(await reader.equity(1)) == again
