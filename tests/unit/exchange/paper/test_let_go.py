"""What nobody needs any more is not kept in memory."""

import asyncio
import gc
from weakref import ref

import numpy as np

from engine.exchange.inputs import Trade
from engine.exchange.venues.paper.equities import FloorEquities
from engine.exchange.venues.paper.following import Following
from tests.unit.exchange.contracts import some_instrument
from tests.unit.exchange.paper.fakes import BTC, ETH, StillClock, floor


async def test_a_floor_whose_run_has_ended_is_given_back_and_tells_nothing_more() -> None:
    equities, on = FloorEquities(), floor()
    ended = ref(on)
    equities.begin(on)
    equities.end()
    del on
    gc.collect()
    assert ended() is None
    assert np.isnan(await equities.equities(np.array([1]))).all()


async def test_trades_of_a_contract_that_is_followed_no_more_are_let_go() -> None:
    on = floor()
    for symbol in (BTC, ETH):
        on.hear(Trade(symbol, 1_000, 100, 1, is_buy=True))
    following = Following(on, {BTC: some_instrument()}, StillClock())
    async with asyncio.TaskGroup() as group:
        running = group.create_task(following.run())
        following.want(BTC)
        await asyncio.wait_for(following.changes.get(), 5)
        running.cancel()
    assert on.recent.ring(BTC) is not None
    assert on.recent.ring(ETH) is None
