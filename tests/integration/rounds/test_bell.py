"""The bell under every fault: restarts, outages, missing prices, turned clocks, books that do not agree."""

from datetime import timedelta
from decimal import Decimal

import psycopg
import pytest

from db.database import Database
from engine.club.rounds.values import Period, RoundKey
from tests.end_to_end.bot.market import SetClock
from tests.integration.paper.conftest import unguarded
from tests.integration.rounds.floor import BTC, ETH, Floor, utc
from tests.integration.rounds.hall import ADMIN, CHANNEL, Hall

MAYA, LENA = 1, 2
SATURDAY, SUNDAY = utc(2026, 2, 7, 6), utc(2026, 2, 8, 6)
KEY = "day-2026-02-07"


async def ready(hall: Hall, floor: Floor, *periods: Period) -> dict[int, int]:
    accounts = {user: await floor.trader(user) for user in (MAYA, LENA)}
    for user in accounts:
        await hall.join(user, *periods)
    return accounts


async def played(hall: Hall, floor: Floor) -> dict[int, int]:
    accounts = await ready(hall, floor)
    await hall.until(SATURDAY)
    await hall.settle()
    for price in ("1010", "1020", "1030"):
        await floor.trade(accounts[MAYA], "1", 20, price)
    for price in ("1020", "1010", "1000"):
        await floor.trade(accounts[LENA], "1", 20, price)
    return accounts


async def test_a_process_that_dies_at_any_step_leaves_a_round_that_the_next_one_finishes(
    hall: Hall, floor: Floor
) -> None:
    await played(hall, floor)
    await hall.until(SUNDAY)
    for _ in range(12):
        kept = await hall.rounds.find(RoundKey(KEY))
        assert kept is not None
        if kept.state == "published":
            break
        hall.start()
        await one_step(hall, kept.state.value)
        await floor.turn()
    assert await hall.state(KEY) == "published"
    await hall.settle()
    assert len([body for _, body in await hall.posts("round-end") if body["round"] == KEY]) == 1
    assert len(await hall.prizes.of(MAYA)) == 1


async def one_step(hall: Hall, state: str) -> None:
    kept = await hall.rounds.find(RoundKey(KEY))
    assert kept is not None
    now = hall.clock.now()
    if state == "running":
        await hall.conductor._close(kept, now)
    elif state == "closed":
        await hall.conductor.scorer._score_all(kept, now)
        hall.start()
        await hall.conductor.scorer.see_through(kept, now)
    else:
        await hall.publisher._award(kept, result, now) if (result := await hall.publisher.result(kept)) else None
        hall.start()
        await hall.publisher.publish(kept, now)


async def test_down_at_the_bell_the_first_prices_after_it_count_and_what_was_done_since_does_not(
    hall: Hall, floor: Floor
) -> None:
    accounts = await played(hall, floor)
    await floor.order(accounts[MAYA], "1")
    await floor.turn()
    await hall.until(SUNDAY + timedelta(minutes=30))  # nobody looked at the bell
    await floor.walk(1, {BTC: "1100"})
    await floor.order(accounts[MAYA], "-1")
    await floor.turn()
    await floor.walk(60, {BTC: "900"})
    hall.start()
    await hall.settle()
    result = await hall.result(KEY)
    assert result is not None
    assert result.is_late
    assert result.prize_user_id == LENA, "Maya's open long is valued at 899.9, though she sold it since at 1,099.9"
    row = await hall.entry(KEY, MAYA)
    assert abs(row["closing_usdt"] - row["replayed_usdt"]) < Decimal("1e-8")
    assert row["fills"] == 7
    following = await hall.entry("day-2026-02-08", MAYA)
    assert following["entered_at"] == SUNDAY
    assert following["opening_usdt"] == row["closing_usdt"]


async def test_down_for_too_long_the_round_is_cancelled_and_said_so(hall: Hall, floor: Floor) -> None:
    await played(hall, floor)
    await hall.until(SUNDAY + timedelta(hours=7))
    await hall.settle()
    assert await hall.state(KEY) == "cancelled"
    assert [chat for chat, body in await hall.posts("round-cancelled") if body["round"] == KEY] == [CHANNEL]
    assert await hall.prizes.open() == []


async def test_without_prices_the_bell_waits_and_then_who_holds_nothing_is_ranked(hall: Hall, floor: Floor) -> None:
    accounts = await played(hall, floor)
    await floor.order(accounts[LENA], "1")
    await floor.turn()
    await hall.until(SUNDAY)
    floor.unpriced = {BTC}
    await hall.settle()
    assert await hall.state(KEY) == "running"
    await hall.until(SUNDAY + timedelta(minutes=11))
    await hall.settle()
    assert await hall.state(KEY) == "published"
    assert (await hall.entry(KEY, MAYA))["rank"] == 1
    assert (await hall.entry(KEY, LENA))["why"] == "no-price"


async def test_a_contract_without_a_price_that_nobody_holds_keeps_no_bell_waiting(hall: Hall, floor: Floor) -> None:
    await played(hall, floor)
    floor.unpriced = {BTC, ETH}
    await hall.until(SUNDAY - timedelta(minutes=2))
    await hall.until(SUNDAY)
    await hall.settle()
    assert await hall.state(KEY) == "published"
    result = await hall.result(KEY)
    assert result is not None
    assert result.btc_ppm is None, "nobody knows what BTC did"


