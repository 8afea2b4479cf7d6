"""What trades and fills of a paper account count toward badges."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from engine.club.lessons.badges import Badge, earned
from engine.club.lessons.paper_facts import facts_of_paper
from engine.exchange.orders import IDS_AN_ORDER, STOP_LOSS_ID, TAKE_PROFIT_ID, TRAILING_ID, Slot
from engine.exchange.outputs import FillCause, FillModel
from engine.exchange.venues.paper.values import ClosedTrade, PaperFill
from engine.market.values import Coin, Side, Symbol

START = datetime(2026, 2, 6, 12, tzinfo=UTC)
BTC, BTCUSDT = Coin("BTC"), Symbol("BTCUSDT")
ONE = Decimal(1)


def trade(day: float, cause: FillCause = FillCause.ORDER) -> ClosedTrade:
    """Opened on that day, closed an hour later."""
    at = START + timedelta(days=day)
    closed = at + timedelta(hours=1)
    return ClosedTrade(1, BTCUSDT, BTC, Side.LONG, ONE, Decimal(10), ONE, ONE, at, closed, ONE, cause)


def fill(order_id: int) -> PaperFill:
    return PaperFill(
        1, 1, order_id, BTCUSDT, BTC, Slot.ONE_WAY, START, START, False, ONE, ONE, False, ONE, ONE,
        FillCause.ORDER, FillModel.BOOK,
    )  # fmt: skip


def test_who_did_not_trade_has_nothing() -> None:
    assert earned(facts_of_paper([], [])) == frozenset()


def test_trades_are_counted() -> None:
    assert earned(facts_of_paper([trade(0)], [])) == {Badge.FIRST_TRADE}
    assert Badge.TEN_TRADES in earned(facts_of_paper([trade(n / 10) for n in range(10)], []))


def test_a_target_or_a_stop_is_told_by_its_orders_id_and_counts_once_however_many_fills() -> None:
    order = 5 * IDS_AN_ORDER
    facts = facts_of_paper([], [fill(order), fill(order + TAKE_PROFIT_ID), fill(order + TAKE_PROFIT_ID)])
    assert (facts.targets_hit, facts.stops_kept) == (1, 0)
    facts = facts_of_paper([], [fill(order + STOP_LOSS_ID), fill(order + TRAILING_ID), fill(0)])
    assert (facts.targets_hit, facts.stops_kept) == (0, 2)


def test_a_calm_week_is_seven_days_from_the_first_trade_to_the_newest() -> None:
    assert facts_of_paper([trade(0), trade(6)], []).days_without_liquidation == 6
    assert Badge.CALM_WEEK in earned(facts_of_paper([trade(7), trade(0)], []))


def test_a_liquidation_begins_the_week_anew() -> None:
    trades = [trade(0), trade(5, FillCause.LIQUIDATION), trade(11)]
    assert facts_of_paper(trades, []).days_without_liquidation == 6
    assert Badge.CALM_WEEK in earned(facts_of_paper([*trades, trade(13)], []))
