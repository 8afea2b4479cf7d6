"""Whatever is wished: a ticket whose figures agree with each other, or a refusal that says what would work."""

from decimal import Decimal

import hypothesis.strategies as st
from hypothesis import given, settings

from engine.errors import Refused
from engine.exchange.rules.precision import exact
from engine.exchange.ticket import Ticket, make_ticket
from engine.exchange.wish import AtPrice, OfMargin, Risk, ShareOfAvailable, Stake, TrailDistance, TrailShare, Wish
from engine.market.values import Side
from tests.unit.exchange.markets import D, contract, quote

BTC = contract()


def amounts(smallest: str, largest: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(D(smallest), D(largest), places=places, allow_nan=False, allow_infinity=False)


PRICES = amounts("60000", "73000", 2) | amounts("0.01", "1000000000", 2)
LEVELS = st.none() | st.builds(AtPrice, PRICES) | st.builds(OfMargin, amounts("0.001", "3", 3))
SIZES = (
    st.builds(Stake, amounts("0.01", "1000000000000", 2))
    | st.builds(Stake, amounts("10", "900", 2))
    | st.builds(Risk, amounts("0.01", "500", 2))
    | st.builds(ShareOfAvailable, amounts("0.001", "1", 3))
)
TRAILS = st.none() | st.builds(TrailShare, amounts("0.0001", "0.99", 4)) | st.builds(TrailDistance, PRICES)
WISHES = st.builds(
    Wish, st.sampled_from(Side), SIZES, amounts("1", "100", 2), LEVELS, LEVELS, st.none() | PRICES, TRAILS
)


@settings(max_examples=1500, deadline=None)
@given(WISHES, amounts("0", "100000", 2))
def test_a_wish_is_a_ticket_or_a_refusal(wish: Wish, available: Decimal) -> None:
    try:
        ticket = make_ticket(BTC, quote(), wish, available)
    except Refused:
        return
    _agrees(ticket, wish, available)


@exact
def _agrees(ticket: Ticket, wish: Wish, available: Decimal) -> None:
    sign = ticket.side.sign
    assert ticket.lots * BTC.lot_size == ticket.quantity >= BTC.min_quantity
    assert ticket.notional_usdt == ticket.quantity * ticket.entry_usd >= BTC.min_notional_usdt
    assert abs(ticket.stake_usdt * ticket.leverage - ticket.notional_usdt) < D("1e-30")
    assert ticket.stake_usdt < ticket.worst_loss_usdt <= available
    if ticket.loss_usdt is not None:
        assert 0 < ticket.loss_usdt < ticket.worst_loss_usdt
    if isinstance(wish.size, Risk):
        assert ticket.loss_usdt is not None
        assert ticket.loss_usdt <= wish.size.usdt
    if ticket.stop_usd is not None:
        assert sign * (ticket.entry_usd - ticket.stop_usd) > 0
    if ticket.stop_usd is not None and ticket.trail_usd is None and ticket.liquidation_usd is not None:
        assert sign * (ticket.stop_usd - ticket.liquidation_usd) >= 0
