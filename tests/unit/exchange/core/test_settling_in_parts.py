"""Funding that is paid part by part is the same to everybody as if all had paid at once, whatever comes in between."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Funding, Input, Settling
from engine.exchange.orders import Sent, SetLeverage
from engine.exchange.outputs import (
    Cause,
    OrderChanged,
    Output,
    Purse,
    SettlementChanged,
    Transfer,
)
from engine.market.values import Symbol
from tests.unit.exchange.core.floor import BTC, ETH, contract
from tests.unit.exchange.core.streams import ACCOUNTS, Day, ends

LENGTH = 100
DAYS, MANY_DAYS = 60, 600
EVERYBODY = 10**6
both = pytest.mark.parametrize("with_book", [True, False])
seeds = st.integers(0, 2**32)
Told = list[Output]


def exchange_of(with_book: bool, holders_at_once: int, next_fill_id: int = 1) -> Exchange:
    """All but one account asleep. `holders_at_once` 0: nobody pays with the settlement but who cannot wait."""
    rules = Rules.of_bars() if not with_book else Rules()
    changed = Rules(
        rules.latency_ms, patience_ms=rules.patience_ms, with_book=with_book, holders_at_once=holders_at_once
    )
    return Exchange((contract(), contract(ETH)), changed, next_fill_id=next_fill_id, at_hand=0)


def day_of(seed: int, with_book: bool) -> Iterator[Input]:
    """At high leverage and with many settlements; no instant of a contract comes twice."""
    day, dice, known = Day(seed, with_book=with_book), random.Random(seed), set[tuple[Symbol, int]]()
    for count, event in enumerate(day.events(LENGTH)):
        if not isinstance(event, Funding):
            yield event
        if count == len(ACCOUNTS):
            for account_id, symbol in product(ACCOUNTS, (BTC, ETH)):
                yield Sent(SetLeverage(account_id, symbol, dice.choice((1_000, 5_000, 10_000))), day.now_ms)
        for funding in settlements(day, dice) if dice.random() < 0.15 else ():
            if (funding.symbol, funding.at_ms) not in known:
                known.add((funding.symbol, funding.at_ms))
                yield funding
    yield from ends(day)


def settlements(day: Day, dice: random.Random) -> Iterator[Funding]:
    """Of one contract or both or one twice, told in time, late or a little early, at rates up to 4 %."""
    for symbol in dice.choice(((BTC,), (ETH,), (BTC, ETH), (BTC, BTC))):
        at_ms = day.now_ms + dice.choice((0, 0, -3_000, 2_000))
        rate_e8 = dice.choice((10_000, 400_000, 4_000_000)) * dice.choice((1, -1))
        yield Funding(symbol, at_ms, rate_e8, max(1, day.price[symbol] + dice.randint(-9, 9)))


def in_parts(events: Iterator[Input], seed: int) -> Iterator[Input]:
    """The next who owe have their turn now and then."""
    dice = random.Random(seed + 1)
    for event in events:
        yield event
        while dice.random() < 0.4:
            yield Settling(dice.choice((1, 1, 2)))
    yield Settling(EVERYBODY)


def by_account(outputs: Sequence[Output]) -> Mapping[int, Told]:
    told: dict[int, Told] = {account_id: [] for account_id in ACCOUNTS}
    for one in outputs:
        if isinstance(one, OrderChanged):
            told[one.order.account_id].append(one)
        elif not isinstance(one, SettlementChanged):
            told[one.account_id].append(one)
    return told


def play(exchange: Exchange, events: Iterator[Input]) -> Told:
    return [output for event in events for output in exchange.apply(event)]


def stand(exchange: Exchange) -> tuple[object, ...]:
    images = {account_id: exchange.image(account_id) for account_id in exchange.account_ids()}
    equities = dict(zip(*(column.tolist() for column in exchange.equities()), strict=True))
    return images, exchange.purses(), equities, exchange.next_fill_id


def the_parts_are_the_whole(seed: int, with_book: bool) -> None:
    whole, parts = exchange_of(with_book, EVERYBODY), exchange_of(with_book, 0)
    told = play(whole, day_of(seed, with_book))
    told_in_parts = play(parts, in_parts(day_of(seed, with_book), seed))
    assert by_account(told_in_parts) == by_account(told)
    assert stand(parts) == stand(whole)
    assert not parts.is_settling


def the_same_parts_give_the_same_answers(seed: int, with_book: bool) -> None:
    events = [*in_parts(day_of(seed, with_book), seed)]
    first, second = exchange_of(with_book, 0), exchange_of(with_book, 0)
    assert [tuple(first.apply(event)) for event in events] == [tuple(second.apply(event)) for event in events]
    assert stand(first) == stand(second)


def money_is_whole_between_the_parts(seed: int, with_book: bool) -> None:
    """Cash is the sum of the ledger, all purses together never change, equity is cash and positions."""
    exchange, cash = exchange_of(with_book, 0), dict.fromkeys(ACCOUNTS, 0)
    for event in in_parts(day_of(seed, with_book), seed):
        for one in exchange.apply(event):
            if isinstance(one, Transfer):
                change = (one.target is Purse.CASH) - (one.source is Purse.CASH)
                cash[one.account_id] += change * one.amount
        assert sum(exchange.purses().values()) == 0
        equities = dict(zip(*(column.tolist() for column in exchange.equities()), strict=True))
        for account_id in exchange.account_ids():
            assert exchange.image(account_id).account.cash == cash[account_id]
            assert exchange.equity(account_id) == equities[account_id]


def a_kill_between_the_parts_loses_and_repeats_nothing(seed: int, with_book: bool) -> None:
    """What was told so far is written down, and of that another exchange is made that goes on."""
    events = [*in_parts(day_of(seed, with_book), seed)]
    killed_at = random.Random(seed).randrange(len(events))
    first = exchange_of(with_book, 0)
    written = play(first, iter(events[:killed_at]))
    second = exchange_of(with_book, 0, first.next_fill_id)
    assert not play(second, (event for event in events[:killed_at] if not isinstance(event, Sent)))
    for account_id in first.account_ids():
        second.restore(first.image(account_id))
    for event in unfinished(written):
        second.resume(event, paid(written, event))
    assert second.is_settling == first.is_settling
    told, told_again = (play(exchange, iter(events[killed_at:])) for exchange in (first, second))
    assert by_account(told_again) == by_account(told)
    assert stand(second)[0] == stand(first)[0]


def unfinished(written: Told) -> list[Funding]:
    changes = {(one.symbol, one.at_ms): one for one in written if isinstance(one, SettlementChanged)}
    left = [one for one in changes.values() if not one.is_done]
    return [Funding(one.symbol, one.at_ms, one.rate_e8, one.mark_ticks) for one in left]


def paid(written: Told, event: Funding) -> list[int]:
    """By their transfers, as the ledger knows it."""
    transfers = [one for one in written if isinstance(one, Transfer) and one.cause is Cause.FUNDING]
    return [one.account_id for one in transfers if (one.symbol, one.at_ms) == (event.symbol, event.at_ms)]


CHECKS = (
    the_parts_are_the_whole,
    the_same_parts_give_the_same_answers,
    money_is_whole_between_the_parts,
    a_kill_between_the_parts_loses_and_repeats_nothing,
)
each = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)


@both
@each
@settings(max_examples=DAYS, deadline=None)
@given(seed=seeds)
def test_on_any_day(seed: int, check: Callable[[int, bool], None], with_book: bool) -> None:
    check(seed, with_book)


@pytest.mark.long
@pytest.mark.timeout(1_200)
@both
@each
@settings(max_examples=MANY_DAYS, deadline=None)
@given(seed=seeds)
def test_on_very_many_days(seed: int, check: Callable[[int, bool], None], with_book: bool) -> None:
    check(seed, with_book)
