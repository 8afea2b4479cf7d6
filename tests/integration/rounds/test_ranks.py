"""Ranks while a round runs: exact with all ties, made anew from the books, the same in the group and after the bell."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from db.database import Database
from db.rounds.lines import line, line_of
from db.rounds.places import KeptPlaces, LivePlaces
from db.rounds.privacy import GroupTraderRepository, PrivacyRepository
from db.rounds.ranks import RankRepository, member, place
from engine.club.rounds.boarding import Company, Placed
from engine.club.rounds.ranking import Standing
from engine.club.rounds.values import Period, RoundKey, RoundState, Unranked
from tests.integration.rounds.floor import SOURCE, Floor, utc
from tests.integration.rounds.hall import Hall

KEY = RoundKey("day-2026-02-07")
SATURDAY, SUNDAY = utc(2026, 2, 7, 6), utc(2026, 2, 8, 6)
GROUP = -500
ENTRY = """
INSERT INTO round_entries (source, round_key, user_id, account_id, score_ppm, dip_ppm, trades, median_hold_s,
                           reached_at, why, entered_at, opening_usdt, opening, peak_usdt,
                           opening_fill_id, opening_transfer_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, 10000, '{}', 10000, 0, 0)
"""


def standings(seed: int, count: int = 400) -> list[Standing]:
    """With few values, so that every kind of tie comes up."""
    draw = random.Random(seed)
    return [
        Standing(
            account_id=100_000 - number,
            user_id=number,
            score_ppm=draw.choice((-1_000_000, -5, 0, 7, 250_000, 30_000_000)),
            dip_ppm=draw.choice((0, 1, 500_000, 1_000_000)),
            trades=draw.choice((3, 4, 120)),
            median_hold_s=draw.choice((900, 4_000)),
            reached_at=SATURDAY + timedelta(milliseconds=draw.choice((0, 1, 86_400_000))),
            why=draw.choice((None, None, None, Unranked.FEW_TRADES)),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("seed", range(5))
async def test_the_sorted_set_gives_the_very_order_of_the_rules(redis: Redis, seed: int) -> None:
    ranks, everybody = RankRepository(redis, SOURCE), standings(seed)
    await ranks.put(KEY, everybody)
    changed = [replace(one, trades=one.trades + 1, score_ppm=7, why=None) for one in everybody[::5]]
    gone = [replace(one, why=Unranked.LEFT) for one in everybody[1::5]]
    await ranks.put(KEY, [*changed, *gone])
    now = {one.user_id: one for one in [*everybody, *changed, *gone]}
    expected = sorted((one for one in now.values() if one.why is None), key=lambda one: one.order)
    assert await ranks.counts(KEY) == (400, len(expected))
    found = await ranks.part(KEY, 0, 1_000)
    assert [one.account_id for one in found] == [one.account_id for one in expected]
    assert [(one.score_ppm, one.dip_ppm, one.trades) for one in found] == [
        (one.score_ppm, one.dip_ppm, one.trades) for one in expected
    ]
    for rank, one in list(enumerate(expected, 1))[::37]:
        assert await ranks.of(KEY, one.user_id) == (one, rank)
    assert await ranks.of(KEY, gone[0].user_id) == (gone[0], None)
    assert await ranks.of(KEY, 9_999) is None


def by_the_rules(everybody: Sequence[Standing]) -> list[Placed]:
    ranked = sorted((one for one in everybody if one.why is None), key=lambda one: one.order)
    others = [Placed(one, None) for one in everybody if one.why is not None]
    return [Placed(one, rank) for rank, one in enumerate(ranked, 1)] + others


def check(company: Company, everybody: Sequence[Standing]) -> None:
    expected = {placed.standing.user_id: placed for placed in by_the_rules(everybody)}
    in_order = [placed for placed in expected.values() if placed.rank is not None]
    assert (company.traders, company.ranked) == (len(expected), len(in_order))
    assert company.part(0, 20_000) == in_order
    assert company.part(7, 5) == in_order[7:12]
    assert {user: company.of(user) for user in [*expected][::29]} == {
        user: expected[user] for user in [*expected][::29]
    }
    assert company.of(99_999) is None


async def write(database: Database, everybody: Sequence[Standing]) -> None:
    """As the books have them once the bell has rung."""
    rows = [
        (SOURCE.value, KEY, one.user_id, one.account_id, one.score_ppm, one.dip_ppm, one.trades, one.median_hold_s,
         one.reached_at, None if one.why is None else one.why.value)
        for one in everybody
    ]  # fmt: skip
    async with database.transaction() as connection:
        await connection.executemany(ENTRY, rows)


async def test_a_company_has_the_order_of_the_rules_whether_it_comes_from_redis_or_the_books(
    redis: Redis, database: Database
) -> None:
    ranks, everybody = RankRepository(redis, SOURCE), standings(3)
    await ranks.put(KEY, everybody)
    await write(database, everybody)
    some = everybody[::3]
    for places in (LivePlaces(database, ranks, SOURCE), KeptPlaces(database, SOURCE, None)):
        check(await places.among(KEY, [*(one.user_id for one in some), 99_999]), some)
        check(await places.among(KEY, []), [])


async def test_a_company_larger_than_what_is_asked_for_at_once_is_whole(redis: Redis) -> None:
    ranks, everybody = RankRepository(redis, SOURCE), standings(4, 11_003)
    await ranks.put(KEY, everybody[:-1])
    check(await ranks.company(KEY, [one.user_id for one in everybody]), everybody[:-1])


def test_a_line_says_a_standing_and_a_place_orders_the_largest_scores_exactly() -> None:
    for one in standings(9, 50):
        assert line_of(line(one)) == one
        assert len(member(one)) == 37
    huge = standings(1, 1)[0]
    scores = [(1 << 32) - 1, (1 << 32) - 2, 0, -(1 << 32) + 2]
    places = [place(replace(huge, score_ppm=score, dip_ppm=dip)) for score in scores for dip in (0, 1, 999_999)]
    assert places == sorted(set(places))


async def started(hall: Hall, floor: Floor) -> dict[int, int]:
    accounts = {user: await floor.trader(user) for user in (1, 2, 3)}
    for user in accounts:
        await hall.join(user)
    await hall.until(SATURDAY)
    await hall.settle()
    return accounts


async def test_the_live_board_is_what_the_bell_will_say(hall: Hall, floor: Floor) -> None:
    accounts = await started(hall, floor)
    await hall.keeper.look()
    assert (await hall.boards.page(KEY, 0)).lines == ()
    for user, prices in ((1, ("1010", "1020", "1030")), (2, ("1040", "1050", "1060"))):
        for price in prices:
            await floor.trade(accounts[user], "1", 20, price)
            await hall.keeper.look()
    await floor.trade(accounts[3], "1", 20, "1060")
    await hall.keeper.look()
    live = await hall.boards.page(KEY, 0)
    assert (live.state, live.traders, live.ranked, live.pages) == (RoundState.RUNNING, 3, 2, 1)
    own = await hall.boards.own(KEY, 3)
    assert own is not None
    assert (own.line.why, own.line.rank, own.line.trades) == (Unranked.FEW_TRADES, None, 1)
    await hall.until(SUNDAY)
    await hall.keeper.look()
    await hall.settle()
    over = await hall.boards.page(KEY, 0)
    assert over.state is RoundState.PUBLISHED
    assert over.lines == live.lines
    assert (over.traders, over.ranked, over.pages) == (3, 2, 1)
    assert await hall.boards.around(KEY, 2, 1) == over.lines
    ended = await hall.boards.last_ended(Period.DAY, hall.clock.now())
    result = await hall.boards.result(ended.key)
    assert result is not None
    assert result.top == over.lines


async def test_emptied_redis_is_made_anew_from_the_books(hall: Hall, floor: Floor, redis: Redis) -> None:
    accounts = await started(hall, floor)
    for price in ("1010", "990", "1030"):
        await floor.trade(accounts[1], "1", 20, price)
        await hall.keeper.look()
    before = await hall.boards.own(KEY, 1)
    assert before is not None
    assert (before.line.rank, before.line.trades) == (1, 3)
    assert before.line.dip_ppm > 1_500, "the dip was seen while it ran, and is written down"
    await floor.walk(2)
    await hall.keeper.look()
    await redis.flushdb()
    hall.start()
    assert await hall.boards.own(KEY, 1) is None
    await hall.keeper.look()
    after = await hall.boards.own(KEY, 1)
    assert after is not None
    assert after.line == before.line


async def test_who_comes_in_late_has_everything_counted_since(hall: Hall, floor: Floor) -> None:
    await started(hall, floor)
    await hall.keeper.look()
    late = await floor.trader(7)
    await hall.joining.join(7, Period.DAY, hall.clock.now())
    await hall.conductor.look()
    await floor.turn()
    await hall.conductor.look()
    await floor.order(late, "1")
    await floor.turn()
    await hall.keeper.look()
    await hall.settle()
    await hall.keeper.look()
    own = await hall.boards.own(KEY, 7)
    assert own is not None
    assert own.line.trades == 1


async def test_a_rank_comes_when_the_median_trade_has_been_held_long_enough(hall: Hall, floor: Floor) -> None:
    accounts = await started(hall, floor)
    for price in ("1001", "1002"):
        await floor.trade(accounts[1], "1", 1, price)
    await floor.order(accounts[1], "1")
    await floor.walk(14)
    await hall.keeper.look()
    own = await hall.boards.own(KEY, 1)
    assert own is not None
    assert own.line.why is not None
    for minutes, price in ((16, "1003"), (16, "1004"), (16, "1005"), (16, "1006")):
        await floor.trade(accounts[1], "1", minutes, price)
    await hall.keeper.look()
    own = await hall.boards.own(KEY, 1)
    assert own is not None
    assert own.line.rank == 1


async def test_a_group_ranks_its_own_and_hides_who_hides(hall: Hall, floor: Floor) -> None:
    accounts = await started(hall, floor)
    groups, privacy = GroupTraderRepository(hall.database), PrivacyRepository(hall.database)
    for user, price in ((1, "1010"), (2, "1020"), (3, "1030")):
        for step in range(3):
            await floor.trade(accounts[user], "1", 20, str(int(price) + step * user))
    for user in (1, 2, 55):
        await groups.seen(GROUP, user)
    await privacy.hide(1, True)
    await hall.keeper.look()
    page = await hall.boards.group_page(KEY, GROUP, 0)
    assert (page.traders, page.ranked) == (2, 2)
    assert [line.rank for line in page.lines] == [1, 2]
    assert [line.name for line in page.lines if line.user_id == 1] == [None]
    own = await hall.boards.group_own(KEY, GROUP, 1)
    assert own is not None
    assert own.line.name == await hall.names.name(1), "their own name is there for them"
    assert await hall.boards.group_own(KEY, GROUP, 3) is None
    await groups.gone(GROUP, 1)
    assert (await hall.boards.group_page(KEY, GROUP, 0)).ranked == 1


async def test_a_page_beyond_the_last_is_the_last_and_an_empty_round_is_one_empty_page(hall: Hall) -> None:
    page = await hall.boards.page(RoundKey("day-2026-02-06"), 99)
    assert (page.page, page.pages, page.lines, page.traders) == (0, 1, (), 0)
