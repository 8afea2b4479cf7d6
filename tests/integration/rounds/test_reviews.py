"""Who looks like a cheat is looked at by people: no rank and no prize meanwhile, and no loss where it was nothing."""

from datetime import timedelta

from cli.rounds_work import deciding, suspects, told
from engine.club.rounds.cheats.values import CheatKind
from engine.club.rounds.deciding import DecideSuspicion
from engine.club.rounds.reviewing import Verdict
from engine.club.rounds.values import Period, PrizeState, RoundKey
from tests.integration.rounds.floor import BTC, SOURCE, Floor, utc
from tests.integration.rounds.hall import ADMIN, Hall

FIRST, SECOND, HONEST = 1, 2, 3
SATURDAY, SUNDAY = utc(2026, 2, 7, 6), utc(2026, 2, 8, 6)
KEY = "day-2026-02-07"
PRICES = ("1010", "1025", "1005", "1030", "1012", "1040")


async def bet_against_each_other(hall: Hall, floor: Floor) -> dict[int, int]:
    """Two accounts open opposite positions within a second, six times over; many others trade at other times."""
    accounts = {user: await floor.trader(user) for user in (FIRST, SECOND, HONEST, *range(10, 16))}
    for user in accounts:
        await hall.joining.join(user, Period.DAY, hall.clock.now())
    await hall.settle()
    await hall.until(SATURDAY)
    await hall.settle()
    for at, price in enumerate(PRICES):
        await floor.order(accounts[FIRST], "1")
        await floor.order(accounts[SECOND], "-1")
        await floor.turn()
        await floor.walk(20, {BTC: price})
        await floor.order(accounts[FIRST], "-1")
        await floor.turn()
        await floor.walk(7 + at)
        await floor.order(accounts[SECOND], "1")
        await floor.turn()
        for user in (HONEST, *range(10, 16)):
            await floor.walk(3)
            await floor.trade(accounts[user], "0.2", 4 if user > 10 else 16, price)
    await hall.until(SUNDAY)
    await hall.settle()
    return accounts


async def test_the_prize_of_a_suspect_is_held_beside_the_one_of_the_first_who_is_not(hall: Hall, floor: Floor) -> None:
    accounts = await bet_against_each_other(hall, floor)
    found = await hall.suspicions.open()
    assert {one.found.account_id for one in found if one.found.kind is CheatKind.LINKED} == {
        accounts[FIRST], accounts[SECOND],
    }  # fmt: skip
    assert (await hall.entry(KEY, FIRST))["why"] == "review"
    prizes = {prize.user_id: prize for prize in await hall.prizes.open()}
    assert prizes[FIRST].state is PrizeState.HELD
    assert [prize.state for user, prize in prizes.items() if user != FIRST] == [PrizeState.ASKED]
    assert {chat for chat, _ in await hall.posts("round-review")} == {FIRST, SECOND}
    assert [(chat, body["what"]) for chat, body in await hall.posts("round-alarm")] == [(ADMIN, "suspicions")]


async def test_admins_see_what_was_found_and_decide_on_it(hall: Hall, floor: Floor) -> None:
    accounts = await bet_against_each_other(hall, floor)
    seen = [told(one) for one in await suspects(hall.database, SOURCE)]
    linked = f"{KEY}: account {accounts[FIRST]}, linked with {accounts[SECOND]}, 6 times, 100% of what it did; fills "
    assert [one for one in seen if linked in one]
    decide, now = deciding(hall.database, SOURCE), hall.clock.now()
    for number in [int(one.partition(" ")[0].removeprefix("#")) for one in seen]:
        assert await decide(number, Verdict.CLEARED, ADMIN, now)
    assert await suspects(hall.database, SOURCE) == []
    assert [prize.state for prize in await hall.prizes.of(FIRST)] == [PrizeState.DUE]


async def test_who_is_cleared_of_everything_is_asked_how_to_be_paid(hall: Hall, floor: Floor) -> None:
    accounts = await bet_against_each_other(hall, floor)
    decide, now = DecideSuspicion(hall.suspicions, hall.prizes), hall.clock.now()
    mine = [one.suspicion_id for one in await hall.suspicions.open() if one.found.account_id == accounts[FIRST]]
    for suspicion_id in mine:
        assert [prize.state for prize in await hall.prizes.of(FIRST)] == [PrizeState.HELD]
        assert await decide(suspicion_id, Verdict.CLEARED, ADMIN, now)
        assert not await decide(suspicion_id, Verdict.GUILTY, ADMIN, now), "decided once"
    assert [prize.state for prize in await hall.prizes.of(FIRST)] == [PrizeState.DUE]
    hall.clock.at += timedelta(minutes=1)
    await hall.conductor.look()
    assert FIRST in {chat for chat, _ in await hall.posts("prize-ask")}


async def test_who_is_found_guilty_gets_nothing_whatever_else_is_cleared(hall: Hall, floor: Floor) -> None:
    accounts = await bet_against_each_other(hall, floor)
    decide, now = DecideSuspicion(hall.suspicions, hall.prizes), hall.clock.now()
    mine = [one.suspicion_id for one in await hall.suspicions.open() if one.found.account_id == accounts[FIRST]]
    for at, suspicion_id in enumerate(mine):
        assert await decide(suspicion_id, Verdict.CLEARED if at else Verdict.GUILTY, ADMIN, now)
    assert [prize.state for prize in await hall.prizes.of(FIRST)] == [PrizeState.REFUSED]
    await hall.conductor.look()
    assert FIRST not in {chat for chat, _ in await hall.posts("prize-ask")}


async def test_a_held_prize_too_has_to_be_reproduced(hall: Hall, floor: Floor) -> None:
    accounts = await bet_against_each_other(hall, floor)
    assert await hall.entries.mismatches(RoundKey(KEY)) == []
    sql = "UPDATE round_entries SET replayed_usdt = replayed_usdt + 1 WHERE user_id = $1"
    await hall.database.run(sql, FIRST)
    assert await hall.entries.mismatches(RoundKey(KEY)) == [accounts[FIRST]]


async def test_a_refused_prize_is_held_for_the_next_who_would_have_had_it(hall: Hall, floor: Floor) -> None:
    await bet_against_each_other(hall, floor)
    best = "(SELECT max(score_ppm) FROM round_entries) + 1"
    await hall.database.run(f"UPDATE round_entries SET score_ppm = {best} WHERE user_id = $1", SECOND)
    await hall.conductor.look()
    [held] = [prize for prize in await hall.prizes.open() if prize.state is PrizeState.HELD]
    assert held.user_id == FIRST
    assert await hall.prizes.refuse(held.prize_id, hall.clock.now())
    for _ in range(2):
        await hall.conductor.look()
    assert [prize.state for prize in await hall.prizes.of(SECOND)] == [PrizeState.HELD]
    [next_] = await hall.prizes.of(SECOND)
    assert await hall.prizes.refuse(next_.prize_id, hall.clock.now())
    await hall.conductor.look()
    assert {prize.user_id for prize in await hall.prizes.open()} & {FIRST, SECOND} == set(), "nobody else was before"
