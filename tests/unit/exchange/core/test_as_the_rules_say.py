"""The core in integers and the rules in decimals say the same of any case, not only of those that were worked out."""

from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.exchange.core.plays import invented
from tests.unit.exchange.core.plays.stage import Case
from tests.unit.exchange.core.test_golden import PLAYS
from tests.unit.exchange.test_golden import ADAPTERS
from tests.unit.liquidations.golden import assert_close

_CLOSE = {"rel": "1e-8"}  # of the larger of a number and 1
_NEAREST, _FARTHEST = Decimal("1e-6"), Decimal(900)
_TIMES = settings(deadline=None, max_examples=100)


def agree(category: str, case: Case) -> None:
    made, ruled = PLAYS[category](case), ADAPTERS[category](case)
    assert_close(made, {name: ruled[name] for name in made}, _CLOSE)


@_TIMES
@given(invented.positions(), st.sampled_from(["iso_liq", "bankruptcy", "order_cost"]))
def test_of_a_position(case: Case, category: str) -> None:
    agree(category, case)


@_TIMES
@given(invented.positions())
def test_of_a_positions_margin_with_nothing_added(case: Case) -> None:
    agree("margin", case | {"extra_margin": "0"})


@_TIMES
@given(invented.accounts())
def test_of_a_cross_account(case: Case) -> None:
    """As far as any market goes: where two sides nearly cancel out, the formula finds prices beyond it."""
    ruled = ADAPTERS["cross_liq"](case)
    marks = {row["symbol"]: Decimal(row["mark"]) for row in case["positions"]}
    factors = [ruled["factor_at_liquidation"], _of(ruled["liq_price"], marks.get(case["solve_for"]))]
    assume(all(factor is None or _NEAREST < factor < _FARTHEST for factor in factors))
    agree("cross_liq", case)


def _of(price: Decimal | None, mark: Decimal | None) -> Decimal | None:
    return None if price is None or mark is None else price / mark


@_TIMES
@given(invented.fills())
def test_of_fills(case: Case) -> None:
    agree("pnl", case)


@_TIMES
@given(invented.ledgers())
def test_of_an_isolated_wallet(case: Case) -> None:
    agree("ledger", case)


@_TIMES
@given(invented.trails())
def test_of_a_trailing_stop(case: Case) -> None:
    agree("trailing", case)


@_TIMES
@given(invented.triggers())
def test_of_a_trigger(case: Case) -> None:
    agree("trigger", case)


@_TIMES
@given(invented.books())
def test_of_a_walk_through_a_book(case: Case) -> None:
    agree("book_walk", case)
