"""Drift: paper fills beside a tape with round prices, where the difference is done in one's head."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from engine.exchange.drift import Tape, Verdict, compare_fills
from engine.exchange.drift_summary import summarise
from engine.exchange.orders import Slot
from engine.exchange.outputs import FillCause, FillModel
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Bars, Coin, Symbol
from tests.unit.exchange.markets import AT, D

BTC = Symbol("BTCUSDT")
T0 = round(AT.timestamp() * 1000)


def fill(
    price: str, *, is_buy: bool = True, quantity: str = "2", model: FillModel = FillModel.BOOK, coin: str = "BTC"
) -> PaperFill:
    return PaperFill(
        fill_id=1,
        account_id=1,
        order_id=4,
        symbol=Symbol(f"{coin}USDT"),
        coin=Coin(coin),
        slot=Slot.ONE_WAY,
        at=AT,
        sent_at=AT - timedelta(seconds=10),
        is_buy=is_buy,
        price_usd=D(price),
        quantity=D(quantity),
        is_maker=model is FillModel.QUEUE,
        fee_usdt=D(0),
        realised_usdt=D(0),
        cause=FillCause.ORDER,
        model=model,
    )


def tape(trades: Sequence[tuple[int, float, float, bool]]) -> Tape:
    """(ms after the fill, price, quantity, whether the taker bought)."""
    at, price, quantity, is_buy = zip(*trades, strict=True)
    return Tape(np.array(at) + T0, np.array(price), np.array(quantity), np.array(is_buy))


def test_a_taker_is_measured_by_what_takers_of_its_direction_paid_then() -> None:
    trades = tape([(-1, 90, 9, True), (0, 100, 1, True), (5, 50, 9, False), (9, 102, 9, True)])
    (got,) = compare_fills([fill("100")], {BTC: trades})
    assert (got.verdict, got.reference_usd) == (Verdict.TAKEN, 101)
    assert got.advantage_usdt == pytest.approx(2)
    assert got.advantage_bps == pytest.approx(1 / 101 * 1e4)
    (sold,) = compare_fills([fill("51", is_buy=False)], {BTC: trades})
    assert sold.advantage_usdt == pytest.approx(2)


def test_too_little_volume_in_time_is_no_answer() -> None:
    trades = tape([(0, 100, 1, True), (5001, 100, 9, True)])
    (got,) = compare_fills([fill("100")], {BTC: trades})
    assert (got.verdict, got.reference_usd, got.advantage_bps, got.advantage_usdt) == (
        Verdict.UNANSWERED,
        None,
        None,
        None,
    )
    assert compare_fills([fill("100")], {})[0].verdict is Verdict.UNANSWERED


@pytest.mark.parametrize(
    "trades", [[(-5, 99.9, 0.1, False)], [(-5, 100.0, 1.0, False), (0, 100.0, 1.0, False)]], ids=["through", "volume"]
)
def test_a_maker_is_confirmed_by_a_price_beyond_or_its_volume_at_it(
    trades: list[tuple[int, float, float, bool]],
) -> None:
    (got,) = compare_fills([fill("100", model=FillModel.QUEUE)], {BTC: tape(trades)})
    assert (got.verdict, got.advantage_bps) == (Verdict.PASSED, 0)


def test_a_quantity_that_traded_to_the_last_coin_is_an_answer() -> None:
    trades = tape([(at, 100, 0.1, True) for at in range(3)])
    assert compare_fills([fill("100", quantity="0.3")], {BTC: trades})[0].reference_usd == pytest.approx(100)


def test_a_maker_the_tape_does_not_confirm_costs_what_taking_would_have() -> None:
    trades = tape([(-5, 100, 1, False), (3, 101, 5, True), (4, 99, 9, False)])
    (got,) = compare_fills([fill("100", model=FillModel.QUEUE)], {BTC: trades})
    assert (got.verdict, got.reference_usd) == (Verdict.NOT_REACHED, 101)


def test_a_trade_from_before_the_order_confirms_nothing() -> None:
    trades = tape([(-10_001, 90, 9, False), (1, 101, 9, True)])
    (got,) = compare_fills([fill("100", model=FillModel.QUEUE)], {BTC: trades})
    assert got.verdict is Verdict.NOT_REACHED


@pytest.mark.parametrize(("first_ms", "reference"), [(0, 101.0), (60_000, 101.0), (60_001, None)])
def test_without_a_tape_the_next_candles_open_is_asked(first_ms: int, reference: float | None) -> None:
    one = np.array([101.0])
    bars = Bars(60_000, np.array([T0 + first_ms]), one, one, one, one, one, one, one)
    (got,) = compare_fills([fill("100", model=FillModel.BAR)], {}, {BTC: bars})
    assert got.reference_usd == reference


def test_settlements_and_takeovers_have_nothing_to_compare() -> None:
    assert compare_fills([fill("100", model=FillModel.PRICE), fill("100", model=FillModel.VENUE)], {}) == []


def test_the_summary_counts_by_model_and_coin() -> None:
    trades = tape([(0, 100, 100, True), (0, 100, 100, False)])
    fills = [fill("100"), fill("99.9"), fill("100.01"), fill("50", coin="SOL"), fill("100", model=FillModel.QUEUE)]
    drifts = summarise(compare_fills(fills, {BTC: trades}), bound_bps=5)
    assert [(d.model, d.coin, d.fills, d.compared) for d in drifts] == [
        (None, None, 5, 4),
        (FillModel.BOOK, None, 4, 3),
        (FillModel.BOOK, "BTC", 3, 3),
        (FillModel.BOOK, "SOL", 1, 0),
        (FillModel.QUEUE, None, 1, 1),
        (FillModel.QUEUE, "BTC", 1, 1),
    ]
    btc, sol = drifts[2], drifts[3]
    assert (btc.median_bps, btc.mean_bps, btc.worst_bps) == pytest.approx((0, 3, 10))
    assert (btc.within, btc.advantage_usdt) == pytest.approx((2 / 3, 0.18))
    assert (sol.median_bps, sol.mean_bps, sol.worst_bps, sol.within, sol.advantage_usdt) == (None, None, None, None, 0)


def test_no_fills_are_no_drift() -> None:
    assert summarise([]) == []
