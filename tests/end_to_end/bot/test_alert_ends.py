"""Alerts on a coin that leaves the exchange: told once, and their places are free again."""

from concurrent.futures import Executor

from aiohttp import ClientSession

from engine.market.values import Venue
from sandbox.telegram.server import Sandbox
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import Someone, buttons, words
from tests.end_to_end.bot.running import Place, bot_parts, running


async def test_alerts_on_a_delisted_coin_end_with_a_word_and_only_then(
    place: Place, telegram: Sandbox, http: ClientSession, lent_painters: Executor
) -> None:
    ana, market = Someone(http, telegram.base_url), small_market({"BTC": 66_586.1, "ETH": 1_950.0})
    async with bot_parts(place, market, lambda: lent_painters) as deps, running(deps):
        await ana.ask("/start")
        for typed in ("/alert ETH spike", "/alert ETH 2500", "/alert BTC spike"):
            await ana.ask(typed)
        asked = await ana.newest_id()
        left = [one for one in market.memory.contracts(Venue.BYBIT) if one.coin != "ETH"]
        market.memory.list_instruments(Venue.BYBIT, left)
        told = (await ana.answers(asked))[0]
        assert words(told).startswith("🔔 2 alerts together")
        assert words(told).count("🔕 ETH is traded no more") == 2
        assert "ETH ↑ 2,500" in words(told)
        assert "nan" not in words(told)
        assert [b["text"] for b in buttons(told)] == ["🔔 Your alerts"]
        mine = words(await ana.ask("/alerts"))
        assert mine.startswith("Your alerts, 1 of 3")
        assert "BTC" in mine
