"""A chain that was touched anywhere does not hold; one that was made anew from there does, and heads find that."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.liquidations.ledger.chain import GENESIS, Draft, Entry, Kind, chained, follow
from engine.liquidations.ledger.heads import Head, find_heads, head_line
from engine.liquidations.ledger.verify import GivenHead, Verification, verify
from engine.market.values import Coin, MarketSource
from tests.unit.liquidations.ledger.made import HOUR, NOON, SIMULATED

COINS = st.sampled_from(["BTC", "ETH", "PEPE"])
DRAFTS = st.lists(
    st.tuples(st.sampled_from(Kind), COINS, st.integers(0, 999), st.binary(max_size=40)), min_size=1, max_size=30
).map(lambda rows: [Draft(kind, Coin(coin), NOON + at * HOUR, NOON, body) for kind, coin, at, body in rows])


def as_drafts(count: int) -> list[Draft]:
    return [
        Draft(Kind.MAP, Coin(f"C{n}"), NOON + n * HOUR, NOON + n * HOUR - timedelta(minutes=3), f"map {n}".encode())
        for n in range(count)
    ]


async def pages(drafts: Sequence[Draft], entries: Sequence[Entry]) -> AsyncIterator[list[tuple[Entry, bytes | None]]]:
    pairs = list(zip(entries, (draft.body for draft in drafts), strict=True))
    for start in range(0, len(pairs), 7):
        yield pairs[start : start + 7]


async def checked(drafts: Sequence[Draft], entries: Sequence[Entry], *heads: GivenHead) -> Verification:
    return await verify(SIMULATED, pages(drafts, entries), heads)


@settings(max_examples=60)
@given(DRAFTS, st.integers(0, 29))
def test_a_chain_may_be_appended_in_pieces_and_is_the_same(drafts: list[Draft], cut: int) -> None:
    whole = chained(SIMULATED, GENESIS, drafts)
    first = chained(SIMULATED, GENESIS, drafts[:cut])
    tip, fault = follow(GENESIS, first)
    assert fault is None
    assert [*first, *chained(SIMULATED, tip, drafts[cut:])] == whole
    assert follow(GENESIS, whole) == ((type(tip))(len(drafts), whole[-1].hash), None)


CHANGES = {
    "coin": Coin("DOGE"),
    "hour_at": NOON - HOUR,
    "written_at": NOON - HOUR,
    "digest": sha256(b"other").digest(),
    "source": MarketSource.LIVE,
    "kind": Kind.WEIGHTS,
}


@settings(max_examples=80)
@given(DRAFTS, st.integers(0, 10**6), st.sampled_from(sorted(CHANGES)))
def test_any_change_of_any_entry_is_found_at_that_entry(drafts: list[Draft], at: int, name: str) -> None:
    entries = chained(SIMULATED, GENESIS, drafts)
    at %= len(entries)
    touched = replace(entries[at], **{name: CHANGES[name]})
    fault = follow(GENESIS, [*entries[:at], touched, *entries[at + 1 :]])[1]
    if touched != entries[at]:
        assert fault is not None
        assert fault.number == at + 1


@settings(max_examples=40)
@given(st.integers(2, 20), st.integers(0, 10**6))
def test_an_entry_left_out_or_told_twice_is_found(count: int, at: int) -> None:
    entries = chained(SIMULATED, GENESIS, as_drafts(count))
    at %= count - 1
    assert follow(GENESIS, [*entries[:at], *entries[at + 1 :]])[1] is not None
    assert follow(GENESIS, [*entries[: at + 1], *entries[at:]])[1] is not None


async def test_a_whole_chain_holds_and_says_since_when_nobody_vouches() -> None:
    drafts = as_drafts(40)
    entries = chained(SIMULATED, GENESIS, drafts)
    found = await checked(drafts, entries, GivenHead(SIMULATED, date(2026, 2, 6), 12, entries[11].hash))
    assert found.holds
    assert (found.entries, found.bodies, found.bodies_gone, len(found.matched)) == (40, 40, 0, 1)
    assert found.unvouched_since == date(2026, 2, 6)
    last = GivenHead(None, date(2026, 2, 8), None, entries[-1].hash)
    assert (await checked(drafts, entries, last)).unvouched_since is None


async def test_a_body_that_is_not_what_was_hashed_is_found() -> None:
    drafts = as_drafts(10)
    entries = chained(SIMULATED, GENESIS, drafts)
    drafts[4] = replace(drafts[4], body=b"a better map")
    found = await checked(drafts, entries)
    assert found.fault is not None
    assert found.fault.number == 5
    assert not found.holds


async def test_a_rewritten_and_fully_rechained_past_is_found_by_a_posted_head_alone() -> None:
    drafts = as_drafts(40)
    true = chained(SIMULATED, GENESIS, drafts)
    early, late = (GivenHead(SIMULATED, true[n].written_at.date(), n + 1, true[n].hash) for n in (11, 35))
    drafts[20] = replace(drafts[20], body=b"a better map")
    forged = chained(SIMULATED, GENESIS, drafts)
    assert (await checked(drafts, forged)).holds  # consistent in itself
    assert (await checked(drafts, forged, early)).holds  # posted before the change
    found = await checked(drafts, forged, early, late)
    assert not found.holds
    assert found.fault is not None
    assert found.fault.number == 13  # somewhere from here to the head's entry
    assert "to 36" in found.fault.why


async def test_a_chain_that_was_cut_off_is_found_by_the_head_of_what_was_cut() -> None:
    drafts = as_drafts(20)
    true = chained(SIMULATED, GENESIS, drafts)
    head = GivenHead(SIMULATED, date(2026, 2, 7), 20, true[-1].hash)
    found = await checked(drafts[:15], true[:15], head)
    assert found.fault is not None
    assert "not there any more" in found.fault.why


async def test_heads_of_another_source_say_nothing() -> None:
    drafts = as_drafts(3)
    foreign = GivenHead(MarketSource.LIVE, date(2026, 2, 6), 3, bytes(32))
    assert (await checked(drafts, chained(SIMULATED, GENESIS, drafts), foreign)).holds


@pytest.mark.parametrize("around", ["{}", "Day's record\n<code>{}</code>\nThanks", "a {}\n\n{} b"])
def test_a_head_is_found_in_whatever_text_it_was_copied_with(around: str) -> None:
    head = Head(MarketSource.LIVE, date(2026, 2, 6), 48_231, sha256(b"x").digest())
    assert set(find_heads(around.format(*[head_line(head)] * around.count("{}")))) == {head}


def test_half_a_head_is_no_head() -> None:
    head = head_line(Head(MarketSource.LIVE, date(2026, 2, 6), 1, bytes(32)))
    assert find_heads(head[:-1]) == []
    assert find_heads(head + "0") == []
