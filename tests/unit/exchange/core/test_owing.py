"""Who pays at once, who may wait, and that waiting changes nothing for anybody."""

import pytest

from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Funding, Settling
from engine.exchange.orders import MarginMode, SetMode
from engine.exchange.outputs import FundingPaid, Liquidated, SettlementChanged
from tests.unit.exchange.core.floor import BTC, ETH, Floor, contract

CAROL, DAVE, EVE = 3, 4, 5


def floor_of(*leverages: int, margin: MarginMode = MarginMode.ISOLATED, lots: int = 10) -> Floor:
    """Accounts 1, 2 and so on are long at 1,000 with these leverages. Nobody pays at once who can wait."""
    floor = Floor(rules=Rules(latency_ms=0, holders_at_once=0))
    for account_id, leverage in enumerate(leverages, 1):
        floor.open(account_id, margin=margin, leverage=leverage)
        floor.buy(lots, account=account_id)
    floor.book(999, 1_000)
    floor.mark(1_000)
    return floor


def told(floor: Floor, rate_e8: int, symbol: str = BTC) -> list[int]:
    """Who pays with the settlement itself."""
    return paying(floor.apply(Funding(BTC if symbol == BTC else ETH, floor.now_ms, rate_e8, 1_000)))


def paying(outputs: object) -> list[int]:
    return [one.account_id for one in outputs if isinstance(one, FundingPaid)]  # type: ignore[attr-defined]


def test_all_of_few_holders_pay_with_the_settlement_in_the_order_of_their_ids() -> None:
    floor = floor_of(10, 10, 10)
    floor.exchange._desk.rules = Rules(latency_ms=0, holders_at_once=3)
    assert told(floor, 10_000) == [1, 2, 3]
    assert not floor.exchange.is_settling


def test_of_many_each_has_his_turn() -> None:
    floor = floor_of(10, 10, 10)
    assert told(floor, 10_000) == []
    assert [paying(floor.apply(Settling(2))), paying(floor.apply(Settling(2)))] == [[1, 2], [3]]
    assert [one.is_done for one in floor.said if isinstance(one, SettlementChanged)] == [False, True]
    assert not floor.exchange.is_settling


def test_who_could_be_liquidated_by_it_does_not_wait() -> None:
    """At 100x a long is liquidated 0.5 % below its entry."""
    floor = floor_of(10, 100, 20)
    assert told(floor, 400_000) == [2]


@pytest.mark.parametrize("margin", list(MarginMode))
def test_a_price_that_comes_near_fetches_who_owes(margin: MarginMode) -> None:
    floor = floor_of(10, 100, margin=margin, lots=99)
    edge = next(one for one in floor.exchange._account(2).guards[BTC].values())
    assert told(floor, 100_000) == []
    assert paying(floor.mark(edge + 5)) == []
    assert paying(floor.mark(edge + 1))[-1] == 2


def test_what_is_owed_is_paid_before_anything_else_happens_to_the_account() -> None:
    floor = floor_of(10, 10)
    assert told(floor, 10_000) == []
    floor.sell(10, account=2)
    assert paying(floor.said) == [2], "with the order already"
    floor.book(999, 1_000)
    assert paying(floor.apply(Settling(9))) == [1]
    assert [one.lots for one in floor.said if isinstance(one, FundingPaid)] == [10, 10]


def test_who_comes_after_it_was_told_owes_nothing_also_when_that_was_before_its_instant() -> None:
    floor = floor_of(10)
    floor.apply(Funding(BTC, floor.now_ms + 4_000, 10_000, 1_000))
    floor.open(2)
    floor.buy(10, account=2)
    floor.book(999, 1_000)
    opened_at_ms = floor.position(2).opened_at_ms  # type: ignore[union-attr]
    assert opened_at_ms == floor.now_ms - 1_000 + 4_001
    assert paying(floor.apply(Settling(9))) == [1]


def test_of_two_settlements_the_earlier_is_paid_first() -> None:
    floor = floor_of(10, 10)
    told(floor, 10_000)
    first_ms = floor.now_ms
    floor.now_ms += 5_000
    told(floor, 20_000)
    floor.apply(Settling(9))
    paid = [(one.account_id, one.at_ms) for one in floor.said if isinstance(one, FundingPaid)]
    assert paid == [(1, first_ms), (1, first_ms + 5_000), (2, first_ms), (2, first_ms + 5_000)]


def test_new_tiers_wait_until_all_have_paid_by_the_old_ones() -> None:
    floor = floor_of(10, 10)
    told(floor, 10_000)
    floor.exchange.add_contract(contract(BTC, max_leverage=50))
    assert not floor.exchange.is_settling
    assert paying(floor.mark(1_000)) == [1, 2]


def test_a_long_that_had_nothing_to_lose_is_liquidated_when_price_falls_to_what_it_owes() -> None:
    """At 1x without a cent beside it: what it pays is taken from its margin, and then there is a price."""
    floor = Floor(rules=Rules(latency_ms=0, holders_at_once=0))
    floor.open(1, cash=10_012, leverage=1)
    floor.buy(10)
    floor.book(999, 1_000)
    floor.mark(1_000)
    assert floor.position().liquidation_ticks == 0  # type: ignore[union-attr]
    assert told(floor, 4_000_000) == []
    floor.mark(20)
    assert [type(one) for one in floor.said if isinstance(one, FundingPaid | Liquidated)] == [FundingPaid, Liquidated]


def test_an_account_that_left_is_forgotten_by_the_roll_call_and_one_that_came_back_is_not() -> None:
    floor = floor_of(10, 10, 10)
    users = floor.exchange._desk.markets[BTC].users
    for account_id in (1, 2):
        floor.sell(10, account=account_id)
    floor.book(999, 1_000)
    told(floor, 10_000)
    floor.apply(Settling(2))
    floor.buy(10, account=2)
    floor.book(999, 1_000)
    assert users.named() == [1, 2, 3]
    floor.apply(Settling(9))
    assert users.named() == [2, 3]


def test_a_mode_cannot_be_changed_on_the_way_past_what_is_owed() -> None:
    floor = floor_of(10)
    told(floor, 10_000)
    floor.send(SetMode(1, MarginMode.CROSS))
    assert paying(floor.said) == [1]
