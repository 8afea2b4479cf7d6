"""What must not move a cent: bad input, prices that do not come or jump, presses twice or by others, outages."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from datetime import timedelta
from decimal import Decimal

import pytest
from aiohttp import ClientSession

from db.embedded import ServerAddresses
from engine.exchange.outputs import Cause
from tests.end_to_end.bot.bourse import Bourse, open_bourse
from tests.end_to_end.bot.hand_market import FIRST_USD, FUNDING_CAP
from tests.end_to_end.bot.person import Json, Someone, buttons, data_of, words
from tests.rooms import room

START = Decimal(10_000)


@pytest.fixture(scope="module")
async def house(
    server_addresses: ServerAddresses, tmp_path_factory: pytest.TempPathFactory, lent_painters: Executor
) -> AsyncIterator[Bourse]:
    """One for the module: everybody in it is somebody new."""
    assert server_addresses.redis_url is not None
    with room(server_addresses, "test_paper_faults_room") as url:
        async with (
            ClientSession() as http,
            open_bourse(
                url, f"{server_addresses.redis_url}", tmp_path_factory.mktemp("faults"), http, lent_painters
            ) as made,
        ):
            yield made


@pytest.fixture
async def bourse(house: Bourse) -> AsyncIterator[Bourse]:
    """At the first prices; whatever a test did, the books are right at its end."""
    house.market.is_silent = False
    for coin, price in FIRST_USD.items():
        if coin in house.market.prices:
            house.market.tick(coin, price)
    yield house
    assert await house.faults() == []


async def commands(bourse: Bourse, someone: Someone) -> int:
    """How many they sent to the exchange, done or not, beside the opening of their account."""
    account = await bourse.account(someone)
    sql = "SELECT count(*) - 1 AS n FROM paper_commands WHERE account_id = $1"
    row = await bourse.database.row(sql, account.account_id)
    assert row is not None
    return int(row["n"])


async def fills(bourse: Bourse, someone: Someone) -> int:
    account = await bourse.account(someone)
    row = await bourse.database.row("SELECT count(*) AS n FROM paper_fills WHERE account_id = $1", account.account_id)
    assert row is not None
    return int(row["n"])


BAD = (
    ("/long BTC -5 1000x", "“-5” does not work: it is below zero."),
    ("/long btc 1e309", "“1e309” does not work"),
    ("/long BTC 100 1000x", "1,000x is not possible with BTC: from 1x to 100x."),
    ("/long BTC 1 1x", "That buys less than the smallest order, 0.001 BTC."),
    ("/long BTC 999999 10x", "A stake of up to"),
    ("/short", "Which coin?"),
    ("/long btc nan", "does not work"),
    ("/long btc 100 10x sl -1", "does not work"),
    ("/long btc 0", "does not work"),
    ("/long btc 100 10x tp 1", "A target of a long lies above the entry of 66,590; 1 does not."),
    ("/close btc", "You hold no BTC on paper."),
    ("/close btc 200%", "is no share"),
)


async def test_bad_input_is_answered_and_nothing_is_sent_to_the_exchange(bourse: Bourse) -> None:
    ana = await bourse.member()
    for typed, said in BAD:
        assert said in words(await ana.ask(typed)), typed
    assert await commands(bourse, ana) == 0
    assert await bourse.cash(ana) == START


async def test_digits_of_another_script_are_numbers_and_a_ticket_alone_does_nothing(bourse: Bourse) -> None:
    ana = await bourse.member()
    ticket = await ana.ask("/short ٣ sol")
    assert words(ticket).startswith("Paper: SHORT SOL · simulated money\n")
    await ana.press(ticket, "✖ Cancel")
    assert words(await ana.again(ticket)) == "✖ SOL: not ordered. Nothing happened."
    assert await commands(bourse, ana) == 0


async def test_without_a_price_for_ten_minutes_there_is_no_ticket_and_a_sent_order_is_given_up(bourse: Bourse) -> None:
    ana, eve = await bourse.member(), await bourse.member()
    open_ticket, sent = await eve.ask("/long BTC 100 10x"), await ana.ask("/long BTC 100 10x")
    bourse.market.is_silent = True
    await ana.press(sent, "✅")
    bourse.pass_by(minutes=10)
    assert "No price came in time, so nothing was traded: I do not guess." in await bourse.until(ana, sent, "No price")
    assert words(await ana.ask("/long BTC 100 10x")).startswith("No price for BTC since")
    assert (await eve.press(open_ticket, "✅"))["text"].startswith("No price for BTC since")
    bourse.market.is_silent = False
    bourse.market.go_on()
    assert await fills(bourse, ana) == await fills(bourse, eve) == await commands(bourse, eve) == 0
    assert await bourse.cash(ana) == START


async def test_a_gap_through_stop_and_liquidation_costs_exactly_the_margin(bourse: Bourse) -> None:
    ana = await bourse.member()
    card = await bourse.buy(ana, "/long BTC 100 10x sl 66010")
    bourse.market.tick("BTC", "50000.0")
    said = await bourse.until(ana, card, "-$100.93")
    assert "Liquidated" in said
    assert words((await ana.answers(card["message_id"]))[0]).startswith("BTC ↑ Liquidated")
    notional, fee, bankrupt = Decimal("998.85"), Decimal("0.00055"), Decimal("0.9")
    assert await bourse.cash(ana) == START - notional * (Decimal("0.1") + fee + fee * bankrupt)
    assert words(await ana.ask("/positions")).startswith("No open positions.")
    assert words(await ana.ask("/orders")).startswith("No waiting orders.")


async def test_a_confirm_tapped_twice_and_on_two_devices_is_one_order(bourse: Bourse) -> None:
    ana = await bourse.member()
    phone, ticket = bourse.there(ana), await ana.ask("/long BTC 100 10x")
    phone.chat = "bot"
    await asyncio.gather(*(device.press(ticket, "✅") for device in (ana, phone, ana, phone)))
    bourse.market.go_on()
    await bourse.until(ana, ticket, "LONG 0.015 BTC")
    await ana.forge(ticket, data_of(await ana.again(ticket), "Close"))
    await bourse.flat(ana)
    assert await fills(bourse, ana) == 2


@pytest.mark.parametrize(("seconds", "price"), [(1, "66672.0"), (31, "66590.0")])
async def test_a_price_or_a_time_beyond_the_preview_is_shown_again_before_anything_is_sent(
    bourse: Bourse, seconds: int, price: str
) -> None:
    ana = await bourse.member()
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    bourse.market.tick("BTC", price, after=timedelta(seconds=seconds))
    await ana.press(ticket, "✅")
    assert words(await ana.again(ticket)).startswith(f"Price is {Decimal(price):,.0f} now (")
    assert await commands(bourse, ana) == 0
    await ana.press(await ana.again(ticket), "✅ Buy at")
    bourse.market.go_on()
    await bourse.until(ana, ticket, "LONG 0.015 BTC")


async def test_funding_at_the_cap_is_rate_times_position_at_the_mark(bourse: Bourse) -> None:
    ana, eve = await bourse.member(), await bourse.member()
    market = bourse.market
    await bourse.buy(ana, "/long BTC 100 10x")
    await bourse.buy(eve, "/short BTC 100 10x")
    hour = market.now.replace(minute=0, second=0, microsecond=0)
    instant = hour + timedelta(hours=8 - hour.hour % 8)
    market.rates["BTC"] = FUNDING_CAP * 2  # more than the contract allows
    market.to(instant - timedelta(seconds=2))
    market.go_on()
    market.go_on(timedelta(seconds=2))
    for someone, sign in ((ana, -1), (eve, 1)):
        account = await bourse.account(someone)

        async def paid(account_id: int = account.account_id) -> list[Decimal]:
            assert bourse.deps.paper is not None
            rows = await bourse.deps.paper.reader.ledger(account_id)
            return [row.amount_usdt for row in rows if row.cause is Cause.FUNDING]

        assert await bourse.eventually(paid) == [Decimal("0.015") * Decimal("66590.0") * FUNDING_CAP]
        before = START - Decimal("0.015") * Decimal("66590.0" if sign < 0 else "66589.9") * Decimal("0.00055")
        assert await bourse.cash(someone) == before + sign * Decimal("4.99425")
    market.rates.clear()


async def test_strangers_and_forged_presses_reach_nothing_of_anybody(bourse: Bourse) -> None:
    ana, eve = await bourse.member(), await bourse.member()
    own = await eve.ask("/positions")
    ticket = await ana.ask("/long BTC 100 10x sl 66010 tp 68100")
    assert (await eve.forge(own, data_of(ticket, "✅")))["text"].startswith("That ticket is over or not yours.")
    await ana.press(ticket, "✅")
    bourse.market.go_on()
    await bourse.until(ana, ticket, "LONG 0.015")
    held = await ana.again(ticket)
    for button in buttons(held):
        if "callback_data" in button:
            await eve.forge(own, button["callback_data"])
    for junk in ("pt:b:1:", "pt:s:1:-5", "pt:s:1:1e309", "pa:d:1:1:0", "pp:s:;DROP:0::", "pz:1:tron", "po:p:1", "\x00"):
        assert (await eve.forge(own, junk))["text"]
    account = await bourse.account(ana)
    assert bourse.deps.paper is not None
    (position,) = await bourse.deps.paper.reader.positions(account.account_id)
    assert position.quantity == Decimal("0.015")
    assert len(await bourse.deps.paper.reader.orders(account.account_id)) == 2
    assert await commands(bourse, eve) == 0
    assert await bourse.cash(eve) == START


async def test_a_reset_in_the_middle_closes_what_is_open_and_happens_once(bourse: Bourse) -> None:
    ana = await bourse.member()
    await bourse.buy(ana, "/long BTC 100 10x sl 66010 tp 68100")
    waiting = await ana.ask("/short ETH 100 5x at 2000")
    await ana.press(waiting, "✅")
    bourse.market.go_on()
    await bourse.until(ana, waiting, "waits at 2,000")
    before, asked = await bourse.account(ana), await ana.ask("/reset")
    again = data_of(asked, "Begin again with $500")
    await asyncio.gather(*(ana.press(asked, "Begin again with $500") for _ in range(3)))

    async def anew() -> bool:
        return (await bourse.account(ana)).account_id != before.account_id

    await bourse.eventually(anew)
    await ana.forge(asked, again)
    now = await bourse.account(ana)
    assert (now.number, now.cash_usdt, now.start_usdt) == (2, Decimal(500), Decimal(500))
    assert bourse.deps.paper is not None

    async def closed() -> bool:
        assert bourse.deps.paper is not None
        reader = bourse.deps.paper.reader
        return not await reader.positions(before.account_id) and not await reader.orders(before.account_id)

    await bourse.eventually(closed)


async def test_while_redis_is_away_orders_are_taken_and_filled_all_the_same(bourse: Bourse) -> None:
    ana = await bourse.member()
    await bourse.redis_line.cut()
    try:
        ticket = await ana.ask("/long BTC 100 10x")
        await ana.press(ticket, "✅")

        async def held() -> bool:
            return "LONG 0.015 BTC" in words(await ana.ask("/positions"))

        await bourse.eventually(held, within_s=30)
    finally:
        await bourse.redis_line.mend()
    await bourse.database.run("UPDATE paper_cards SET not_before = clock_timestamp()")  # half a minute has passed
    await bourse.until(ana, ticket, "LONG 0.015 BTC")
    await bourse.close(ana, "btc")
    assert await fills(bourse, ana) == 2


async def test_an_exchange_that_was_started_anew_goes_on_with_what_is_open(
    bourse: Bourse, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = await bourse.member()
    card = await bourse.buy(ana, "/long BTC 100 10x sl 66010 tp 68100")
    await bourse.stop_exchange()
    sent = await ana.ask("/long ETH 100 5x")
    await ana.press(sent, "✅")
    await bourse.start_exchange()
    assert "Paper: adopted" in capsys.readouterr().out
    await bourse.until(ana, sent, "LONG")
    bourse.market.tick("BTC", "68100.1")
    assert "Target hit at 68,100" in await bourse.until(ana, card, "Target hit")
    assert await fills(bourse, ana) == 3


async def test_a_delisted_contract_is_settled_at_its_last_mark_without_a_fee_and_its_orders_are_cancelled(
    bourse: Bourse,
) -> None:
    ana = await bourse.member()
    card = await bourse.buy(ana, "/long SOL 100 5x sl 70 tp 100")
    waiting: Json = await ana.ask("/long SOL 100 5x at 75")
    await ana.press(waiting, "✅")
    bourse.market.go_on()
    await bourse.until(ana, waiting, "waits at 75")
    paid = START - await bourse.cash(ana)
    bourse.market.tick("SOL", "81.00")
    bourse.market.list("BTC", "ETH")
    said = await bourse.until(ana, card, "Delisted")
    assert "without a fee" in said
    assert "The exchange ended the contract." in await bourse.until(ana, waiting, "The exchange ended")
    bought = paid / Decimal("0.00055") / Decimal("80.00")
    assert await bourse.cash(ana) == START - paid + bought * Decimal(1)
