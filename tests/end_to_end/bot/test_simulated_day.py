"""A competition day on the simulated market, a process that speaks Bybit's wire format: heard over loopback, traded by
several people at once in three languages, scored, told and paid.

The market is the same every time as long as it goes by seconds in the same minutes: each scene ends within its own.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Executor
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.end_to_end.bot.bourse import Bourse, open_bourse
from tests.end_to_end.bot.contest import proof_of, said, without_stop
from tests.end_to_end.bot.person import Json, Someone, buttons, eventually, words
from tests.end_to_end.bot.reckoning import MAKER_FEE, BidAsk, score_ppm
from tests.end_to_end.bot.stepped_day import FRIDAY, SATURDAY, Company, Day, by_taps, ordered, ring, utc
from tests.end_to_end.bot.stepped_market import stepped_market

NAMES = ("nightowl", "Diego77", "Olga", "pete")  # as the board draws them
BTC, PEPE, WIF = "BTCUSDT", "1000PEPEUSDT", "WIFUSDT"
TRON = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"


@pytest.fixture
async def bourse(
    postgres_url: str, redis_url: str, tmp_path: Path, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[Bourse]:
    async with (
        stepped_market(tmp_path / "market", 7, FRIDAY - timedelta(minutes=20)) as market,
        open_bourse(postgres_url, redis_url, tmp_path / "telegram", http, lent_painters, market) as made,
    ):
        yield made
        assert await made.faults() == []


@pytest.mark.timeout(300)  # most of a minute of work, beside whatever else runs
async def test_a_day_of_the_simulated_market_in_three_languages(bourse: Bourse) -> None:
    club = await Company.gathered(bourse)
    await bourse.turn(2)
    day = Day(bourse, club, await ring(bourse, FRIDAY))
    cards = await six_people_begin_at_once(day)
    await funding_is_paid_at_the_instant_as_it_was_heard(day)
    await half_is_closed_and_all_is_looked_at(day, cards["olga"])
    await everybody_trades_on(day)
    await what_the_market_ended_is_told_on_the_cards(day, cards)
    await everybody_sees_where_they_stand(day)
    closing = await ring(bourse, SATURDAY)
    scores = await the_board_is_what_the_fills_and_the_venues_prices_make(day, closing)
    await the_post_and_its_proof_come(day, scores)
    await the_prize_is_asked_for_and_paid(day, max(scores, key=lambda name: scores[name]))
    for someone in club.everybody:
        assert await bourse.cash(someone) == (await day.reckoned(someone)).cash()


async def six_people_begin_at_once(day: Day) -> Mapping[str, Json]:
    """A bracket, an order that rests, one without a stop, one by taps, and two that will hardly survive."""
    club, market = day.club, day.market
    await market.to(utc(6, 2))
    low, high = await market.price(WIF, "0.985"), await market.price(WIF, "1.015")
    limit, stop, target = [await market.price(BTC, times) for times in ("0.9995", "0.95", "1.05")]
    cards = await asyncio.gather(
        ordered(club.maya, f"/long WIF 1000 5x sl {low} tp {high}"),
        ordered(club.luis, f"/long BTC 800 5x at {limit} sl {stop} tp {target}"),
        without_stop(club.olga, "/short WIF 500 3x", "Стоп…", "Без стопа"),
        by_taps(club.pete, "PEPE"),
        without_stop(club.otto, "/short WIF 100 50x", "Stop…", "No stop"),
        without_stop(club.vera, "/long WIF 100 50x", "Stop…", "Sin stop"),
    )
    begun = ("^✅ LONG .* WIF", "COMPRA .* BTC espera", "^✅ ШОРТ .* WIF", "^✅ .* PEPE", "no stop", "sin stop")
    people = (*club.traders, club.otto, club.vera)
    await day.show(*zip(people, cards, begun, strict=True))
    return dict(zip(("maya", "luis", "olga", "pete", "otto", "vera"), cards, strict=True))


async def funding_is_paid_at_the_instant_as_it_was_heard(day: Day) -> None:
    """At the rate told last before it and the mark told at it, by everybody who holds."""
    market, at = day.market, utc(8)
    await market.to(at - timedelta(seconds=1))
    to_come = await market.funding_to_come()
    assert {due for due, _ in to_come.values()} == {at}
    await market.to(at)
    marks = await market.marks()
    await market.to(utc(8, 1))
    settled = await market.funding(at)
    paid = {symbol: marks[symbol] * rate for symbol, (_, rate) in to_come.items()}
    assert {symbol: float(usdt) for symbol, usdt in paid.items()} == pytest.approx(
        {symbol: float(usdt) for symbol, usdt in settled.items()}, rel=0.01
    )
    assert await payments(day, at, paid) >= 2


async def payments(day: Day, at: datetime, per_coin: Mapping[str, Decimal]) -> int:
    """How many there are of the instant, once each is what a long of one coin pays times what was held."""
    count = 0
    for someone in day.club.everybody:
        held = (await day.reckoned(someone)).held(at)
        owed = {symbol: -coins * per_coin[symbol] for symbol, coins in held.items() if symbol in per_coin}

        async def are_made(someone: Someone = someone, symbols: frozenset[str] = frozenset(owed)) -> bool:
            return symbols == (await day.reckoned(someone)).funding(at).keys()

        await eventually(are_made, within_s=30.0)
        made = (await day.reckoned(someone)).funding(at)
        assert all(abs(made[symbol] - usdt) < Decimal("1e-8") for symbol, usdt in owed.items()), (made, owed)
        count += len(owed)
    return count


async def all_paid(day: Day, hour: int) -> int:
    """By the minute nothing is heard near enough to an instant: its rate and mark are read from the venue's history.
    Waited for before anybody closes, who would get away with it."""
    await day.market.to(utc(hour, 1))
    return await payments(day, utc(hour), await day.market.funding(utc(hour)))


async def half_is_closed_and_all_is_looked_at(day: Day, card: Json) -> None:
    club = day.club
    await day.market.to(utc(8, 30), at_once=1)  # Maya's bracket may end here, and does so at its own minute
    before = await day.held(club.olga, WIF)
    assert (await club.olga.press(await club.olga.again(card), "Половину"))["text"] == "Закрываю половину."
    await day.left(club.olga, WIF, before, Fraction(1, 2))
    held, account, best, waiting = await asyncio.gather(
        club.olga.ask("/positions"), club.maya.ask("/account"), club.pete.ask("/leaderboard"), club.luis.ask("/orders")
    )
    assert words(held).startswith("Ваши виртуальные позиции, 1\n✅ ШОРТ")
    assert words(account).startswith("💼 Paper account: $")
    assert account["photo"]
    assert words(best).startswith("🏆")
    assert best["photo"]
    assert "BTC" in words(waiting)


async def everybody_trades_on(day: Day) -> None:
    """Two more trades of each, all at once and by words: closed whole, in two parts, or left open for the bell."""
    market, club = day.market, day.club
    await market.to(utc(10))
    await day.trade(
        (club.maya, "/short BTC 900 5x sl 60%"),
        (club.luis, "/long PEPE 300 5x sl 60%"),
        (club.olga, "/long BTC 350 3x sl 60%"),
        (club.pete, "/long WIF 450 4x sl 60%"),
    )
    await market.to(utc(11))
    before = await day.held(club.maya, BTC)
    await club.maya.send("/close BTC 40%")
    await day.left(club.maya, BTC, before, Fraction(3, 5))
    assert await all_paid(day, 12) >= 3
    await market.to(utc(13), at_once=1)  # Pete's target may be hit
    await day.close((club.maya, BTC), (club.luis, PEPE), (club.olga, BTC), (club.pete, WIF))
    await market.to(utc(14))
    await day.trade(
        (club.maya, "/long PEPE 800 4x sl 60%"),
        (club.luis, "/short WIF 250 5x sl 60%"),
        (club.olga, "/short PEPE 150 3x sl 60%"),
        (club.pete, "/short BTC 600 5x sl 60%"),
    )
    assert await all_paid(day, 16) >= 5
    await market.to(utc(17))
    await day.close((club.maya, PEPE), (club.olga, PEPE), (club.pete, BTC))
    for hour in (20, 24, 28):
        assert await all_paid(day, hour) >= 2
    await market.to(utc(29, 50))


async def what_the_market_ended_is_told_on_the_cards(day: Day, cards: Mapping[str, Json]) -> None:
    """On those that were sent in the morning, edited since."""
    club = day.club
    await day.show(
        (club.maya, cards["maya"], r"^(🎯 Target hit|🛑 Stopped) at 0\.3"), (club.luis, cards["luis"], "LARGO|🎯|🛑")
    )
    made = [one for one in (await day.reckoned(club.luis)).fills if one["is_maker"]]
    assert made
    assert all(one["fee"] == one["quantity"] * one["price"] * MAKER_FEE for one in made)
    otto, vera = await asyncio.gather(club.otto.again(cards["otto"]), club.vera.again(cards["vera"]))
    ends = ((club.otto, "Liquidated at" in words(otto)), (club.vera, "Liquidada en" in words(vera)))
    lost = [someone for someone, is_lost in ends if is_lost]
    assert lost
    for someone in lost:
        assert (await day.reckoned(someone)).fills[-1]["cause"] == "liquidation"
        assert await day.held(someone, WIF) == 0
        assert Decimal(9_893) < await day.bourse.cash(someone) < Decimal(9_900), "the stake, fees and some funding"


async def everybody_sees_where_they_stand(day: Day) -> None:
    club, group = day.club, day.bourse.there(day.club.ana)
    (board,) = await said(group, "🏆 Friday so far")
    assert "Nobody has 3 trades yet." in words(board)
    await day.bourse.turn()
    assert await day.bourse.edited_boards() == 1
    assert "5 traders, 4 ranked" in words(await group.again(board))
    first, second, third = await asyncio.gather(
        club.maya.ask("/leaderboard"), club.luis.ask("/compete"), club.olga.ask("/leaderboard")
    )
    assert re.search(r"You: \d\w\w of 4, ", words(first))
    assert re.search(r"Tú: dentro, \d\.º de 4", words(second))
    assert re.search(r"Вы: \d-е место из 4", words(third))


async def the_board_is_what_the_fills_and_the_venues_prices_make(
    day: Day, closing: Mapping[str, BidAsk]
) -> dict[str, int]:
    """Scores by name, in millionths."""
    scores = {}
    for name, someone in zip(NAMES, day.club.traders, strict=True):
        reckoned, row = await day.reckoned(someone), await day.entry(someone)
        first, last = reckoned.worth(FRIDAY, day.opening), reckoned.worth(SATURDAY, closing)
        scores[name] = score_ppm(first, last)
        assert row["opening_usdt"] == first
        assert float(row["closing_usdt"]) == pytest.approx(float(last), abs=1e-6)
        assert float(row["replayed_usdt"]) == pytest.approx(float(last), abs=1e-6)
        assert (row["score_ppm"], row["why"]) == (scores[name], None)
        assert row["trades"] >= 3
    assert await day.held(day.club.olga, WIF) < 0, "counted as if bought back at the ask"
    assert len(set(scores.values())) == len(NAMES)
    return scores


async def the_post_and_its_proof_come(day: Day, scores: Mapping[str, int]) -> None:
    club, there = day.club, day.bourse.there
    (post,) = await said(there(club.ana), "🏁 Friday 6 Feb is closed · 5 traders, 4 ranked")
    ranked = sorted(scores, key=lambda name: -scores[name])
    for rank, name in enumerate(ranked, 1):
        assert re.search(rf"{rank}  {name} +{re.escape(f'{scores[name] / 10_000:+.1f}')}%", words(post)), words(post)
    assert f"💵 $100 to {ranked[0]}, checked: " in words(post)
    assert f"Proof {await proof_of(day.bourse, 'day-2026-02-06')}" in words(post)
    assert "Simulated money, SIMULATED prices." in words(post)
    toasts = await asyncio.gather(*(there(one).press(post, "📊") for one in (*club.traders, club.ana)))
    own = ("nightowl: ", "Diego77: ", "Ольга: ", "pete: ")
    assert all(toast["text"].startswith(name) for name, toast in zip(own, toasts, strict=False))
    assert "no rank: fewer than 3 trades" in toasts[-1]["text"]


async def the_prize_is_asked_for_and_paid(day: Day, name: str) -> None:
    club, winner = day.club, dict(zip(NAMES, day.club.traders, strict=True))[name]
    (asked,) = [one for one in await winner.messages() if any("TRON" in key["text"] for key in buttons(one))]
    await winner.press(asked, next(key["text"] for key in buttons(asked) if "TRON" in key["text"]))
    assert TRON in words(await winner.ask(TRON))
    await day.bourse.turn(2)
    payouts = await club.ana.ask("/payouts")
    assert f"$100 {name}" in words(payouts)
    await club.ana.press(payouts, "✅ Paid")
    await club.ana.press(await club.ana.again(payouts), "✅ Yes")
    await day.bourse.turn(2)
    assert len(await said(winner, "💵 $100")) == 1
    assert [row["state"] for row in await day.bourse.database.rows("SELECT state FROM prizes")] == ["paid"]
