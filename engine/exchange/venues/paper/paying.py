"""Funding of a contract with very many holders, a part at a time: between two parts everything else goes on."""

import asyncio

from engine.exchange.venues.paper.floor import Floor
from engine.market.cancelling import heed_cancellation

_ASIDE_S = 0.005


async def pay_in_parts(floor: Floor) -> None:
    """Endless. A part is some ten milliseconds of work, and no more is paid than can be written down."""
    while True:
        heed_cancellation()
        await floor.owing.wait()
        floor.settle()
        await asyncio.sleep(_ASIDE_S)
