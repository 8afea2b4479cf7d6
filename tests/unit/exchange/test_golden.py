"""The worked cases of the exchange's rules: every case of a known category, whatever the file holds."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.exchange.core.margin import maintenance
from engine.exchange.core.market import Numbers
from engine.exchange.money import units
from tests.unit.exchange.adapters import margin, money, orders
from tests.unit.exchange.core.floor import contract as some_contract
from tests.unit.exchange.tables import venue_tables
from tests.unit.liquidations.golden import assert_close, golden_cases

Adapter = Callable[[dict[str, Any]], dict[str, Any]]

ADAPTERS: dict[str, Adapter] = {
    "adl": margin.adl,
    "bankruptcy": margin.bankruptcy,
    "binance_cross_liq": margin.binance_cross_liq,
    "book_walk": orders.book_walk,
    "breakeven": money.breakeven,
    "cross_liq": margin.cross_liq,
    "fee": money.fee,
    "funding_payment": money.funding_payment,
    "funding_rate": money.funding_rate,
    "iso_liq": margin.iso_liq,
    "ladder": orders.ladder,
    "ledger": money.ledger,
    "margin": margin.margin,
    "margin_stop": money.margin_stop,
    "mark_price": money.mark_price,
    "order_cost": margin.order_cost,
    "pnl": money.pnl,
    "price_limit": orders.price_limit,
    "risk_size": money.risk_size,
    "rounding": orders.rounding,
    "tier": margin.tier,
    "tp_cluster": money.tp_cluster,
    "trailing": orders.trailing,
    "trigger": orders.trigger,
}
# Of signals, statistics, guards and clients: what they belong to tests them.
ELSEWHERE = {
    "arb",
    "batch_limit",
    "capital_phase",
    "daily_loss",
    "grid",
    "hybrid_kelly",
    "kelly",
    "lead_lag",
    "metrics",
    "outlier",
    "poly_kelly",
    "recv_window",
    "rolling_z",
    "spike",
    "trade_stats",
}


@pytest.mark.parametrize("case", golden_cases(*ADAPTERS))
def test_a_worked_case_comes_out_within_its_tolerance(case: dict[str, Any]) -> None:
    assert_close(ADAPTERS[case["category"]](case["inputs"]), case["expected"], case["tolerance"])


@pytest.mark.parametrize("case", golden_cases())
def test_no_category_is_overlooked(case: dict[str, Any]) -> None:
    assert case["category"] in ADAPTERS.keys() | ELSEWHERE


def test_the_venues_own_tables_follow_the_recurrence(shared_data: Path) -> None:
    for rows in venue_tables(shared_data).values():
        for tier, row in zip(margin.tiers_of(rows), rows, strict=True):
            assert tier.deduction_usdt == Decimal(row["mmDeduction"] or 0), row


def test_the_core_goes_by_the_venues_own_tables(shared_data: Path) -> None:
    """A limit belongs to its own tier, a unit of money more to the next, and neither needs more to be kept for it."""
    for rows in venue_tables(shared_data).values():
        tiers = margin.tiers_of(rows)
        numbers = Numbers(some_contract(tiers=tiers, taker_fee=Decimal(0)))
        for number, tier in enumerate(tiers):
            limit = units(tier.limit_usdt)
            assert numbers.bracket(limit).number == number
            assert numbers.bracket(limit + 1).number == min(number + 1, len(tiers) - 1)
            assert maintenance(numbers, limit) == units(tier.limit_usdt * tier.rate - tier.deduction_usdt)
            assert maintenance(numbers, limit + 1) - maintenance(numbers, limit) in (0, 1)