@pytest.mark.parametrize(
    ("before", "key", "starts", "ends"),
    [
        (utc(2026, 3, 7, 18), "day-2026-03-08", utc(2026, 3, 8, 6), utc(2026, 3, 9, 5)),
        (utc(2026, 10, 31, 18), "day-2026-11-01", utc(2026, 11, 1, 5), utc(2026, 11, 2, 6)),
    ],
)
async def test_days_of_23_and_25_hours_end_at_their_own_midnight(
    hall: Hall, floor: Floor, clock: SetClock, before: object, key: str, starts: object, ends: object
) -> None:
    clock.at = before  # type: ignore[assignment]
    accounts = await ready(hall, floor)
    await hall.until(starts)  # type: ignore[arg-type]
    await hall.settle()
    for price in ("1010", "1020", "1030"):
        await floor.trade(accounts[MAYA], "1", 20, price)
    await hall.until(ends - timedelta(seconds=5))  # type: ignore[operator]
    await hall.settle(1)
    assert await hall.state(key) == "running"
    await hall.until(ends)  # type: ignore[arg-type]
    await hall.settle()
    result = await hall.result(key)
    assert result is not None
    assert (result.round.starts_at, result.round.ends_at) == (starts, ends)
    assert result.prize_user_id == MAYA


async def test_a_cent_that_was_put_in_the_books_stops_the_prize_and_alarms(
    hall: Hall, floor: Floor, rounds_url: str
) -> None:
    accounts = await played(hall, floor)
    unguarded(
        rounds_url,
        f"UPDATE paper_accounts SET cash = cash + 0.01 WHERE account_id = {accounts[MAYA]}",
    )
    await hall.until(SUNDAY)
    await hall.settle()
    assert await hall.state(KEY) == "disputed"
    assert await hall.prizes.open() == []
    assert await hall.posts("prize-ask") == []
    [(admin, body)] = await hall.posts("round-alarm")
    assert (admin, body["what"], body["accounts"]) == (ADMIN, "disputed", [accounts[MAYA]])
    unguarded(rounds_url, f"UPDATE paper_accounts SET cash = cash - 0.01 WHERE account_id = {accounts[MAYA]}")
    assert await hall.rounds.retry(RoundKey(KEY))
    await hall.settle()
    assert await hall.state(KEY) == "published"
    assert len(await hall.prizes.of(MAYA)) == 1


async def test_a_fill_from_before_its_order_stops_the_prize(hall: Hall, floor: Floor, rounds_url: str) -> None:
    accounts = await played(hall, floor)
    newest = f"(SELECT max(fill_id) FROM paper_fills WHERE account_id = {accounts[MAYA]})"
    unguarded(rounds_url, f"UPDATE paper_fills SET sent_at = at WHERE fill_id = {newest}")
    await hall.until(SUNDAY)
    await hall.settle()
    assert await hall.state(KEY) in ("disputed", "published")
    assert (await hall.entry(KEY, MAYA))["early_fills"] == 1
    assert (await hall.entry(KEY, MAYA))["rank"] is None or await hall.state(KEY) == "disputed"
    assert [prize for prize in await hall.prizes.open() if prize.user_id == MAYA and prize.state != "held"] == []


async def test_a_published_result_cannot_be_changed(hall: Hall, floor: Floor, rounds_url: str) -> None:
    await played(hall, floor)
    await hall.until(SUNDAY)
    await hall.settle()
    with psycopg.connect(rounds_url) as connection, pytest.raises(psycopg.DatabaseError):
        connection.execute("UPDATE rounds SET result = '{}' WHERE round_key = %s", [KEY])


async def test_the_day_the_week_and_the_month_end_at_the_same_bell(
    hall: Hall, floor: Floor, clock: SetClock, database: Database
) -> None:
    clock.at = utc(2026, 5, 31, 18)  # Sunday, the last of May
    accounts = await ready(hall, floor, *Period)
    for price in ("1010", "1020", "1030"):
        await floor.trade(accounts[MAYA], "1", 20, price)
    await hall.until(utc(2026, 6, 1, 5))
    await hall.settle()
    for key in ("day-2026-05-31", "week-2026-05-25", "month-2026-05"):
        assert await hall.state(key) == "published"
    assert sorted(prize.amount_usd for prize in await hall.prizes.of(MAYA)) == [100, 1000]
    bells = await database.rows("SELECT at FROM round_bells WHERE at = $1", utc(2026, 6, 1, 5))
    assert len(bells) == 1, "one set of prices for all three"


async def test_a_bell_that_was_half_rung_keeps_the_prices_it_has_over_a_restart(hall: Hall, floor: Floor) -> None:
    """Maya holds a coin; another one that somebody holds has no price yet when the process dies."""
    accounts = await played(hall, floor)
    await floor.order(accounts[MAYA], "1")
    await floor.order(accounts[LENA], "1", ETH)
    await floor.turn()
    await hall.until(SUNDAY)
    floor.unpriced = {ETH}
    await hall.conductor.look()
    assert await hall.bells.find(SUNDAY) is None
    rung = (await hall.bells.prices(SUNDAY))[BTC]
    hall.start()
    await floor.walk(1, {BTC: "1500"})
    floor.unpriced = set()
    await hall.settle()
    assert await hall.state(KEY) == "published"
    assert (await hall.bells.prices(SUNDAY))[BTC] == rung
    closing, following = await hall.entry(KEY, MAYA), await hall.entry("day-2026-02-08", MAYA)
    assert closing["closing_usdt"] == closing["replayed_usdt"] == following["opening_usdt"]
    assert closing["closing_usdt"] < 10_100, "not at 1,500"
