"""Competition days from the first join to the paid prize, on the house's own exchange and replay, by chat alone."""

import asyncio
import re
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from cli.compose.rounds import conductor_beside
from tests.end_to_end.bot.bourse import Bourse, open_bourse
from tests.end_to_end.bot.contest import MOMENT, counted_in, proof_of, ring, said, trade_together, trader, without_stop
from tests.end_to_end.bot.person import Json, Someone, buttons, data_of, words

SATURDAY, SUNDAY, MONDAY = (datetime(2026, 2, day, 6, tzinfo=UTC) for day in (7, 8, 9))  # midnights in Chicago
TRON = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"


@pytest.fixture
async def bourse(
    postgres_url: str, redis_url: str, tmp_path: Path, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[Bourse]:
    async with open_bourse(postgres_url, redis_url, tmp_path / "telegram", http, lent_painters) as made:
        yield made
        assert await made.faults() == []


@dataclass(frozen=True)
class Club:
    """Who takes part: two who read English, one Spanish, one Russian, and one who begins anew."""

    ana: Someone  # the admin
    maya: Someone
    luis: Someone
    olga: Someone
    pete: Someone

    @staticmethod
    async def gathered(bourse: Bourse) -> "Club":
        ana = await trader(bourse, "en", "admin")
        maya, luis = await trader(bourse, "en", "maya2", "nightowl"), await trader(bourse, "es", "luis", "Diego77")
        return Club(
            ana, maya, luis, await trader(bourse, "ru", "olga", "Ольга"), await trader(bourse, "en", "pete", "pete")
        )


async def saturday(bourse: Bourse, club: Club) -> None:
    """Maya's target is hit, Luis is stopped out, Olga is liquidated, Pete begins anew, Ana is short."""
    market, ana, maya, luis, olga, pete = bourse.market, club.ana, club.maya, club.luis, club.olga, club.pete
    await trade_together(bourse, [(pete, "/long BTC 200 5x sl 60000")], {"BTC": "66600.0"})
    target = await bourse.buy(maya, "/long BTC 1000 10x sl 66010 tp 68100")
    asked = await pete.ask("/reset")
    await pete.press(asked, "Begin again with $10,000")
    bourse.pass_by(minutes=40)
    market.tick("BTC", "68100.1")
    assert "Target hit at 68,100" in await bourse.until(maya, target, "Target hit")

    stopped = await luis.ask("/long BTC 100 10x sl 67000 tp 70000")
    await luis.press(stopped, "$250")
    await luis.press(await luis.again(stopped), "5x")
    await luis.press(await luis.again(stopped), "✅")
    liquidated = await without_stop(olga, "/long BTC 1000 10x", "Стоп…", "Без стопа")
    market.go_on()
    await bourse.until(luis, stopped, "LARGO")
    await bourse.until(olga, liquidated, "без стопа")
    await bourse.buy(ana, "/short BTC 300 5x sl 75000 tp 50000")
    bourse.pass_by(minutes=20)
    market.tick("BTC", "60000.0")
    assert "🛑 Stop en" in await bourse.until(luis, stopped, "🛑")
    assert "Ликвид" in await bourse.until(olga, liquidated, "Ликвид")
    await bourse.close(ana, "btc")

    first = ["/short ETH 700 10x", "/long SOL 100 5x", "/short SOL 150 5x", "/long ETH 90 3x"]
    then = ["/long SOL 700 5x", "/long ETH 100 5x", "/long SOL 200 5x", "/short SOL 90 3x"]
    everybody = (maya, luis, olga, ana)
    await trade_together(bourse, list(zip(everybody, first, strict=True)), {"ETH": "1940.00", "SOL": "80.50"})
    await trade_together(bourse, list(zip(everybody, then, strict=True)), {"ETH": "1935.00", "SOL": "81.00"})


async def test_two_days_by_chat_alone_in_three_languages(bourse: Bourse) -> None:
    bourse.market.to(SATURDAY - timedelta(minutes=10))
    club = await Club.gathered(bourse)
    group = bourse.there(club.ana)
    await counted_in(bourse)
    await ring(bourse, SATURDAY)
    (friday,) = await said(group, "🏁 Friday 6 Feb is closed")
    assert "Nobody had the 3 trades that a rank needs." in words(friday)
    await saturday(bourse, club)
    await the_live_board_says_who_stands_where(bourse, club, friday)
    await bourse.buy(club.ana, "/long ETH 90 3x")  # open at the bell: counts as if closed at the bid
    await ring(bourse, SUNDAY)
    await the_post_at_the_bell_is_as_drawn(bourse, club)
    await the_winner_is_paid_once(bourse, club)
    await sunday(bourse, club)
    await ring(bourse, MONDAY)
    await nobody_claims_for_a_week(bourse, club)


async def the_live_board_says_who_stands_where(bourse: Bourse, club: Club, board: Json) -> None:
    await bourse.turn()
    assert await bourse.edited_boards() == 1
    assert await bourse.edited_boards() == 0, "the same ranks: nothing to edit"
    live = words(await bourse.there(club.ana).again(board))
    assert "🏆 Saturday so far" in live
    assert re.search(r"1 +nightowl +\+2\.6% +3", live)
    assert "You: 1st of 4, +2.6 %, 3 trades" in words(await club.maya.ask("/leaderboard"))
    assert "Tú: dentro, 3.º de 4" in words(await club.luis.ask("/compete"))
    assert "Вы: 4-е место из 4" in words(await club.olga.ask("/leaderboard"))
    joining = await club.pete.ask("/compete")
    await club.pete.press(joining, "▶")
    assert "out of this round; in again from the next bell" in words(await club.pete.again(joining))


POST = r"""🏁 Saturday 7 Feb is closed · 5 traders, 4 ranked
   trader       score trades   dip
1  nightowl     \+2\.6%      3 +\S+%
2  \S+ +\+1\.7%      4 +\S+%
3  Diego77      -1\.5%      3 +\S+%
4  Olga        -10\.1%      3 +\S+%
💵 \$100 to nightowl, checked: (\d+) fills replayed, same result\. Proof ([0-9a-f]{8})
Best trade: BTC short 5x, 68,100 to 60,000, \+11\.9 %\.
The middle trader made -1\.5 %\. BTC did -9\.9 %\.
This group: nightowl 1st, \S+ 2nd, 4 of us ranked\.
Sunday is open until 00:00 Chicago\. Score = change of your paper account since the bell\.
Simulated money, SIMULATED prices\. Free to enter, at least 3 trades\. /compete"""


async def the_post_at_the_bell_is_as_drawn(bourse: Bourse, club: Club) -> None:
    """As screens have it; its score is the change of the account's cash, its proof that of the chain."""
    (post,) = await said(bourse.there(club.ana), "🏁 Saturday 7 Feb is closed")
    found = re.fullmatch(POST, words(post))
    assert found is not None, words(post)
    assert [button["text"] for button in buttons(post)] == [
        "📊 My rank", "🏆 This group", "📜 Full board", "▶ Join Sunday's round",
    ]  # fmt: skip
    assert await proof_of(bourse, "day-2026-02-07") == found[2]
    row = await bourse.database.row(
        "SELECT count(*) AS n FROM paper_fills WHERE at >= $1 AND at < $2", SATURDAY, SUNDAY
    )
    assert row is not None
    assert int(found[1]) == row["n"]
    assert f"{await bourse.cash(club.maya) / 100 - 100:.1f}" == "2.6"
    toasts = [
        (await bourse.there(one).press(post, "📊"))["text"] for one in (club.maya, club.luis, club.olga, club.pete)
    ]
    assert toasts[0] == "nightowl: 1st of 4, +2.6 %, 3 trades. Sunday so far: +0.0 %."
    assert toasts[1].startswith("Diego77: 3.º de 4, -1.5 %, 3 operaciones. Domingo")
    assert toasts[2].startswith("Ольга: 4-е место из 4, -10.1 %, 3 сделки. Воскресенье")
    assert toasts[3].startswith("pete: +0.0 %, 1 trade, no rank: the account was reset.")


async def the_winner_is_paid_once(bourse: Bourse, club: Club) -> None:
    (asked,) = await said(club.maya, "🏆 You won $100.")
    assert (await club.luis.forge(await club.luis.ask("/help"), data_of(asked, "USDT, TRON")))["text"].startswith(
        "Ese premio no está abierto"
    )
    await club.maya.press(asked, "USDT, TRON")
    assert words(await club.maya.ask(TRON)).startswith(f"✅ Kept: USDT on TRON {TRON}.")
    await bourse.turn(2)
    (told,) = await said(club.ana, "💵 A winner said how to be paid")
    assert f"$100 nightowl (id {await bourse.user_id(club.maya)}), Saturday 7 Feb: to pay tron: {TRON}" in words(told)
    payouts = await club.ana.ask("/payouts")
    await club.ana.press(payouts, "✅ Paid")
    sure = await club.ana.again(payouts)
    pressed = await asyncio.gather(*(club.ana.press(sure, "✅ Yes") for _ in range(2)))
    assert "Done." in [one.get("text") for one in pressed]
    assert words(await club.ana.again(payouts)) == "Payouts: nothing is open."
    await bourse.turn(2)
    assert len(await said(club.maya, "💵 $100 is paid for Saturday 7 Feb")) == 1


async def sunday(bourse: Bourse, club: Club) -> None:
    """Luis alone trades enough, and wins."""
    for price in ("82.00", "83.00", "84.00"):
        await trade_together(bourse, [(club.luis, "/long SOL 200 5x")], {"SOL": price})


async def nobody_claims_for_a_week(bourse: Bourse, club: Club) -> None:
    group = bourse.there(club.ana)
    (post,) = await said(group, "🏁 Sunday 8 Feb is closed")
    assert "💵 $100 to Diego77, checked: " in words(post)
    assert "The week of 2 Feb" in words(post)
    (asked,) = await said(club.luis, "🏆 Has ganado $100.")
    bourse.market.to(MONDAY + timedelta(days=6, hours=23))
    await bourse.turn(2)
    assert not await said(group, "The $100 of Sunday 8 Feb")
    bourse.market.to(MONDAY + timedelta(days=7, minutes=2))
    await bourse.turn(3)
    assert len(await said(group, "The $100 of Sunday 8 Feb was not claimed within 7 days. It stays unpaid.")) == 1
    assert (await club.luis.press(asked, "USDT, TRON"))["text"].startswith("Ese premio no está abierto")
    (row,) = await bourse.database.rows("SELECT count(*) AS n FROM prizes")
    assert row["n"] == 2


async def test_a_house_that_was_down_at_the_bell_says_so_and_pays_once(bourse: Bourse) -> None:
    market = bourse.market
    market.to(SATURDAY - timedelta(minutes=10))
    maya = await trader(bourse, "en", "maya2", "nightowl")
    await ring(bourse, SATURDAY)
    for price in ("81.00", "82.00", "83.00"):
        await trade_together(bourse, [(maya, "/long SOL 200 5x")], {"SOL": price})
    cash = await bourse.cash(maya)
    market.to(SUNDAY - MOMENT)
    await bourse.stop_exchange()
    market.to(SUNDAY + timedelta(minutes=3))
    await bourse.start_exchange()
    await trade_together(bourse, [(maya, "/long SOL 200 5x")], {"SOL": "70.00"})  # after the bell: of the next round
    other = await conductor_beside(bourse.club, bourse.house, market.small.memory, bourse.bot)
    for _ in range(3):
        await bourse.start_rounds()
        await asyncio.gather(bourse.conductor.look(), other.look())
        await bourse.turn(2)
    (post,) = await said(bourse.there(maya), "🏁 Saturday 7 Feb is closed")
    assert "Helix was down at the bell: the first prices after it counted." in words(post)
    assert f"1  nightowl     +{cash / 100 - 100:.1f}%" in words(post)
    assert len(await said(maya, "🏆 You won $100.")) == 1
    assert [row["state"] for row in await bourse.database.rows("SELECT state FROM prizes")] == ["asked"]
