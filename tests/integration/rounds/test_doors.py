"""Who comes in, with what, at the edges of the rules: a reset at the bell, an account that lost all, hours in which
nobody listened."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.club.rounds.calendar import round_at
from engine.club.rounds.values import JoinState, Period
from engine.exchange.orders import MarginMode, SetMode
from tests.integration.rounds.floor import BTC, ETH, SOURCE, Floor, utc
from tests.integration.rounds.hall import Hall

MAYA, LENA = 1, 2
SATURDAY, SUNDAY = utc(2026, 2, 7, 6), utc(2026, 2, 8, 6)
FRIDAYS, SATURDAYS, SUNDAYS = (f"day-2026-02-0{day}" for day in (6, 7, 8))


async def reset(hall: Hall, floor: Floor, user_id: int, intent: str) -> None:
    await floor.opener.reset(user_id, SOURCE, Decimal(10_000), hall.clock.now(), intent)
    await floor.walk(0.1)
    await hall.settle()


async def test_a_reset_between_the_bell_and_being_counted_in_is_out_of_that_round_too(hall: Hall, floor: Floor) -> None:
    account = await floor.trader(MAYA)
    await hall.join(MAYA)
    await hall.until(SATURDAY)
    await floor.order(account, "10")
    await floor.walk(1, {BTC: "950"})  # nobody has looked at the bell yet, and 500 USDT are lost
    await reset(hall, floor, MAYA, "shed it")
    assert (await hall.join(MAYA)).state is JoinState.OUT
    await hall.joining.leave(MAYA, Period.DAY, hall.clock.now())
    assert (await hall.join(MAYA)).state is JoinState.OUT, "leaving and coming back does not help"
    await reset(hall, floor, MAYA, "once more")
    assert (await hall.join(MAYA)).state is JoinState.OUT, "nor does another reset"
    assert await hall.entry(SATURDAYS, MAYA) is None
    assert await hall.state(FRIDAYS) == "published"
    await hall.until(SUNDAY)
    await hall.settle()
    assert (await hall.entry(SUNDAYS, MAYA))["entered_at"] == SUNDAY


async def test_a_reset_just_after_the_bell_leaves_the_round_that_ended_alone(hall: Hall, floor: Floor) -> None:
    account = await floor.trader(MAYA)
    await hall.join(MAYA)
    for price in ("1010", "1020", "1030"):
        await floor.trade(account, "1", 20, price)
    await hall.until(SATURDAY + timedelta(seconds=1))
    await reset(hall, floor, MAYA, "again")
    assert (await hall.entry(FRIDAYS, MAYA))["rank"] == 1
    assert [prize.user_id for prize in await hall.prizes.open()] == [MAYA]


async def test_a_reset_just_before_the_bell_leaves_the_round_that_ends(hall: Hall, floor: Floor) -> None:
    account = await floor.trader(MAYA)
    await hall.join(MAYA)
    for price in ("1010", "1020", "1030"):
        await floor.trade(account, "1", 20, price)
    await hall.until(SATURDAY - timedelta(seconds=3))
    await floor.opener.reset(MAYA, SOURCE, Decimal(10_000), hall.clock.now(), "again")
    await floor.turn()
    await hall.until(SATURDAY)
    await hall.settle()
    assert (await hall.entry(FRIDAYS, MAYA))["why"] == "reset"
    assert await hall.prizes.open() == []


async def test_who_lost_everything_is_no_trader_of_the_round_and_keeps_nobodys_result_waiting(
    hall: Hall, floor: Floor
) -> None:
    account = await floor.trader(MAYA)
    await floor._send(account, lambda _: SetMode(account, MarginMode.CROSS))
    await floor.turn()
    await floor.order(account, "80")
    await floor.turn()
    await floor.walk(1, {BTC: "500"})
    assert floor.exchange.image(account).account.cash == 0
    await floor.trader(LENA)
    for user in (MAYA, LENA):
        await hall.join(user)
    await hall.until(SATURDAY)
    await hall.settle()
    await hall.keeper.look()
    await hall.until(SUNDAY)
    await hall.settle()
    assert await hall.state(SATURDAYS) == "published"
    entry = await hall.entry(SATURDAYS, MAYA)
    assert (entry["opening_usdt"], entry["score_ppm"], entry["why"]) == (0, 0, "small")


async def test_nobody_listened_for_hours_after_the_bell_so_everybody_begins_at_the_first_prices(
    hall: Hall, floor: Floor
) -> None:
    """The exchange went on meanwhile: what somebody held at the bell may be sold, at another price than the one now."""
    maya, lena = await floor.trader(MAYA), await floor.trader(LENA)
    for user in (MAYA, LENA):
        await hall.join(user)
    await floor.order(maya, "10")
    await floor.turn()
    await hall.until(SATURDAY + timedelta(minutes=1))
    await floor.order(maya, "-10")
    await floor.trade(lena, "10", 60, "1100")
    await hall.until(SATURDAY + timedelta(hours=7))
    hall.start()
    await hall.settle()
    assert await hall.state(FRIDAYS) == "cancelled"
    entries = [await hall.entry(SATURDAYS, user) for user in (MAYA, LENA)]
    assert [entry["entered_at"] > SATURDAY + timedelta(hours=7) for entry in entries] == [True, True]
    assert entries[0]["entered_at"] == entries[1]["entered_at"], "the same prices for all"
    assert 9_980 < entries[0]["opening_usdt"] < 10_000, "she sold where she bought"
    assert 10_980 < entries[1]["opening_usdt"] < 11_000, "and what she made before does not count"
    await hall.until(SUNDAY)
    await hall.settle()
    assert await hall.state(SATURDAYS) == "published"
    result = await hall.result(SATURDAYS)
    assert result is not None
    assert result.is_late


async def test_a_contract_without_a_price_keeps_nobody_out_but_who_holds_it(hall: Hall, floor: Floor) -> None:
    lena = await floor.trader(LENA)
    await hall.join(LENA)
    await floor.order(lena, "10", ETH)
    await floor.turn()
    await hall.until(SATURDAY)
    floor.unpriced = {ETH}
    await hall.settle()
    await hall.until(SATURDAY + timedelta(minutes=11))
    await hall.settle()
    await floor.trader(MAYA)
    assert (await hall.join(MAYA)).state is JoinState.COMING
    assert await hall.entry(SATURDAYS, MAYA) is not None, "she holds nothing"
    assert await hall.entry(SATURDAYS, LENA) is None
    floor.unpriced = set()
    await floor.walk(2)
    await hall.settle()
    assert await hall.entry(SATURDAYS, LENA) is not None


TOKYO, CHICAGO = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Chicago")


@pytest.mark.parametrize(("before", "after"), [(TOKYO, CHICAGO), (CHICAGO, TOKYO)])
async def test_a_house_that_moves_ends_what_runs_at_its_own_bell_and_goes_on_by_the_new_one(
    hall: Hall, floor: Floor, before: ZoneInfo, after: ZoneInfo
) -> None:
    hall.zone, hall.joining = before, replace(hall.joining, zone=before)
    hall.start()
    account = await floor.trader(MAYA)
    await hall.join(MAYA)
    await hall.until(round_at(Period.DAY, hall.clock.now(), before).ends_at)
    await hall.settle()
    ran = round_at(Period.DAY, hall.clock.now(), before)
    for price in ("1010", "1020", "1030"):
        await floor.trade(account, "1", 20, price)
    hall.zone, hall.joining = after, replace(hall.joining, zone=after)
    hall.start()
    await hall.settle()
    await hall.until(ran.ends_at)
    await hall.settle()
    result = await hall.result(ran.key)
    assert result is not None
    assert (result.round, result.prize_user_id) == (ran, MAYA)
    bell = round_at(Period.DAY, hall.clock.now() + timedelta(days=2), after)
    await hall.until(bell.starts_at)
    await hall.settle()
    assert (await hall.entry(bell.key, MAYA))["entered_at"] == bell.starts_at
    assert len([one for one in await hall.prizes.of(MAYA) if one.key == ran.key]) == 1
