import numpy as np
import pytest

from sandbox.market.coins import BY_SYMBOL, CONTRACTS, tier_table
from sandbox.market.margin import TIER_DEDUCTION, TIER_LIMIT, TIER_RATE, bankruptcy_price, liquidation_price, tier_of

ONE_TIER = np.array([[1e12, 0.005, 100.0, 0.0]])


def test_liquidation_price_is_the_venues_published_one() -> None:
    assert liquidation_price(ONE_TIER, True, 1.0, 20_000.0, 400.0) == pytest.approx(19_698.49, abs=0.01)


def test_margin_equals_maintenance_at_the_liquidation_price_of_both_sides() -> None:
    tiers = tier_table(BY_SYMBOL["BTCUSDT"])
    for is_long, sign in ((True, 1), (False, -1)):
        quantity, entry, margin = 100.0, 80_000.0, 400_000.0
        price = liquidation_price(tiers, is_long, quantity, entry, margin)
        row = tiers[tier_of(tiers, quantity * entry)]
        equity = margin + sign * quantity * (price - entry)
        assert equity == pytest.approx(quantity * price * row[TIER_RATE] - row[TIER_DEDUCTION])


def test_a_long_without_borrowed_money_is_never_liquidated() -> None:
    assert liquidation_price(ONE_TIER, True, 1.0, 100.0, 100.0) == 0.0


def test_bankruptcy_lies_beyond_liquidation() -> None:
    assert bankruptcy_price(True, 1.0, 60_000.0, 1_200.0) == pytest.approx(58_800.0)
    assert bankruptcy_price(True, 1.0, 100.0, 10.0) < liquidation_price(ONE_TIER, True, 1.0, 100.0, 10.0)
    assert bankruptcy_price(False, 1.0, 100.0, 10.0) > liquidation_price(ONE_TIER, False, 1.0, 100.0, 10.0)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.symbol)
def test_tiers_join_without_a_step_in_maintenance(contract: object) -> None:
    tiers = tier_table(contract)  # type: ignore[arg-type]  # parametrize has no types
    limits = tiers[:-1, TIER_LIMIT]
    below = limits * tiers[:-1, TIER_RATE] - tiers[:-1, TIER_DEDUCTION]
    above = limits * tiers[1:, TIER_RATE] - tiers[1:, TIER_DEDUCTION]
    assert above == pytest.approx(below)
    assert (np.diff(tiers[:, TIER_RATE]) > 0).all()
    assert ((tiers[:, TIER_RATE] > 0) & (tiers[:, TIER_RATE] < 1)).all()


def test_the_limit_itself_belongs_to_the_lower_tier() -> None:
    tiers = tier_table(BY_SYMBOL["BTCUSDT"])
    assert tier_of(tiers, float(tiers[0, TIER_LIMIT])) == 0
    assert tier_of(tiers, float(tiers[0, TIER_LIMIT]) + 1) == 1
