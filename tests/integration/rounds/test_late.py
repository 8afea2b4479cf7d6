"""What is booked after a bell for a moment before it: in the round in which it was booked, and in no other."""

from decimal import Decimal

from engine.club.rounds.values import RoundKey
from tests.integration.paper.conftest import unguarded
from tests.integration.rounds.floor import BTC, Floor, utc
from tests.integration.rounds.hall import Hall

MAYA = 1
SATURDAY, SUNDAY, MONDAY = (utc(2026, 2, day, 6) for day in (7, 8, 9))
FRIDAYS, SATURDAYS, SUNDAYS = (f"day-2026-02-0{day}" for day in (6, 7, 8))
OF_A_THOUSANDTH = 100_000  # of what is held: a rate in hundred-millionths


async def carried_over(hall: Hall, floor: Floor) -> int:
    """Maya holds a coin over Saturday's bell, where she is counted in."""
    account = await floor.trader(MAYA)
    await hall.join(MAYA)
    await floor.order(account, "1")
    await floor.turn()
    await hall.until(SATURDAY)
    await hall.settle()
    return account


async def traded(floor: Floor, account: int) -> None:
    for price in ("1010", "1020", "1030"):
        await floor.trade(account, "0.5", 20, price)


async def closing(hall: Hall, key: str) -> Decimal:
    """As the score and its replay agree on."""
    row = await hall.entry(key, MAYA)
    assert await hall.state(key) == "published"
    assert abs(row["closing_usdt"] - row["replayed_usdt"]) < Decimal("1e-8")
    return Decimal(row["closing_usdt"])


async def opening(hall: Hall, key: str) -> Decimal:
    return Decimal((await hall.entry(key, MAYA))["opening_usdt"])


async def paid(hall: Hall, account: int) -> Decimal:
    sql = "SELECT sum(amount) AS paid FROM paper_transfers WHERE account_id = $1 AND cause = 'funding' AND at < $2"
    row = await hall.database.row(sql, account, hall.clock.now())
    assert row is not None
    return Decimal(row["paid"])


async def test_funding_booked_after_the_opening_counts_in_the_round_that_began(hall: Hall, floor: Floor) -> None:
    account = await carried_over(hall, floor)
    before = await opening(hall, SATURDAYS)
    await floor.funding(BTC, OF_A_THOUSANDTH, late_s=60)
    await hall.until(SUNDAY)
    await hall.settle()
    assert await closing(hall, FRIDAYS) == before
    assert await paid(hall, account) == 1
    assert await closing(hall, SATURDAYS) == before - 1


async def test_funding_booked_between_the_bell_and_the_score_counts_in_the_next_round(hall: Hall, floor: Floor) -> None:
    account = await carried_over(hall, floor)
    await traded(floor, account)
    await hall.until(SUNDAY)
    await floor.walk(1)
    kept = await hall.rounds.find(RoundKey(SATURDAYS))
    assert kept is not None
    assert await hall.conductor._close(kept, hall.clock.now())
    await floor.funding(BTC, OF_A_THOUSANDTH, late_s=90)
    hall.start()
    await hall.settle()
    ended = await closing(hall, SATURDAYS)
    assert await opening(hall, SUNDAYS) == ended, "the same books, though they were read later"
    await hall.until(MONDAY)
    await hall.settle()
    assert await closing(hall, SUNDAYS) == ended - await paid(hall, account)


async def test_a_fill_booked_after_the_opening_counts_in_the_round_that_began(
    hall: Hall, floor: Floor, rounds_url: str
) -> None:
    account = await carried_over(hall, floor)
    await floor.walk(1, {BTC: "1100"})
    await floor.order(account, "-1")
    await floor.turn()
    await floor.walk(0, {BTC: "1000"})
    for table in ("paper_fills", "paper_transfers"):
        late = f"account_id = {account} AND at > '{SATURDAY.isoformat()}'"
        unguarded(rounds_url, f"UPDATE {table} SET at = at - interval '2 minutes' WHERE {late}")
    unguarded(rounds_url, f"UPDATE paper_fills SET sent_at = at - interval '1 second' WHERE account_id = {account}")
    await traded(floor, account)
    await hall.until(SUNDAY)
    await hall.settle()
    row = await hall.entry(SATURDAYS, MAYA)
    assert await closing(hall, SATURDAYS) > await opening(hall, SATURDAYS) + 90
    assert row["fills"] == 7
