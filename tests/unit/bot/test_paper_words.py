"""What a card says of an order, from being sent to the end of its position; lists, accounts and the restart's note."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.keyboards.paper_card import card_keyboard
from bot.keyboards.paper_lists import orders_keyboard, positions_keyboard
from bot.keyboards.paper_presses import AccountPress, HoldPress, LevelTradePress, OrderPress, PlanPress, TicketPress
from bot.paper.following import guards_of
from bot.paper.purse import Worth
from bot.paper.stories import Dropped, Ending, Guards, HandedOn, Held, Over, Resting, Sent, Story, Told
from bot.paper_parts import Standing
from bot.views.paper_account import AccountFigures, account_text, reset_text
from bot.views.paper_card import card_text
from bot.views.paper_lists import history_text, orders_text, positions_text, restart_note
from bot.views.start import PaperStart, start_text, welcome_back_text
from engine.club.people import Locale
from engine.exchange.orders import OrderStatus, Reason, Slot
from engine.market.values import MarketSource, Side
from engine.market.windows import Window
from tests.unit.bot.paper import ACCOUNT, CARD, POSITION, SYMBOL, TRADE, last_fill, order
from tests.unit.bot.test_screens import SCAN, reader
from tests.unit.exchange.markets import AT, D, contract, quote

CONTRACT = contract()
SOURCE = "<i>Simulated money · live prices · not advice</i>"
GUARDS = Guards(D("66010.0"), D("68100.0"))


def told(story: Story, locale: Locale = Locale.EN) -> str:
    return card_text(CARD, Told(story, CONTRACT), reader(locale))


def keys(story: Story) -> list[list[str]]:
    found = card_keyboard(CARD, Told(story, CONTRACT), reader())
    return [] if found is None else [[button.text for button in row] for row in found.inline_keyboard]


def test_a_position_is_the_screen_word_for_word() -> None:
    said = told(Held(POSITION, GUARDS, quote("67072.1", "67072.0"))).split("\n")
    assert said[0] == "✅ <b>LONG 0.015 BTC</b> at 66,590.0 · now 67,072 · <b>+$6.13</b> after fees"
    assert said[1] == "stop 66,010 (-$9.79) · target 68,100 (+$21.54) · liquidation 60,232.2"
    assert said[-1] == SOURCE
    assert keys(Held(POSITION, GUARDS, None)) == [
        ["Close", "Half", "Stop to entry"],
        ["Stop…", "Target…", "Trail…", "🗺 Map"],
    ]


def test_the_end_is_the_screen_word_for_word() -> None:
    said = told(Over(TRADE, Ending.TARGET, D("10021.5388"))).split("\n")
    assert said[0] == (
        "🎯 <b>Target hit at 68,100</b> after 2 h 34 min: <b>+$21.54</b>, 2.20 for 1 risked. Account $10,021.54."
    )
    assert said[1] == "LONG 0.015 BTC 10x, 66,590.0 to 68,100.0"
    assert keys(Over(TRADE, Ending.TARGET, D(1))) == [["📤 Share", "🔥 Next"], ["🗺 Map with my trade"]]


def test_a_loss_says_no_ratio_and_a_gap_says_where_the_stop_stood() -> None:
    lost = replace(TRADE, exit_usd=D("65900.0"), net_usdt=D("-11.44"))
    said = told(Over(lost, Ending.STOP, D("9988.56"), gap_usd=D("66010.0")))
    assert said.startswith("🛑 <b>Stopped at 65,900</b> after 2 h 34 min: <b>-$11.44</b>. Account $9,988.56.")
    assert "Your stop stood at 66,010: price jumped over it" in said


def test_a_liquidation_says_why_at_which_prices_and_what_it_cost() -> None:
    lost = replace(TRADE, exit_usd=D("59931.0"), net_usdt=D("-100.93"))
    over = Over(lost, Ending.LIQUIDATION, D("9899.07"), last_fill(0, "59931.0"), D("60232.2"))
    said = told(over)
    assert said.startswith("💥 <b>Liquidated at 59,931</b>")
    assert "The mark price reached 60,232.2" in said
    assert "at 59,931.0, the price at which the stake is used up. That cost $100.93, with a fee of $0.56." in said


def test_a_stop_that_price_jumped_over_by_more_than_the_stake_says_that_it_was_taken_over() -> None:
    lost = replace(TRADE, exit_usd=D("59931.0"), net_usdt=D("-100.93"))
    said = told(Over(lost, Ending.LIQUIDATION, D("9899.07"), last_fill(6, "59931.0"), D("60232.2")))
    assert "Price jumped beyond 59,931.0, where the stake is used up." in said
    assert "The trade cost $100.93, with a last fee of $0.56." in said
    assert "mark price" not in said


def test_a_resting_order_says_how_far_it_is_and_what_it_brings_along() -> None:
    resting = Resting(order(take_profit_ticks=654_300, stop_loss_ticks=689_500), quote("66590.0", "66589.9"))
    assert told(resting).split("\n")[:2] == [
        "⏳ <b>SELL 0.015 BTC</b> waits at 67,940 · now 66,590 (+2.0 % away)",
        "then stop 68,950 · target 65,430",
    ]
    assert keys(resting) == [["✖ Cancel order", "Move…"], ["💼 Account"]]


def test_a_partly_filled_order_shows_the_position_and_what_waits_still() -> None:
    held = Held(POSITION, GUARDS, None, order(filled="0.010"))
    assert "⏳ 0.01 of 0.015 filled; the rest waits at 67,940." in told(held)
    assert "now" not in told(held).split("\n")[0]
    assert keys(held)[-1] == ["✖ Cancel order", "Move…"]


def test_a_refused_order_says_which_rule_and_which_numbers() -> None:
    said = told(Dropped(Reason.NO_MONEY, (("need", "100.93"), ("have", "50.00")), is_refused=True))
    assert "the exchange refused the order" in said
    assert "The account does not have that much available.\nneeded 100.93 · have 50.00" in said


def test_sent_and_handed_on_have_no_buttons_to_press() -> None:
    assert keys(Sent()) == keys(HandedOn()) == []
    assert "it fills at the next price" in told(Sent()).lower()


def test_no_clock_stands_in_a_card_so_that_it_changes_only_with_what_it_tells() -> None:
    story = Held(POSITION, GUARDS, quote())
    later = replace(reader(), now=AT + timedelta(minutes=5))
    assert card_text(CARD, Told(story, CONTRACT), reader()) == card_text(CARD, Told(story, CONTRACT), later)


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("ending", list(Ending))
def test_every_end_is_told_in_every_language(locale: Locale, ending: Ending) -> None:
    said = told(Over(TRADE, ending, D(10_000), last_fill(0)), locale)
    assert "{" not in said
    assert "+$21.54" in said


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_of_the_exchange_has_its_words(locale: Locale, reason: Reason) -> None:
    assert "paper-reason" not in told(Dropped(reason, (), is_refused=False), locale)


def test_stops_and_targets_are_told_apart_by_their_ids() -> None:
    orders = [
        order(9, OrderStatus.WAITING, limit=None, trigger="68100"),
        order(10, OrderStatus.WAITING, limit=None, trigger="66010"),
        order(15, OrderStatus.WAITING, limit=None, trigger="66500"),
        order(16, OrderStatus.OPEN),
    ]
    assert guards_of(POSITION, orders) == Guards(D(66010), D(68100), D(66500))


def test_positions_say_what_waiting_costs() -> None:
    said = positions_text([Held(POSITION, GUARDS, quote())], {SYMBOL: CONTRACT}, MarketSource.LIVE, reader())
    assert said.startswith("<b>Your paper positions</b>, 1\n✅ <b>LONG 0.015 BTC</b>")
    assert "10x · funding at 10:00: you get about $0.13" in said
    assert [b.text for b in positions_keyboard([POSITION], reader()).inline_keyboard[0]] == [
        "✖ Close BTC",
        "½ BTC",
        "⚙ BTC",
    ]


def test_orders_are_listed_with_their_kind_and_can_be_cancelled_one_by_one() -> None:
    orders = [order(4), order(10, OrderStatus.WAITING, limit=None, trigger="66010", quantity="0"), order(12)]
    said = orders_text(orders, {SYMBOL: CONTRACT}, MarketSource.LIVE, reader())
    assert "🔴 sell 0.015 BTC: limit 67,940" in said
    assert "🔴 sell all BTC: stop 66,010" in said
    rows = orders_keyboard(orders, reader()).inline_keyboard
    assert [b.text for b in rows[0]] == ["✖ 1 BTC", "✖ 2 BTC", "✖ 3 BTC"]
    assert rows[1][0].text == "✖ Cancel all"


def test_history_numbers_its_trades_over_the_pages() -> None:
    said = history_text([TRADE], {SYMBOL: CONTRACT}, 11, MarketSource.LIVE, reader())
    assert "11. 6 Feb 08:34 · long BTC 10x · 66,590 to 68,100 · <b>+$21.54</b>" in said


def test_an_account_says_what_it_is_worth_and_how_it_got_there() -> None:
    worth = Worth(ACCOUNT, [POSITION], [], {SYMBOL: CONTRACT}, {SYMBOL: quote("67072.1", "67072.0")})
    said = account_text(AccountFigures(worth, D(10_000), 12, 7, False, Standing(212, D("0.002"))), reader())
    assert said.split("\n") == [
        "💼 <b>Paper account: $10,007.23</b>",
        "Today +$7.23 (+0.07 %)",
        "Since 3 Feb 06:00: +$7.23 (+0.07 %), started with $10,000.00",
        "Margin $100.38 · available $9,899.62",
        "1 position, no order",
        "12 trades, 7 won (58 %)",
        "Today's round: rank 212, +0.2 %",
        SOURCE,
    ]


def test_what_waiting_orders_hold_is_said_so_that_the_sum_comes_out() -> None:
    waiting = Worth(ACCOUNT, [], [order()], {SYMBOL: CONTRACT}, {})
    said = account_text(AccountFigures(waiting, D(10_000), 0, 0, False, None), reader())
    held = waiting.asked_usdt
    assert held > 0
    assert waiting.available_usdt == ACCOUNT.cash_usdt - held
    assert f"Margin $0.00, held for orders ${held:.2f} · available" in said
    assert "No open position, 1 order" in said


def test_a_reset_says_what_it_takes() -> None:
    worth = Worth(ACCOUNT, [POSITION], [], {SYMBOL: CONTRACT}, {})
    said = reset_text(worth, reader())
    assert "Your paper account with $10,000.00 is closed for good, its 1 position is closed at the next price" in said
    assert "you leave the running competition" in said


def test_start_opens_with_the_paper_account_and_welcomes_back_with_how_it_stands() -> None:
    new = start_text(reader(), 512, SCAN, PaperStart(D(10_000), D(10_000)))
    assert "try a plan with paper money" in new
    assert "Your <b>$10,000 paper account</b> is open. No sign-up, no card." in new
    back = welcome_back_text(reader(), 2, SCAN, PaperStart(D(10_000), D("10021.54"), D("0.00215"), 212))
    assert back.split("\n")[0] == (
        "<b>Welcome back, Maya.</b> Paper $10,021.54 · today +0.2 %, rank 212 · 2 alerts set."
    )


@pytest.mark.parametrize(
    ("positions", "orders", "said"),
    [
        (1, 2, "I was away for 2 min. Unchanged: 1 position and 2 orders."),
        (3, 0, "I was away for 2 min. Unchanged: 3 positions."),
    ],
)
def test_the_restart_is_said_in_one_line(positions: int, orders: int, said: str) -> None:
    assert restart_note(125.0, positions, orders, reader()).split("\n")[0] == said


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize(("positions", "orders"), [(0, 1), (1, 0), (1, 1), (2, 5), (5, 21)])
def test_the_restarts_note_reads_well_in_every_language(locale: Locale, positions: int, orders: int) -> None:
    said = restart_note(125.0, positions, orders, reader(locale))
    assert "  " not in said
    assert "{" not in said


def test_every_press_fits_into_64_bytes() -> None:
    number = "9999999999999.999999999999"
    presses = [
        PlanPress(leg="r", coin="A" * 20, window=Window.D180),
        LevelTradePress(side=Side.SHORT, coin="A" * 20, window=Window.D180, name="A12", price=0.00012345),
        TicketPress(do="b", id=2**62 - 1, value=number),
        HoldPress(do="s", symbol="1000000MOGUSDT", slot=Slot.SHORT, held="123456789.123", value="0.00012345"),
        OrderPress(do="x", id=2**62 - 1),
        AccountPress(do="d", page=100_000, id=2**62 - 1),
    ]
    for press in presses:
        assert len(press.pack().encode()) <= 64
        assert type(press).unpack(press.pack()) == press
