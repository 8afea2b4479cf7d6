"""The ticket of the fifth screen, figure by figure, and what is said when it is confirmed later."""

from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from engine.exchange.rules.margin_stop import price_for_result
from engine.exchange.ticket import Ticket, make_ticket, moved, needs_new_preview, repeated
from engine.exchange.wish import AtPrice, Coins, OfMargin, Risk, ShareOfAvailable, Stake, TrailShare, Wish
from engine.market.values import Side
from tests.unit.exchange.markets import AT, FUNDING_AT, D, contract, quote

BTC = contract()
RIDE = Wish(Side.LONG, Stake(D(100)), D(10), AtPrice(D(66010)), AtPrice(D(68100)))
AVAILABLE = D(10_000)


def shown(amount: Decimal | None, places: str = "0.01") -> str:
    assert amount is not None
    return str(amount.quantize(D(places), ROUND_HALF_UP))


@pytest.fixture
def ticket() -> Ticket:
    return make_ticket(BTC, quote(), RIDE, AVAILABLE)


def test_the_screens_ticket_comes_out_to_the_cent(ticket: Ticket) -> None:
    assert shown(ticket.stake_usdt) == "99.89"
    assert (shown(ticket.notional_usdt), ticket.quantity, ticket.lots) == ("998.85", D("0.015"), 15)
    assert ticket.entry_usd == D("66590.0")
    assert (ticket.target_usd, shown(ticket.win_usdt)) == (D(68100), "21.54")
    assert (ticket.stop_usd, shown(ticket.loss_usdt)) == (D(66010), "9.79")
    assert ticket.liquidation_usd == D("60232.2")
    assert ticket.liquidation_distance is not None
    assert shown(ticket.liquidation_distance * 100, "0.1") == "-9.5"
    assert shown(ticket.fees_usdt) == "1.11"
    assert shown(ticket.worst_loss_usdt) == "100.93"
    assert (shown(ticket.funding_usdt), ticket.funding_at) == ("0.13", FUNDING_AT)
    assert shown(ticket.reward) == "2.20"


def test_what_closes_an_opposite_position_first_counts_only_the_rest(ticket: Ticket) -> None:
    rest = make_ticket(BTC, quote(), replace(RIDE, size=Coins(D("0.005"))), AVAILABLE)
    got = make_ticket(BTC, quote(), RIDE, AVAILABLE, D("0.010"))
    assert (got.quantity, got.closes, got.opens) == (D("0.015"), D("0.010"), D("0.005"))
    assert (got.win_usdt, got.loss_usdt, got.stake_usdt) == (rest.win_usdt, rest.loss_usdt, rest.stake_usdt)
    assert (got.liquidation_usd, got.worst_loss_usdt) == (rest.liquidation_usd, rest.worst_loss_usdt)


def test_what_only_closes_can_neither_win_nor_lose_nor_cost_a_stake() -> None:
    got = make_ticket(BTC, quote(), RIDE, D(0), D("0.020"))
    assert (got.quantity, got.closes, got.opens) == (D("0.015"), D("0.015"), D(0))
    assert (got.win_usdt, got.loss_usdt, got.liquidation_usd, got.funding_usdt) == (None, None, None, None)
    assert (got.stake_usdt, got.worst_loss_usdt) == (D(0), D(0))
    assert (got.target_usd, got.stop_usd) == (D(68100), D(66010))


def test_the_nearer_level_wins_what_its_button_says() -> None:
    nearer = replace(RIDE, target=AtPrice(D(66880)))
    assert shown(make_ticket(BTC, quote(), nearer, AVAILABLE).win_usdt) == "3.25"


def test_a_ticket_priced_anew_keeps_its_size_and_stop(ticket: Ticket) -> None:
    later = make_ticket(BTC, quote(ask="66672.0", bid="66671.9"), repeated(ticket), AVAILABLE)
    assert (later.entry_usd, later.quantity) == (D(66672), ticket.quantity)
    assert (shown(later.win_usdt), shown(later.loss_usdt)) == ("20.31", "11.02")
    assert shown(moved(ticket.entry_usd, later.entry_usd) * 100) == "0.12"


def test_an_order_is_good_for_thirty_seconds_or_a_thousandth_of_price() -> None:
    soon, late = AT + timedelta(seconds=30), AT + timedelta(seconds=30, milliseconds=1)
    assert not needs_new_preview(D(1000), AT, D(1001), soon)
    assert not needs_new_preview(D(1000), AT, D(999), soon)
    assert needs_new_preview(D(1000), AT, D("1001.1"), AT)
    assert needs_new_preview(D(1000), AT, D("998.9"), AT)
    assert needs_new_preview(D(1000), AT, D(1000), late)
    assert needs_new_preview(D(66590), AT, D(66672), AT)


