"""Planted cheats are found, honest crowds are left alone. Measured over seeds."""

from datetime import timedelta
from typing import Any

import pytest

from engine.club.rounds.cheats.find import suspicions
from engine.club.rounds.cheats.values import CheatKind, Origin
from tests.unit.rounds.crowds import Day
from tests.unit.rounds.ledgers import BELL

SEEDS = range(5)
CHEATS = (901, 902)


def honest(seed: int) -> Day:
    """200 people: wanderers of every temper, scalpers of one coin, and 80 who follow the same signals."""
    day = Day(seed)
    for account in range(1, 101):
        day.wanderer(account, day.draw.randint(3, 25))
    for account in range(101, 121):
        day.scalper(account, day.draw.randint(50, 120))
    day.followers(range(121, 201), signals=12)
    return day


def found(day: Day, origins: dict[int, Origin] | None = None) -> dict[CheatKind, set[int]]:
    kinds: dict[CheatKind, set[int]] = {}
    for suspicion in suspicions(day.fills, origins or {}):
        kinds.setdefault(suspicion.kind, set()).add(suspicion.account_id)
    return kinds


def friends(*accounts: int, apart: timedelta = timedelta(minutes=2)) -> dict[int, Origin]:
    return {account: Origin(account, "from-maya", BELL + at * apart) for at, account in enumerate(accounts)}


@pytest.mark.parametrize("seed", SEEDS)
def test_two_hundred_honest_traders_are_left_alone(seed: int) -> None:
    assert found(honest(seed)) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_class_that_came_by_one_link_and_follows_the_same_signals_is_left_alone(seed: int) -> None:
    assert found(honest(seed), friends(*range(1, 201), apart=timedelta(seconds=5))) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_three_people_who_follow_every_signal_are_no_cheats_because_they_are_few(seed: int) -> None:
    day = Day(seed)
    day.followers(range(1, 4), signals=15, share=1.0)
    assert found(day) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_accounts_that_bet_against_each_other_are_found_and_nobody_else(seed: int) -> None:
    day = honest(seed)
    day.linked(*CHEATS, times=8)
    assert found(day) == {CheatKind.LINKED: set(CHEATS)}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("how", [{"pieces": 4}, {"size": 0.05}], ids=["in pieces", "from a small account"])
def test_sizes_do_not_hide_bets_against_each_other(seed: int, how: dict[str, Any]) -> None:
    day = honest(seed)
    day.linked(*CHEATS, times=8, **how)
    assert found(day) == {CheatKind.LINKED: set(CHEATS)}


def test_a_minute_between_them_hides_few_and_makes_nobody_else_suspect() -> None:
    caught = 0
    for seed in SEEDS:
        day = honest(seed)
        day.linked(*CHEATS, times=8, lag_s=60)
        kinds = found(day)
        assert kinds in ({}, {CheatKind.LINKED: set(CHEATS)})
        caught += bool(kinds)
    assert caught >= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_accounts_that_mirror_each_other_are_found(seed: int) -> None:
    day = honest(seed)
    day.pair(*CHEATS, times=8, opposite=True)
    assert found(day)[CheatKind.WASH] == set(CHEATS)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_hand_in_several_accounts_is_found(seed: int) -> None:
    day = honest(seed)
    day.pair(*CHEATS, times=10, opposite=False, apart=0.6)
    assert found(day) == {CheatKind.COPY: set(CHEATS)}


@pytest.mark.parametrize("seed", SEEDS)
def test_accounts_that_came_together_and_take_turns_are_found(seed: int) -> None:
    day = honest(seed)
    for at in range(8):
        day.pair(*CHEATS, times=1, opposite=at % 2 == 0, apart=0.6, lag_s=8)
    assert CheatKind.MANY_ENTRIES not in found(day)
    assert found(day, friends(*CHEATS))[CheatKind.MANY_ENTRIES] == set(CHEATS)


@pytest.mark.parametrize("seed", SEEDS)
def test_trades_on_prices_that_the_market_had_left_are_found(seed: int) -> None:
    day = honest(seed)
    day.late_buyer(901, times=25)
    assert found(day) == {CheatKind.STALE_PRICE: {901}}


def test_what_is_found_names_the_other_and_the_fills_to_look_at() -> None:
    day = honest(1)
    day.linked(*CHEATS, times=8)
    first, second = suspicions(day.fills, {})
    assert (first.others, second.others) == ((902,), (901,))
    assert first.times >= 4
    assert first.share > 0.33
    of_first = {fill.fill_id for fill in day.fills if fill.account_id == 901}
    assert set(first.fill_ids) <= of_first


def test_only_the_watched_and_whom_they_act_with_are_looked_at() -> None:
    day = honest(1)
    day.linked(*CHEATS, times=8)
    assert suspicions(day.fills, {}, frozenset({1, 2})) == []
    assert {one.account_id for one in suspicions(day.fills, {}, frozenset({901}))} == set(CHEATS)
