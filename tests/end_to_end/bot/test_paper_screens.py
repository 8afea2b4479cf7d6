"""Paper trading's lists and answers through the chat: the account, strangers, groups, bad input, three languages."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from engine.exchange.orders import Limits, SetLimits
from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.person import Json, Someone, buttons, eventually, words
from tests.end_to_end.bot.pit import Pit, open_pit


@pytest.fixture
async def pit(
    postgres_url: str, redis_url: str, tmp_path: Path, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[Pit]:
    async with open_pit(postgres_url, redis_url, tmp_path / "telegram", http, lent_painters) as made:
        yield made


async def test_lists_and_the_account_say_how_it_stands(pit: Pit) -> None:
    ana = await pit.member()
    assert words(await ana.ask("/positions")).startswith("No open positions.")
    assert words(await ana.ask("/orders")).startswith("No waiting orders.")
    assert words(await ana.ask("/history")).startswith("No closed trades yet.")
    await pit.hold(ana, "/long BTC 100 10x sl 66010 tp 68100", "66590.0")
    held = await ana.ask("/positions")
    assert words(held).startswith("Your paper positions, 1\n✅ LONG 0.015 BTC")
    waiting = await ana.ask("/orders")
    assert "1. 🔴 sell all BTC: target 68,100\n2. 🔴 sell all BTC: stop 66,010" in words(waiting)
    assert [one["text"] for one in buttons(waiting)[:2]] == ["✖ 1 BTC", "✖ 2 BTC"]
    drawn = await ana.ask("/account")
    assert drawn["photo"]
    assert words(drawn).startswith("💼 Paper account: $9,999.4")
    assert "1 position, 2 orders" in words(drawn)
    assert (await ana.press(drawn, "↻")).get("text") in (None, "Nothing new.")
    assert words(await ana.ask("/close BTC 1%")).startswith("1 % of it would be below the smallest size")
    before = await ana.newest_id()
    await ana.send("/close BTC 40%")
    card, said = await _both(ana, before)
    assert words(card).startswith("✅ LONG 0.015 BTC")
    assert words(said).startswith("Closing 40 % of your BTC position")
    pit.trading.tick("BTC", "66590.0")
    await pit.until(ana, card, "✅ LONG 0.009 BTC")
    assert "LONG 0.009 BTC" in words(await ana.ask("/positions"))
    before = await ana.newest_id()
    await ana.send("/close btc")
    card, said = await _both(ana, before)
    assert words(said).startswith("Closing your BTC position at the next price.")
    pit.trading.tick("BTC", "66590.0")
    await pit.until(ana, card, "🏁 Closed at 66,589.9")

    async def none() -> bool:
        return words(await ana.ask("/positions")).startswith("No open positions.")

    await pit.eventually(none)
    history = await ana.ask("/history")
    assert "1. 6 Feb 06:02 · long BTC 10x" in words(history)
    before = await ana.newest_id()
    await ana.press(history, "⤓ CSV")
    file = (await ana.answers(before))[0]
    assert file["document"]["file_name"].startswith("helix-paper-1-")
    assert words(await ana.ask("/start")).startswith("Welcome back, Ana. Paper $9,99")


async def _both(someone: Someone, before: int) -> list[Json]:
    """Two answers to one command, as soon as they are there."""

    async def two() -> list[Json] | None:
        told = [m for m in await someone.messages(before) if m["meta"]["by_bot"] and "badge" not in words(m)]
        return told if len(told) == 2 else None

    both: list[Json] = await eventually(two)
    return both


async def test_a_position_opens_as_itself_while_another_order_of_its_coin_waits(pit: Pit) -> None:
    ana = await pit.member()
    await pit.hold(ana, "/long BTC 100 10x sl 66010 tp 68100", "66590.0")
    waiting = await ana.ask("/long BTC 100 10x at 65000")
    await ana.press(waiting, "✅")
    await pit.until(ana, waiting, "waits at 65,000")
    held = await ana.ask("/positions")
    before = await ana.newest_id()
    await ana.press(held, "⚙ BTC")
    assert words((await ana.answers(before))[0]).startswith("✅ LONG 0.015 BTC at 66,590.0")


async def test_what_closes_a_position_first_says_what_is_left_and_that_is_what_is_got(pit: Pit) -> None:
    ana = await pit.member()
    await pit.hold(ana, "/short BTC 50 10x sl 67500 tp 64000", "66590.0")
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    assert "Position 10x     $532.72 0.008 BTC" in words(ticket)
    assert "The order is for 0.015 BTC: 0.007 close your short first (-$0.51 after fees)" in words(ticket)
    await ana.press(ticket, "✅")
    pit.trading.tick("BTC", "66590.0")
    await pit.until(ana, ticket, "✅ LONG 0.008 BTC at 66,590.0")
    await ana.press(await ana.again(ticket), "Close")
    ended = await pit.until(ana, ticket, "🏁 Closed")
    assert "LONG 0.008 BTC 10x, 66,590.0 to" in ended


async def test_a_ticket_shows_itself_again_when_what_it_would_close_is_gone(pit: Pit) -> None:
    ana = await pit.member()
    card = await pit.hold(ana, "/short BTC 50 10x sl 67500 tp 64000", "66590.0")
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    await ana.press(await ana.again(card), "Close")
    await pit.until(ana, card, "🏁 Closed")
    pit.trading.price("BTC", "66590.0")
    await ana.press(ticket, "✅")
    again = words(await ana.again(ticket))
    assert again.startswith("Price is 66,590 now (0.00 %). Same stop: win $21.54 or lose $9.79.")
    await ana.press(await ana.again(ticket), "✅")
    pit.trading.tick("BTC", "66590.0")
    await pit.until(ana, ticket, "✅ LONG 0.015 BTC")


async def test_plain_words_open_a_ticket_and_a_coin_that_was_missing_is_one_press_away(pit: Pit) -> None:
    ana = await pit.member()
    for typed, title in (
        ("long btc 100 10x", "Paper: LONG BTC"),
        ("Шорт btc 100 10х", "Paper: SHORT BTC"),
        ("largo btc 100 🚀", "Paper: LONG BTC"),
    ):
        assert words(await ana.ask(typed)).startswith(title)
    for typed, side in (("/long 100 10x", "LONG"), ("/short btcc 100 10x", "SHORT")):
        asked = await ana.ask(typed)
        before = await ana.newest_id()
        await ana.press(asked, "BTC")
        ticket = (await ana.answers(before))[0]
        assert words(ticket).startswith(f"Paper: {side} BTC")
        assert "Position 10x     $998.8" in words(ticket)


async def test_a_target_on_the_wrong_side_is_answered_with_targets_that_work(pit: Pit) -> None:
    ana = await pit.member()
    refused = await ana.ask("/long BTC 100 10x sl 66010 tp 60000")
    assert "A target of a long lies above the entry of 66,590; 60,000 does not." in words(refused)
    (first, *_) = [one["text"] for one in buttons(refused) if one["text"].startswith("A")]
    await ana.press(refused, first)
    name, _, gain = first.split()
    row = next(line for line in words(await ana.again(refused)).split("\n") if line.startswith(f"Target {name}"))
    assert row.endswith(gain)


async def test_a_reset_asks_closes_what_is_open_and_begins_anew_once(pit: Pit) -> None:
    ana = await pit.member()
    await pit.hold(ana, "/long BTC 100 10x sl 66010 tp 68100", "66590.0")
    asked = await ana.ask("/reset")
    assert "its 1 position is closed at the next price" in words(asked)
    await ana.press(asked, "Begin again with $500")
    assert words(await ana.again(asked)).startswith("✅ A new paper account with $500.00.")
    assert words(await ana.ask("/account")).startswith("💼 Paper account: $500.00")
    await ana.forge(asked, "pa:d:10000:1:0")
    assert words(await ana.ask("/account")).startswith("💼 Paper account: $500.00")


async def test_the_trade_can_be_shared_and_drawn_into_its_map(pit: Pit) -> None:
    ana = await pit.member()
    card = await pit.hold(ana, "/long BTC 100 10x sl 66010 tp 68100", "66590.0")
    pit.trading.tick("BTC", "68100.1")
    await pit.until(ana, card, "Target hit")
    (bell,) = await ana.answers(card["message_id"])
    before = bell["message_id"]
    await ana.press(await ana.again(card), "📤 Share")
    shared = (await ana.answers(before))[0]
    assert shared["photo"]
    assert "LONG BTC 10x on paper: 66,590 to 68,100" in words(shared)
    assert "start=scan_BTC_12h_i_" in words(shared)
    before = await ana.newest_id()
    await ana.press(await ana.again(card), "🗺 Map with my trade")
    assert (await ana.answers(before))[0]["photo"]
    before = await ana.newest_id()
    await ana.press(await ana.again(card), "🔥 Next")
    assert words((await ana.answers(before))[0]).startswith("Top 12h")
    assert words(await ana.again(card)).startswith("🎯 Target hit")


async def test_several_people_trade_at_once_each_in_their_language(pit: Pit) -> None:
    people = [await pit.member("ana1"), await pit.member("luis", "es"), await pit.member("olga", "ru")]
    tickets = await asyncio.gather(*(one.ask("/long BTC 100 10x sl 66010 tp 68100") for one in people))
    titles = ["Paper: LONG BTC · simulated money", "En papel: LARGO BTC · dinero simulado"]
    titles.append("ЛОНГ BTC · виртуальный счёт")
    assert [words(ticket).split("\n")[0] for ticket in tickets] == titles
    await asyncio.gather(*(one.press(ticket, "✅") for one, ticket in zip(people, tickets, strict=True)))
    pit.trading.tick("BTC", "66590.0")
    for one, ticket in zip(people, tickets, strict=True):
        await pit.until(one, ticket, "0.015 BTC")
    pit.trading.tick("BTC", "66010.0")
    ends = ["🛑 Stopped at", "🛑 Stop en", "🛑 Стоп:"]
    for one, ticket, said in zip(people, tickets, ends, strict=True):
        await pit.until(one, ticket, said)


async def test_nobody_presses_anothers_ticket_position_or_order(pit: Pit) -> None:
    ana, eve = await pit.member(), await pit.member("eve")
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    own = await eve.ask("/positions")
    number = next(b["callback_data"] for b in buttons(ticket) if b["text"].startswith("✅"))
    assert (await eve.forge(own, number))["text"].startswith("That ticket is over or not yours.")
    await ana.press(ticket, "✅")
    pit.trading.tick("BTC", "66590.0")
    await pit.until(ana, ticket, "LONG 0.015")
    close = next(b["callback_data"] for b in buttons(await ana.again(ticket)) if b["text"] == "Close")
    assert (await eve.forge(own, close))["text"] == "That position is closed already."
    stop = (await pit.deps.paper.reader.orders(1))[0].order.order_id  # type: ignore[union-attr]
    assert (await eve.forge(own, f"po:x:{stop}"))["text"] == "That order is gone already."
    assert (await eve.forge(own, f"po:s:{stop // 4 * 4}"))["text"].startswith("That menu is from an older version")
    for junk in (
        "pt:b:1:",
        "pt:s:1:-5",
        "pt:s:1:1e309",
        "pp:c:BTCUSDT:9::",
        "pa:d:1:1:0",
        "pt:l:1:0",
        "pp:s:;DROP:0::",
    ):
        assert (await eve.forge(own, junk))["text"]
    assert len(await pit.deps.paper.reader.positions(1)) == 1  # type: ignore[union-attr]


async def test_in_a_group_the_ticket_goes_to_the_private_chat(pit: Pit) -> None:
    await pit.member()
    group = Someone(pit.http, pit.telegram.base_url, "admin", GROUP)
    card = await group.ask("/scan BTC 12h")
    ana = Someone(pit.http, pit.telegram.base_url)
    before = await ana.newest_id()
    leg = next(b["text"] for b in buttons(card) if "Ride" in b["text"])
    assert (await group.press(card, leg))["text"] == "Your ticket is in your private chat with me."
    assert "simulated money" in words((await ana.answers(before))[0])
    pointed = await group.ask("/positions")
    assert "private chat" in words(pointed)
    assert buttons(pointed)[0]["url"].endswith("?start=positions")
    assert words(await ana.ask("/start positions")).startswith("No open positions.")
    assert (await ana.ask("/start account"))["photo"]
    assert "/long BTC 100 10x" in words(await ana.ask("/start long"))


async def test_no_price_means_no_ticket(pit: Pit) -> None:
    ana = await pit.member()
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    pit.trading.quotes.clear()
    pit.trading.market.clock.at += timedelta(minutes=10)
    said = words(await ana.ask("/long BTC 100 10x"))
    assert said == "No price for BTC since 06:02, so no trade; I will not guess."
    assert (await ana.press(ticket, "✅"))["text"].startswith("No price for BTC since 06:02")


async def test_bad_input_is_answered_kindly_with_what_would_work(pit: Pit) -> None:
    ana = await pit.member()
    for typed, said in (
        ("20", "A number alone tells me too little."),
        ("0,7 %", "A number alone tells me too little."),
        ("/long", "Which coin?"),
        ("/long BTC -5 1000x", "“-5” does not work: it is below zero."),
        ("/long btc 1e309", "“1e309” does not work"),
        ("/short ٣ sol", "Paper: SHORT SOL"),
        ("/long BTC 100 1000x", "1,000x is not possible with BTC: from 1x to 100x."),
        ("/long BTC 1 1x", "That buys less than the smallest order, 0.001 BTC."),
        ("/long BTC 100 50x sl 5%", "fees in and out alone"),
        ("/long BTC 100 10x sl 66560", "Stop 66,560 is $0.45 away from your entry; fees alone are $1.10."),
        ("/long BTC 999999 10x", "A stake of up to"),
        ("/long PEPE 100 10x", "cannot be traded on paper"),
        ("/long nosuchcoin 100", "I know no coin"),
        ("/close", "Which position?"),
        ("/close btc", "You hold no BTC on paper."),
        ("/close btc 200%", "is no share"),
    ):
        assert said in words(await ana.ask(typed)), typed


async def test_a_round_that_runs_holds_the_ticket_to_its_rules(pit: Pit) -> None:
    ana = await pit.member()
    await ana.ask("/account")
    book, now = pit.deps.paper.book, pit.trading.market.clock.now()  # type: ignore[union-attr]
    row = await book.send(1, lambda _: SetLimits(1, Limits(1000, 200_000)), now, "round")
    await book.outcome(row.command_id, 5.0)
    said = await ana.ask("/long BTC 100 20x sl 66010")
    assert "The running competition allows at most 10x; this has 20x." in words(said)
    await ana.press(said, "Use 10x")
    assert "Position 10x" in words(await ana.again(said))
    assert "A stake of up to $1,9" in words(await ana.ask("/long BTC 5000 10x sl 66010"))
