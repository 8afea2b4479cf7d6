"""Many at once."""

import asyncio
from concurrent.futures import Executor

from aiohttp import ClientSession
from prometheus_client import REGISTRY

from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.conftest import GROUP, Town
from tests.end_to_end.bot.market import SmallMarket
from tests.end_to_end.bot.person import Someone, eventually
from tests.end_to_end.bot.running import Place, bot_parts, running


def drawn() -> float:
    return REGISTRY.get_sample_value("helix_pictures_total", {"origin": "drawn"}) or 0.0


async def test_fifty_people_asking_for_the_same_picture_cost_one_drawing(town: Town) -> None:
    people = await asyncio.gather(*(town.newcomer() for _ in range(50)))
    before = drawn()
    cards = await asyncio.gather(*(someone.ask("/heatmap ETH 14d min=50") for someone in people))
    assert all(card["photo"] for card in cards)
    assert drawn() - before == 1


async def test_telegrams_limits_are_kept_in_a_burst(
    place: Place, market: SmallMarket, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    """80 answers to one person and 25 to a group: none is refused for coming too fast."""
    ana, desk = Someone(http, telegram.base_url), Someone(http, telegram.base_url, "admin", GROUP)
    async with bot_parts(place, market, lambda: lent_painters) as deps, running(deps):
        first, in_group = await ana.newest_id(), await desk.newest_id()
        for _ in range(25):
            await desk.send("/terms")
        for _ in range(80):
            await ana.send("/terms")

        async def answered() -> bool:
            return len(await ana.answers(first)) >= 80

        await eventually(answered, 30)
        assert 15 <= len(await desk.answers(in_group)) <= 20
        refused = [call for call in await ana.calls() if call["answer"].get("error_code") == 429]
        assert refused == []