def test_a_short_sells_at_the_bid_and_is_liquidated_above() -> None:
    short = Wish(Side.SHORT, Stake(D(100)), D(10), AtPrice(D(67_000)), AtPrice(D(65_000)))
    got = make_ticket(BTC, quote(), short, AVAILABLE)
    assert got.entry_usd == D("66589.9")
    assert got.liquidation_usd is not None
    assert got.liquidation_usd > D(67_000)
    assert got.liquidation_distance is not None
    assert got.liquidation_distance > 0
    assert got.funding_usdt is not None
    assert got.funding_usdt < 0


def test_a_limit_that_rests_pays_the_makers_fee_and_one_that_crosses_takes() -> None:
    resting = make_ticket(BTC, quote(), replace(RIDE, limit_usd=D("66500.07")), AVAILABLE)
    assert (resting.entry_usd, resting.limit_usd) == (D("66500.0"), D("66500.0"))
    assert resting.fees_usdt == resting.quantity * (D(66500) * D("0.0002") + D(68100) * D("0.00055"))
    crossing = make_ticket(BTC, quote(), replace(RIDE, limit_usd=D(66600)), AVAILABLE)
    assert (crossing.entry_usd, crossing.limit_usd) == (D("66590.0"), D("66600.0"))
    assert crossing.fees_usdt == make_ticket(BTC, quote(), RIDE, AVAILABLE).fees_usdt


@pytest.mark.parametrize("side", Side)
def test_a_risk_loses_at_most_what_was_said(side: Side) -> None:
    stop = AtPrice(D(66590) * (1 - side.sign * D("0.01")))
    got = make_ticket(BTC, quote(), Wish(side, Risk(D(10)), D(10), stop), AVAILABLE)
    assert got.loss_usdt is not None
    assert got.loss_usdt <= 10
    more = make_ticket(BTC, quote(), Wish(side, Coins(got.quantity + D("0.001")), D(10), stop), AVAILABLE)
    assert more.loss_usdt is not None
    assert more.loss_usdt > 10


@pytest.mark.parametrize("side", Side)
def test_a_stop_in_percent_loses_that_share_of_the_margin_with_fees(side: Side) -> None:
    got = make_ticket(
        BTC, quote(), Wish(side, Stake(D(5000)), D(10), OfMargin(D("0.05")), OfMargin(D("0.2"))), AVAILABLE
    )
    exact = price_for_result(side, got.entry_usd, D(10), D("-0.05"), BTC.taker_fee, BTC.taker_fee)
    assert got.stop_usd is not None
    assert abs(got.stop_usd - exact) < BTC.tick_size
    assert got.loss_usdt is not None
    assert got.win_usdt is not None
    assert D("0.0499") < got.loss_usdt / got.stake_usdt <= D("0.05")
    assert D("0.2") <= got.win_usdt / got.stake_usdt < D("0.2001")


def test_a_risk_with_a_stop_in_percent_sizes_the_stake() -> None:
    got = make_ticket(BTC, quote(), Wish(Side.LONG, Risk(D(10)), D(10), OfMargin(D("0.05"))), AVAILABLE)
    assert D(190) < got.stake_usdt <= D(200)
    assert got.loss_usdt is not None
    assert got.loss_usdt <= 10


def test_all_of_the_balance_means_what_fees_leave_of_it() -> None:
    got = make_ticket(BTC, quote(), Wish(Side.LONG, ShareOfAvailable(D(1)), D(10)), AVAILABLE)
    assert got.worst_loss_usdt <= AVAILABLE < got.worst_loss_usdt * D("1.001")
    half = make_ticket(BTC, quote(), Wish(Side.LONG, ShareOfAvailable(D("0.5")), D(10)), AVAILABLE)
    assert D(4990) < half.stake_usdt <= D(5000)


def test_a_trailing_stop_counts_as_the_stop_it_begins_with() -> None:
    got = make_ticket(BTC, quote(), Wish(Side.LONG, Stake(D(100)), D(10), trail=TrailShare(D("0.015"))), AVAILABLE)
    assert (got.stop_usd, got.trail_usd) == (None, D("998.9"))
    assert got.loss_usdt is not None
    assert got.loss_usdt > D("0.015") * D("998.9")
    tight = make_ticket(BTC, quote(), replace(repeated(got), stop=AtPrice(D(66300))), AVAILABLE)
    assert tight.loss_usdt is not None
    assert tight.loss_usdt < got.loss_usdt


def test_nothing_liquidates_a_long_without_leverage() -> None:
    got = make_ticket(BTC, quote(), Wish(Side.LONG, Stake(D(100)), D(1)), AVAILABLE)
    assert (got.liquidation_usd, got.liquidation_distance) == (None, None)
    assert (got.win_usdt, got.loss_usdt, got.reward) == (None, None, None)


def test_a_target_inside_the_fees_wins_nothing_for_one_risked() -> None:
    got = make_ticket(BTC, quote(), replace(RIDE, target=AtPrice(D(66600))), AVAILABLE)
    assert got.win_usdt is not None
    assert got.win_usdt < 0
    assert got.reward is None
