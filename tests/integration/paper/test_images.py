"""What the exchange begins with after a restart is what it had, bit for bit."""

from dataclasses import replace

from db.database import Database
from db.paper.images import read_images
from engine.exchange.orders import Limits, MarginMode, Order, OrderStatus, PriceOf, Reason, Slot, Trailing, Trigger, Way
from engine.exchange.outputs import Image, OrderChanged
from tests.integration.paper.conftest import House
from tests.integration.paper.made import BTC, NOON_MS, SIMULATED, batch


async def test_an_account_comes_back_as_it_stood(house: House) -> None:
    trader = await house.trader()
    outputs = trader.filled(1, 3, 1000)
    position = replace(trader.position(NOON_MS + 7), extra_margin=5, liquidation_ticks=900, leverage_e2=1234)
    asked = Order(
        8, trader.account_id, BTC, Way.SELL, 0, reduce_only=True, slot=Slot.ONE_WAY, oco=8,
        trigger=Trigger(900, False, PriceOf.MARK), trailing=Trailing(None, 50_000, 1100, PriceOf.INDEX),
    )  # fmt: skip
    order = OrderChanged(
        asked, OrderStatus.WAITING, NOON_MS + 8, 1, 900, Reason.BY_USER, 77, 1200, (("a\tb\\", "é\n"),)
    )
    account = replace(
        trader.stands(NOON_MS + 9), margin=MarginMode.CROSS, is_hedged=True, limits=Limits(1000, 200_000),
        leverages_e2=((BTC, 1234),),
    )  # fmt: skip
    await house.journal.write(batch(2, [*outputs, position, order, account]))
    images = [image async for image in house.journal.images()]
    assert images == [Image(account, (position,), (order,))]
    assert repr(images[0].orders) == repr((order,))


async def test_final_orders_and_flat_positions_stay_behind(house: House) -> None:
    trader = await house.trader()
    resting = trader.order(8, 1, 1000, NOON_MS, OrderStatus.OPEN)
    await house.journal.write(batch(2, [*trader.filled(1, 3, 1000), resting]))
    gone = replace(resting, status=OrderStatus.CANCELLED, reason=Reason.BY_USER)
    await house.journal.write(batch(3, [*trader.filled(2, -3, 1000), gone]))
    [image] = [image async for image in house.journal.images()]
    assert (image.positions, image.orders) == ((), ())
    assert image.account.cash == trader.cash


async def test_limits_are_lifted(house: House) -> None:
    trader = await house.trader()
    await house.journal.write(batch(2, [replace(trader.stands(NOON_MS), limits=Limits(1000, 1))]))
    await house.journal.write(batch(3, [trader.stands(NOON_MS)]))
    [image] = [image async for image in house.journal.images()]
    assert image.account.limits is None


async def test_pages_neither_miss_nor_repeat_an_account(house: House, database: Database) -> None:
    traders = [await house.trader(user_id) for user_id in range(1, 8)]
    for number, trader in enumerate(traders, 8):
        await house.journal.write(batch(number, trader.filled(number, 1, 1000)))
    images = [image async for image in read_images(database, SIMULATED, page=3)]
    assert [image.account.account_id for image in images] == [trader.account_id for trader in traders]
    assert all(len(image.positions) == 1 for image in images)
