"""Who works on what: everything has one owner, and nothing moves that need not."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.market.share import LeasedShare, WholeMarket
from engine.market.sharing import SHARDS, Member, Shard, shard_of, share_out
from engine.market.values import Coin

MEMBERS = st.sets(st.text("abcdef", min_size=1, max_size=3).map(Member), min_size=1, max_size=70)
NEW = Member("the new one")
HELD = st.dictionaries(st.integers(0, SHARDS - 1).map(Shard), st.text("abcxyz", min_size=1, max_size=2).map(Member))


def settled(members: set[Member]) -> dict[Shard, Member]:
    """As it stands where members came one by one."""
    held: dict[Shard, Member] = {}
    for count in range(1, len(members) + 1):
        held = share_out(sorted(members)[:count], held)
    return held


@given(MEMBERS, HELD)
def test_every_shard_has_exactly_one_living_owner_and_parts_are_even(
    members: set[Member], held: dict[Shard, Member]
) -> None:
    owners = share_out(members, held)
    assert sorted(owners) == list(range(SHARDS))
    assert set(owners.values()) <= members
    counts = [Counter(owners.values())[member] for member in members]
    assert max(counts) - min(counts) <= 1


@given(MEMBERS)
def test_what_is_settled_stays(members: set[Member]) -> None:
    held = settled(members)
    assert share_out(members, held) == held


@given(MEMBERS)
def test_adding_one_moves_shards_to_the_new_one_only_and_no_more_than_its_part(members: set[Member]) -> None:
    before = settled(members)
    after = share_out({*members, NEW}, before)
    moved = [shard for shard in before if after[shard] != before[shard]]
    assert {after[shard] for shard in moved} <= {NEW}
    assert len(moved) <= -(-SHARDS // (len(members) + 1))


@given(MEMBERS)
def test_removing_one_moves_only_what_it_held(members: set[Member]) -> None:
    before = settled({*members, NEW})
    after = share_out(members, before)
    assert all(before[shard] == NEW for shard in before if after[shard] != before[shard])


@given(MEMBERS, HELD)
def test_nobody_is_given_what_another_may_keep(members: set[Member], held: dict[Shard, Member]) -> None:
    """Whoever gets a shard gets a free one, or one whose holder has their part without it."""
    owners = share_out(members, held)
    most = max(Counter(owners.values()).values())
    for shard, owner in owners.items():
        holder = held.get(shard)
        if holder in members and holder != owner:
            assert Counter(owners.values())[holder] in (most, most - 1)


def test_nobody_owns_anything_where_nobody_lives() -> None:
    assert share_out((), {Shard(1): NEW}) == {}


def test_a_coin_is_always_in_the_same_shard() -> None:
    assert [shard_of(Coin(name)) for name in ("BTC", "ETH", "PEPE")] == [35, 13, 52]
    counts = Counter(shard_of(Coin(f"COIN{n}")) for n in range(6400))
    assert len(counts) == SHARDS
    assert 60 < min(counts.values()) < max(counts.values()) < 150


class Seconds:
    """A monotonic clock a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


ALL = frozenset(map(Shard, range(SHARDS)))
BTC = Coin("BTC")


async def test_a_share_that_was_not_renewed_in_time_owns_nothing() -> None:
    clock = Seconds()
    share = LeasedShare(clock)
    share.extend(104.0)
    await share.become(ALL)
    assert share.owns(BTC)
    clock.now = 104.0
    assert not share.owns(BTC)
    share.extend(106.0)
    assert share.owns(BTC)


async def test_whoever_watches_hears_of_changes_only_and_is_waited_for() -> None:
    share, heard = LeasedShare(), []
    share.extend(float("inf"))

    async def let_go() -> None:
        await asyncio.sleep(0)
        heard.append(len(share.shards))

    share.watch(let_go)
    await share.become(ALL)
    await share.become(ALL)
    await share.become([shard_of(BTC)])
    assert heard == [SHARDS, 1]
    assert share.settled.is_set()


async def test_a_share_tells_since_when_nobody_listened() -> None:
    share, at = LeasedShare(), datetime(2026, 2, 6, tzinfo=UTC)
    assert share.heard_until(BTC) is None
    await share.become(ALL, {shard_of(BTC): at})
    assert share.heard_until(BTC) == at


@pytest.mark.parametrize("name", ["BTC", "PEPE"])
def test_the_whole_market_is_one_processs_alone(name: str) -> None:
    assert WholeMarket().owns(Coin(name))
    assert WholeMarket().heard_until(Coin(name)) is None
