"""What a venue says of an instrument becomes a contract exactly, or none at all."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from engine.exchange.from_instrument import assumed_contract, contract_of, tiers_of
from engine.feeds.bybit.contracts import parse_tiers
from engine.market.values import RiskTier
from tests.unit.exchange.contracts import TIERS, some_instrument
from tests.unit.exchange.tables import venue_tables


def test_a_contract_carries_what_the_venue_told_to_the_digit() -> None:
    contract = contract_of(some_instrument())
    assert contract is not None
    assert (contract.tick_size, contract.lot_size) == (Decimal("0.1"), Decimal("0.001"))
    assert (contract.min_quantity, contract.max_market_quantity) == (Decimal("0.001"), Decimal(500))
    assert (contract.funding_upper, contract.funding_lower) == (Decimal("0.00375"), Decimal("-0.00375"))
    assert (contract.price_limit_x, contract.price_limit_y) == (Decimal("0.01"), Decimal("0.02"))
    assert contract.max_leverage == 100
    assert [(one.rate, one.deduction_usdt) for one in contract.tiers] == [
        (Decimal("0.005"), Decimal(0)),
        (Decimal("0.0056"), Decimal(1200)),
    ]


def test_without_filters_or_tiers_nothing_is_traded() -> None:
    assert contract_of(replace(some_instrument(), filters=None)) is None
    assert contract_of(replace(some_instrument(), tiers=())) is None


@pytest.mark.parametrize(
    "second",
    [
        RiskTier(2.6e6, 0.0056, 90.0, 1300.0),  # the deduction would be 1,200
        RiskTier(1.0e6, 0.0056, 90.0, 1200.0),  # a lower limit than the tier before
        RiskTier(2.6e6, 0.004, 90.0, -2000.0),  # a lower rate
    ],
)
def test_tiers_that_contradict_themselves_are_no_tiers(second: RiskTier) -> None:
    assert tiers_of((TIERS[0], second)) is None


def test_a_venues_rounding_of_its_deductions_is_no_contradiction_and_is_undone() -> None:
    found = tiers_of((TIERS[0], replace(TIERS[1], deduction_usd=1200.004)))
    assert found is not None
    assert found[1].deduction_usdt == 1200


def test_a_recorded_contract_is_traded_by_stated_assumptions() -> None:
    contract = assumed_contract(replace(some_instrument(), filters=None, tiers=(), max_leverage=50.0))
    assert (contract.min_quantity, contract.min_notional_usdt) == (Decimal("0.001"), 5)
    assert [(one.rate, one.max_leverage) for one in contract.tiers[:2]] == [
        (Decimal("0.01"), 50),
        (Decimal("0.02"), 25),
    ]
    assert contract.tiers[1].deduction_usdt == 20_000  # so that 2,000,000 needs 20,000 in either tier


def test_the_tables_of_the_venue_agree_with_the_recurrence(shared_data: Path) -> None:
    told = venue_tables(shared_data)
    tables = parse_tiers([row for rows in told.values() for row in rows])
    assert {symbol: len(table) for symbol, table in tables.items()} == {name: len(rows) for name, rows in told.items()}
    for table in tables.values():
        found = tiers_of(table)
        assert found is not None
        assert [float(tier.deduction_usdt) for tier in found] == [row.deduction_usd for row in table]
