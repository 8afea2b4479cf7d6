"""Trading on paper through the chat: from a scan or a level to a position, typed orders, and every way it can end."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.end_to_end.bot.person import buttons, data_of, words
from tests.end_to_end.bot.pit import Pit, open_pit


@pytest.fixture
async def pit(
    postgres_url: str, redis_url: str, tmp_path: Path, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[Pit]:
    async with open_pit(postgres_url, redis_url, tmp_path / "telegram", http, lent_painters) as made:
        yield made


async def test_a_typed_order_becomes_a_position_and_hits_its_target(pit: Pit) -> None:
    ana = await pit.member()
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    assert words(ticket).startswith("Paper: LONG BTC · simulated money\nStake             $99.89")
    assert "Win $21.54 or lose $9.79, fees of $1.11 in and out included." in words(ticket)
    assert (await ana.press(ticket, "✅ Buy · risk $9.79"))["text"] == "Sent."
    await pit.until(ana, ticket, "your order is on its way")
    pit.trading.tick("BTC", "66590.0")
    said = await pit.until(ana, ticket, "LONG 0.015 BTC")
    assert said.startswith("✅ LONG 0.015 BTC at 66,590.0 · now 66,589.9 · -$1.10 after fees")
    assert "stop 66,010 (-$9.79) · target 68,100 (+$21.54) · liquidation 60,232.1" in said
    pit.trading.market.clock.at += timedelta(hours=2, minutes=33)
    pit.trading.tick("BTC", "68100.1")
    said = await pit.until(ana, ticket, "Target hit")
    assert said.startswith("🎯 Target hit at 68,100 after 2 h 33 min: +$21.54, 2.20 for 1 risked. Account $10,021.54.")
    assert [b["text"] for b in buttons(await ana.again(ticket))] == ["📤 Share", "🔥 Next", "🗺 Map with my trade"]
    (bell,) = await ana.answers(ticket["message_id"])
    assert words(bell) == "BTC ↑ Target hit at 68,100: +$21.54\nSimulated money."
    assert bell["reply_to_message"]["message_id"] == ticket["message_id"]


async def test_two_taps_from_a_scan_make_a_position_and_the_other_leg_waits_in_the_book(pit: Pit) -> None:
    ana = await pit.member()
    card = await ana.ask("/scan BTC 12h")
    legs = {b["text"].split(":")[0][2:]: b for b in buttons(card) if b["text"].startswith(("🟢", "🔴"))}
    assert set(legs) == {"Ride", "Fade"}
    assert {b["style"] for b in legs.values()} <= {"success", "danger"}
    before = await ana.newest_id()
    await ana.press(card, legs["Ride"]["text"])
    ticket = (await ana.answers(before))[0]
    assert "simulated money" in words(ticket)
    await ana.press(ticket, "✅")
    pit.trading.tick("BTC", "66590.0")
    await pit.until(ana, ticket, " BTC at 66,")
    before = await ana.newest_id()
    await ana.press(card, legs["Fade"]["text"])
    waiting = (await ana.answers(before))[0]
    assert "Waits in the book until price comes to" in words(waiting)
    await ana.press(waiting, "✅")
    pit.trading.tick("BTC", "66590.0")
    await pit.until(ana, waiting, "waits at")
    assert (await ana.press(await ana.again(waiting), "✖ Cancel order"))["text"] == "Cancelled."
    pit.trading.tick("BTC", "66590.0")
    said = await pit.until(ana, waiting, "the order is cancelled")
    assert "You cancelled it." in said


async def test_a_level_of_a_map_becomes_an_order_in_two_taps(pit: Pit) -> None:
    ana = await pit.member()
    card = await ana.ask("/heatmap BTC 12h")
    level = next(b["text"] for b in buttons(card) if b["text"].startswith(("A1", "B1")))
    name, price = level.split()
    await ana.press(card, level)
    shown = [b["text"] for b in buttons(await ana.again(card))]
    up = name.startswith("A")
    toward, against = (
        (f"🟢 Long to {name}", f"🔴 Short at {name}") if up else (f"🔴 Short to {name}", f"🟢 Long at {name}")
    )
    assert toward in shown
    assert against in shown
    before = await ana.newest_id()
    await ana.press(await ana.again(card), toward)
    assert f"Target {name}" in words((await ana.answers(before))[0])
    before = await ana.newest_id()
    await ana.press(await ana.again(card), against)
    assert f"comes to {price}." in words((await ana.answers(before))[0])


async def test_buttons_change_the_ticket_in_place_and_cancel_ends_it(pit: Pit) -> None:
    ana = await pit.member()
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    await ana.press(ticket, "$250")
    assert "$246.38" in words(await ana.again(ticket))
    await ana.press(await ana.again(ticket), "5x")
    assert "Position 5x" in words(await ana.again(ticket))
    await ana.press(await ana.again(ticket), "Risk $…")
    assert [b["text"] for b in buttons(await ana.again(ticket))] == ["$5", "$10", "$25", "‹ Back", "✍ Write it"]
    await ana.press(await ana.again(ticket), "$10")
    assert "or lose $9.79" in words(await ana.again(ticket))
    assert "Risk $10 •" in [b["text"] for b in buttons(await ana.again(ticket))]
    await ana.press(await ana.again(ticket), "Stop…")
    await ana.press(await ana.again(ticket), "No stop")
    assert "To lose at most $10 I need a stop" in words(await ana.again(ticket))
    await ana.press(await ana.again(ticket), "Stake $50")
    assert "Without a stop only liquidation ends a loss." in words(await ana.again(ticket))
    await ana.press(await ana.again(ticket), "✖ Cancel")
    assert words(await ana.again(ticket)) == "✖ BTC: not ordered. Nothing happened."
    assert not await pit.deps.paper.reader.positions(1)  # type: ignore[union-attr]


async def test_a_written_number_goes_into_the_ticket(pit: Pit) -> None:
    ana = await pit.member()
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    await ana.press(ticket, "Stop…")
    before = await ana.newest_id()
    await ana.press(await ana.again(ticket), "✍ Write it")
    asked = (await ana.answers(before))[0]
    assert words(asked).startswith("Where is your stop? Your entry is 66,590.")
    again = await ana.ask("66,300")
    assert "Stop           66,300.0" in words(again)
    old = await ana.forge(ticket, data_of(ticket, "✅"))
    assert old["text"] == "The ticket has changed since. Here it is as it stands."


async def test_a_price_that_moved_beyond_the_tolerance_is_shown_before_anything_is_ordered(pit: Pit) -> None:
    ana = await pit.member()
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    pit.trading.tick("BTC", "66672.0")
    await ana.press(ticket, "✅ Buy")
    moved = await ana.again(ticket)
    assert words(moved).startswith("Price is 66,672 now (+0.12 %). Same stop: win $20.31 or lose $11.02.")
    assert [b["text"] for b in buttons(moved)] == ["✅ Buy at 66,672", "✖ Cancel"]
    await ana.press(moved, "✅ Buy at 66,672")
    pit.trading.tick("BTC", "66672.0")
    assert "at 66,672.0" in await pit.until(ana, ticket, "LONG 0.015 BTC")


async def test_an_old_ticket_is_shown_again_even_where_price_stood_still(pit: Pit) -> None:
    ana = await pit.member()
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    pit.trading.market.clock.at += timedelta(seconds=31)
    await ana.press(ticket, "✅ Buy")
    assert words(await ana.again(ticket)).startswith("Price is 66,590 now (0.00 %).")


async def test_a_double_tap_on_two_devices_is_one_order(pit: Pit) -> None:
    ana = await pit.member()
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    await asyncio.gather(*(ana.press(ticket, "✅ Buy") for _ in range(3)))
    pit.trading.tick("BTC", "66590.0")
    assert "LONG 0.015 BTC" in await pit.until(ana, ticket, "LONG")
    assert len(await pit.deps.paper.reader.fills(1)) == 1  # type: ignore[union-attr]


async def test_price_that_jumps_over_the_stop_fills_where_there_is_a_price_and_says_so(pit: Pit) -> None:
    ana = await pit.member()
    card = await pit.hold(ana, "/long BTC 100 10x sl 66010 tp 68100", "66590.0")
    pit.trading.tick("BTC", "65900.0")
    said = await pit.until(ana, card, "Stopped")
    assert said.startswith("🛑 Stopped at 65,899.9 after")
    assert "Your stop stood at 66,010: price jumped over it" in said


async def test_a_liquidation_says_why_and_costs_exactly_the_margin(pit: Pit) -> None:
    ana = await pit.member()
    ticket = await ana.ask("/long BTC 100 10x")
    await ana.press(ticket, "Stop…")
    await ana.press(await ana.again(ticket), "No stop")
    await ana.press(await ana.again(ticket), "✅ Buy")
    pit.trading.tick("BTC", "66590.0")
    await pit.until(ana, ticket, "no stop")
    pit.trading.tick("BTC", "60232.1")
    said = await pit.until(ana, ticket, "Liquidated")
    assert "-$100.93. Account $9,899.07." in said
    assert "The mark price reached 60,232.1" in said


async def test_half_then_the_stop_to_the_entry_then_all_of_it(pit: Pit) -> None:
    ana = await pit.member()
    card = await pit.hold(ana, "/long BTC 100 10x sl 66010 tp 68100", "66590.0")
    assert (await ana.press(await ana.again(card), "Stop to entry"))["text"].startswith("A stop of a long lies below")
    pit.trading.tick("BTC", "67000.0")
    await pit.until(ana, card, "LONG 0.015")
    half = await ana.again(card)
    assert (await ana.press(half, "Half"))["text"] == "Half is being closed."
    pit.trading.tick("BTC", "67000.0")
    await pit.until(ana, card, "LONG 0.008 BTC")
    old = await ana.forge(half, data_of(half, "Half"))
    assert old["text"].startswith("The position has changed since")
    assert (await ana.press(await ana.again(card), "Stop to entry"))["text"] == "Stop at 66,590."
    pit.trading.tick("BTC", "67000.0")
    await pit.until(ana, card, "stop 66,590")
    assert (await ana.press(await ana.again(card), "Close"))["text"] == "Closing at the next price."
    pit.trading.tick("BTC", "67000.0")
    assert (await pit.until(ana, card, "Closed")).startswith("🏁 Closed at 66,999.9")


async def test_a_position_that_is_as_large_as_it_was_once_is_halved_again(pit: Pit) -> None:
    ana = await pit.member()
    card = await pit.hold(ana, "/long SOL 100 5x sl 70 tp 100", "80.00")
    await pit.until(ana, card, "LONG 6.2 SOL")
    await ana.press(await ana.again(card), "Half")
    await pit.until(ana, card, "LONG 3.1 SOL")
    card = await pit.hold(ana, "/long SOL 49.6 5x sl 70 tp 100", "80.00")
    await pit.until(ana, card, "LONG 6.2 SOL")
    assert (await ana.press(await ana.again(card), "Half"))["text"] == "Half is being closed."
    await pit.until(ana, card, "LONG 3.1 SOL")


async def test_a_trailing_stop_is_set_and_a_waiting_order_is_moved_by_a_written_price(pit: Pit) -> None:
    ana = await pit.member()
    card = await pit.hold(ana, "/long BTC 100 10x sl 66010 tp 68100", "66590.0")
    await ana.press(await ana.again(card), "Trail…")
    assert (await ana.press(await ana.again(card), "1 % behind"))["text"] == "The stop follows 1 % behind."
    pit.trading.tick("BTC", "66600.0")
    await pit.until(ana, card, "trailing stop")
    waiting = await ana.ask("/short ETH 100 5x at 2000")
    await ana.press(waiting, "✅")
    pit.trading.tick("ETH", "1950.00")
    await pit.until(ana, waiting, "waits at 2,000")
    await ana.press(await ana.again(waiting), "Move…")
    assert words(await ana.ask("2,010")).startswith("Moved to 2,010.")
    pit.trading.tick("ETH", "1950.00")
    await pit.until(ana, waiting, "waits at 2,010")


async def test_a_delisting_settles_what_is_open_and_says_so(pit: Pit) -> None:
    ana = await pit.member()
    card = await pit.hold(ana, "/long SOL 100 5x sl 70 tp 100", "80.00")
    pit.trading.delist("SOL", "81.00")
    said = await pit.until(ana, card, "Delisted")
    assert "without a fee" in said
