"""The paper ticket, word for word and number for number, on the moment the screens were written for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.keyboards.ticket import Goal, moved_keyboard, seen, ticket_keyboard
from bot.keyboards.ticket_fixes import fixes_keyboard
from bot.views.ticket import moved_text, ticket_text
from bot.views.ticket_refusals import refusal_text
from engine.club.drafts import Draft, Shown, SizeBy
from engine.club.people import Locale
from engine.exchange.orders import Limits
from engine.exchange.refusals import RiskImpossible, RoundLeverage, RoundShare, StopTooClose
from engine.exchange.ticket import make_ticket
from engine.exchange.venues.paper.round_rules import check_round
from engine.exchange.wish import AtPrice, Coins, OfMargin, Stake, Wish
from engine.market.values import Coin, MarketSource, Side, Symbol
from engine.market.windows import Window
from tests.unit.bot.paper import POSITION
from tests.unit.bot.test_screens import reader
from tests.unit.exchange.markets import AT, D, contract, quote

WISH = Wish(Side.LONG, Stake(D(100)), D(10), AtPrice(D(66010)), AtPrice(D(68100)))
CONTRACT = contract()
TICKET = make_ticket(CONTRACT, quote(), WISH, D(10_000))
SHOWN = Shown(TICKET.entry_usd, TICKET.quantity, TICKET.win_usdt, TICKET.loss_usdt, AT)
DRAFT = Draft(
    7,
    7,
    MarketSource.RECORDED,
    Coin("BTC"),
    Symbol("BTCUSDT"),
    Side.LONG,
    SizeBy.STAKE,
    D(100),
    D(10),
    Window.H12,
    None,
    D(66010),
    D(68100),
    SHOWN,
)
GOALS = [Goal("A1", D(66880), D("3.25")), Goal("A2", D(68100), D("21.54"))]

SCREEN = """<b>Paper: LONG BTC</b> · simulated money
<pre>Stake             $99.89
Position 10x     $998.85 0.015 BTC
Buy at market  66,590.0
Target A2      68,100.0   +$21.54
Stop           66,010.0    -$9.79
Liquidation    60,232.2     -9.5%</pre>
<b>Win $21.54 or lose $9.79</b>, fees of $1.11 in and out included.
If price jumps over the stop, at most $100.93 is lost: stake and fees.
Funding at 10:00: you would get about $0.13.
<i>Good for 30 s or 0.10 % of price; after that I show it again.</i>"""


def texts(markup: object) -> list[list[str]]:
    return [[button.text for button in row] for row in markup.inline_keyboard]  # type: ignore[attr-defined]


def test_the_ticket_is_the_screen_word_for_word() -> None:
    assert ticket_text(TICKET, "A2", D("66590.0"), None, MarketSource.LIVE, reader()) == SCREEN


def test_a_ticket_against_what_is_held_shows_what_is_left_and_what_closing_brings() -> None:
    short = replace(POSITION, side=Side.SHORT, quantity=D("0.010"), entry_usd=D(66_600), realised_usdt=D("-0.37"))
    got = make_ticket(CONTRACT, quote(), WISH, D(10_000), short.quantity)
    said = ticket_text(got, "A2", D("66590.0"), short, MarketSource.LIVE, reader())
    assert "Position 10x     $332.95 0.005 BTC" in said
    assert "The order is for 0.015 BTC: 0.01 close your short first (-$0.64 after fees), and the rest is" in said
    assert "<b>Win $7.18 or lose $3.26</b>" in said


@pytest.mark.parametrize(
    ("locale", "whole", "part"),
    [
        (
            Locale.EN,
            "This only closes your short of 0.015 BTC: <b>",
            "This only closes 0.015 BTC of your short of",
        ),
        (Locale.ES, "Esto solo cierra tu corto de 0.015 BTC: <b>", "Esto solo cierra 0.015 BTC de tu corto de"),
        (Locale.RU, "Это только закроет ваш шорт 0.015 BTC: <b>", "Это только закроет 0.015 BTC из вашего шорта"),
    ],
)
def test_a_ticket_that_only_closes_says_so_and_promises_nothing(locale: Locale, whole: str, part: str) -> None:
    for held, said in ((D("0.015"), whole), (D("0.02"), part)):
        short = replace(POSITION, side=Side.SHORT, quantity=held)
        got = make_ticket(CONTRACT, quote(), WISH, D(10_000), held)
        text = ticket_text(got, "A2", D("66590.0"), short, MarketSource.LIVE, reader(locale))
        assert said in text
        assert "<pre>" not in text
        assert "$0.00" not in text


def test_a_ticket_that_adds_says_what_stop_and_target_mean_for_the_whole() -> None:
    said = ticket_text(TICKET, "A2", D("66590.0"), POSITION, MarketSource.LIVE, reader())
    assert "stop and target become those of the whole: +$43.08 at the target, -$19.59 at the stop." in said


def test_a_funding_below_a_cent_is_not_called_nothing() -> None:
    little = replace(TICKET, funding_usdt=D("0.0004"))
    said = ticket_text(little, None, D("66590.0"), None, MarketSource.LIVE, reader())
    assert "you would get less than $0.01." in said


def test_the_tickets_buttons_are_those_of_the_screen() -> None:
    keys = ticket_keyboard(DRAFT, TICKET, GOALS, reader())
    assert texts(keys) == [
        ["✅ Buy · risk $9.79"],
        ["Stake $50", "$100 •", "$250", "Risk $…"],
        ["3x", "5x", "10x •", "Stop…", "Target…"],
        ["A1 66,880: +$3.25", "A2 68,100: +$21.54 •"],
        ["✖ Cancel"],
    ]
    assert keys.inline_keyboard[0][0].style == "success"
    assert keys.inline_keyboard[-1][0].style == "danger"


def test_a_stop_in_percent_that_is_impossible_offers_the_percent_it_names() -> None:
    with pytest.raises(RiskImpossible) as refused:
        make_ticket(CONTRACT, quote(), replace(WISH, stop=OfMargin(D("0.01"))), D(10_000))
    said = refusal_text(refused.value, DRAFT, CONTRACT, reader())
    assert "From 3 % on it makes sense, or with 4x." in said
    assert texts(fixes_keyboard(DRAFT, refused.value, (), CONTRACT, reader()))[0] == ["Use 3 %", "Use 4x"]


def test_a_ticket_whose_price_moved_says_by_how_much_and_what_it_means() -> None:
    moved = make_ticket(CONTRACT, quote("66672.0", "66671.9"), replace(WISH, size=Coins(D("0.015"))), D(10_000))
    said = moved_text(D("66590.0"), moved, reader())
    assert said.split("\n")[0] == "Price is 66,672 now (+0.12 %). Same stop: win $20.31 or lose $11.02."
    assert texts(moved_keyboard(DRAFT, moved, reader())) == [["✅ Buy at 66,672", "✖ Cancel"]]


def test_a_stop_that_fees_make_meaningless_is_refused_with_numbers_and_ways_on() -> None:
    with pytest.raises(StopTooClose) as refused:
        make_ticket(CONTRACT, quote(), replace(WISH, stop=AtPrice(D(66560))), D(10_000))
    error = refused.value
    assert refusal_text(error, DRAFT, CONTRACT, reader()) == (
        "Stop 66,560 is $0.45 away from your entry; fees alone are $1.10. "
        "From 66,300 on it makes sense: lose at most $5.45."
    )
    keys = fixes_keyboard(DRAFT, error, [D(66010)], CONTRACT, reader())
    assert texts(keys)[0] == ["Use 66,300", "Use 66,010"]


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize(("price", "tick", "lot"), [("66590.0", "0.1", "0.001"), ("0.0000041", "0.0000000001", "100")])
def test_columns_are_ascii_and_fit_a_phone_in_every_language(
    locale: Locale, side: Side, price: str, tick: str, lot: str
) -> None:
    wish = Wish(side, Stake(D(250)), D("12.5"), None, None)
    own = contract("PEPE", tick, lot)
    own = replace(own, max_market_quantity=D(10) ** 12, max_quantity=D(10) ** 12)
    ticket = make_ticket(own, quote(price, price, price), wish, D(10_000))
    said = ticket_text(ticket, "A2", D(price), None, MarketSource.LIVE, reader(locale))
    block = said.split("<pre>")[1].split("</pre>")[0]
    assert block.isascii()
    assert max(len(row) for row in block.split("\n")) <= 34


def test_a_simulated_market_says_so_on_the_ticket() -> None:
    said = ticket_text(TICKET, None, D("66590.0"), None, MarketSource.SIMULATED, reader())
    assert "SIMULATED prices" in said


def test_a_press_on_buy_carries_which_showing_it_answers() -> None:
    buy = ticket_keyboard(DRAFT, TICKET, GOALS, reader()).inline_keyboard[0][0]
    assert buy.callback_data == f"pt:b:7:{seen(DRAFT)}"
    assert SHOWN.quantity == D("0.015")
    for other in (
        replace(DRAFT, stop_usd=D(66011)),
        replace(DRAFT, leverage=D(11)),
        replace(DRAFT, shown=replace(SHOWN, quantity=D("0.016"))),
        replace(DRAFT, shown=replace(SHOWN, entry_usd=D(66591))),
    ):
        assert seen(other) != seen(DRAFT)


def test_everything_a_ticket_asks_is_at_most_64_bytes() -> None:
    huge = replace(DRAFT, ticket_id=2**62 - 1, target_usd=Decimal("9999999999999.123456789012"))
    goals = [Goal("A12", Decimal("9999999999999.123456789012"), D(1))]
    for row in ticket_keyboard(huge, TICKET, goals, reader()).inline_keyboard:
        for button in row:
            assert len((button.callback_data or "").encode()) <= 64


LIMITS = Limits(1000, 200_000)


def test_a_round_refuses_more_leverage_than_it_allows_and_says_what_would_work() -> None:
    ticket = make_ticket(CONTRACT, quote(), replace(WISH, leverage=D(20)), D(10_000))
    with pytest.raises(RoundLeverage) as refused:
        check_round(LIMITS, ticket, D(0), D(10_000))
    said = refusal_text(refused.value, DRAFT, CONTRACT, reader())
    assert said == "The running competition allows at most 10x; this has 20x. /reset leaves it."
    assert "Use 10x" in texts(fixes_keyboard(DRAFT, refused.value, [], CONTRACT, reader()))[0]


def test_a_round_refuses_more_of_one_coin_than_its_share_and_offers_the_stake_that_fits() -> None:
    ticket = make_ticket(CONTRACT, quote(), replace(WISH, size=Stake(D(1000))), D(10_000))
    with pytest.raises(RoundShare) as refused:
        check_round(LIMITS, ticket, D(1500), D(10_000))
    said = refusal_text(refused.value, DRAFT, CONTRACT, reader())
    assert said.startswith(
        "The running competition allows 20 % of the account in one coin, $2,000.00 now; this would be"
    )
    stake = refused.value.largest_stake_usdt
    smaller = make_ticket(CONTRACT, quote(), replace(WISH, size=Stake(stake)), D(10_000))
    check_round(LIMITS, smaller, D(1500), D(10_000))


def test_without_a_round_there_is_nothing_to_hold_to() -> None:
    check_round(None, TICKET, D(10**6), D(1))
