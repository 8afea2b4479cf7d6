"""A competition day on the real exchange core, books and stores: joins, fills, the bell, the replay, the prize."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest

from db.people.posts import PostRepository
from engine.club.rounds.publishing import Publisher
from engine.club.rounds.result import first_broken
from engine.club.rounds.telling import Teller
from engine.club.rounds.values import JoinState, Period, PrizeState
from tests.integration.rounds.floor import BTC, ETH, SOURCE, Floor, utc
from tests.integration.rounds.hall import CHANNEL, Hall, Room

MAYA, LENA, IDLE = 1, 2, 3
SATURDAY = utc(2026, 2, 7, 6)
SUNDAY = utc(2026, 2, 8, 6)
KEY = "day-2026-02-07"


@pytest.fixture
async def joined(hall: Hall, floor: Floor) -> dict[int, int]:
    """Three people who are in from Saturday's bell on."""
    accounts = {user: await floor.trader(user) for user in (MAYA, LENA, IDLE)}
    for user in accounts:
        await hall.join(user)
    await hall.until(SATURDAY)
    await hall.settle()
    return accounts


async def trade_the_day(floor: Floor, accounts: dict[int, int]) -> None:
    for price in ("1010", "1020", "1030"):
        await floor.trade(accounts[MAYA], "1", 20, price)
    await floor.funding(BTC, 10_000)
    for price in ("1025", "1020", "1015"):
        await floor.trade(accounts[LENA], "-0.5", 30, price)
    await floor.trade(accounts[IDLE], "0.1", 40, "1015")


async def test_a_whole_day_from_the_bell_to_the_prize(hall: Hall, floor: Floor, joined: dict[int, int]) -> None:
    assert (await hall.entry(KEY, MAYA))["entered_at"] == SATURDAY
    await trade_the_day(floor, joined)
    await floor.order(joined[LENA], "2", ETH)
    await floor.turn()
    await hall.until(SUNDAY - timedelta(minutes=20))
    await hall.until(SUNDAY)
    await hall.settle()
    assert await hall.state(KEY) == "published"
    result = await hall.result(KEY)
    assert result is not None
    assert (result.traders, result.ranked, result.prize_user_id) == (3, 2, MAYA)
    assert [line.user_id for line in result.top] == [MAYA, LENA]
    assert result.fills_replayed == 15
    assert result.btc_ppm == 15_000
    assert not result.is_late
    row = await hall.entry(KEY, MAYA)
    assert abs(row["closing_usdt"] - row["replayed_usdt"]) < Decimal("1e-8")
    assert (row["rank"], row["trades"], row["fills"]) == (1, 3, 6)
    assert (await hall.entry(KEY, IDLE))["why"] == "few-trades"
    [(chat, body)] = [post for post in await hall.posts("round-end") if post[1]["round"] == KEY]
    assert (chat, body["proof"], body["prize_usd"]) == (CHANNEL, result.proof, "100")
    assert body["top"][0]["name"] == await hall.names.name(MAYA)
    [(winner, asked)] = await hall.posts("prize-ask")
    assert (winner, asked["amount_usd"]) == (MAYA, "100")


async def test_the_next_round_begins_where_the_last_one_ended(hall: Hall, floor: Floor, joined: dict[int, int]) -> None:
    await trade_the_day(floor, joined)
    await hall.until(SUNDAY)
    await hall.settle()
    before, after = await hall.entry(KEY, MAYA), await hall.entry("day-2026-02-08", MAYA)
    assert after["opening_usdt"] == before["closing_usdt"]
    assert after["entered_at"] == SUNDAY


async def test_who_joins_during_a_round_keeps_its_losses_and_not_its_gains(
    hall: Hall, floor: Floor, joined: dict[int, int]
) -> None:
    winner, loser = await floor.trader(11), await floor.trader(12)
    await floor.trade(winner, "1", 20, "1050")
    await floor.trade(loser, "1", 20, "1000")
    assert (await hall.join(11)).state is JoinState.COMING
    await hall.join(12)
    assert (await hall.joining.memberships(11, hall.clock.now()))[Period.DAY].state is JoinState.IN
    assert (await hall.entry(KEY, 11))["opening_usdt"] > 10_040
    assert (await hall.entry(KEY, 12))["opening_usdt"] == 10_000


async def test_a_small_account_waits_for_nothing_and_is_told(hall: Hall, floor: Floor) -> None:
    await floor.trader(21, 399)
    await hall.join(21)
    assert (await hall.joining.memberships(21, hall.clock.now()))[Period.DAY].state is JoinState.SMALL
    [(chat, body)] = await hall.posts("round-out")
    assert (chat, body["why"], body["equity_usdt"]) == (21, "small", "399.00")


async def test_too_much_leverage_at_the_door_is_said_and_let_in_when_it_is_gone(hall: Hall, floor: Floor) -> None:
    account = await floor.trader(31)
    await floor.leverage(account, 50)
    await floor.order(account, "1")
    await floor.turn()
    await hall.join(31)
    member = (await hall.joining.memberships(31, hall.clock.now()))[Period.DAY]
    assert (member.state, member.blocking) == (JoinState.BEYOND_LIMITS, ("BTC",))
    await floor.walk(1)
    await hall.settle()
    assert len(await hall.posts("round-out")) == 1, "said once"
    await floor.order(account, "-1")
    await floor.turn()
    await floor.walk(1)
    await hall.settle()
    assert (await hall.joining.memberships(31, hall.clock.now()))[Period.DAY].state is JoinState.IN


async def test_limits_hold_from_joining_to_leaving(hall: Hall, floor: Floor) -> None:
    account = await floor.trader(41)
    await hall.join(41, Period.DAY, Period.WEEK)
    await floor.order(account, "25")  # 25,000 at 10x is a quarter of the equity in one coin
    await floor.turn()
    assert floor.exchange.image(account).positions == ()
    assert floor.exchange.image(account).account.limits is not None
    assert await hall.joining.leave(41, Period.DAY, hall.clock.now())
    await hall.settle()
    assert floor.exchange.image(account).account.limits is not None, "the week still runs"
    assert await hall.joining.leave(41, Period.WEEK, hall.clock.now())
    await hall.settle()
    assert floor.exchange.image(account).account.limits is None


async def test_who_leaves_or_resets_is_out_of_the_round_and_in_again_by_the_next(
    hall: Hall, floor: Floor, joined: dict[int, int]
) -> None:
    await hall.joining.leave(MAYA, Period.DAY, hall.clock.now())
    assert (await hall.join(MAYA)).state is JoinState.OUT
    await floor.opener.reset(LENA, SOURCE, Decimal(10_000), hall.clock.now(), "again")
    await floor.walk(1)
    await hall.settle()
    assert (await hall.entry(KEY, LENA))["why"] == "reset"
    assert await hall.joining.memberships(LENA, hall.clock.now()) == {}
    assert (await hall.join(LENA)).state is JoinState.OUT
    await hall.until(SUNDAY)
    await hall.settle()
    assert (await hall.entry("day-2026-02-08", MAYA))["why"] is None
    assert (await hall.entry("day-2026-02-08", LENA))["why"] is None


async def test_the_prize_is_claimed_once_by_the_winner_and_paid_once(
    hall: Hall, floor: Floor, joined: dict[int, int]
) -> None:
    await trade_the_day(floor, joined)
    await hall.until(SUNDAY)
    await hall.settle()
    [prize] = await hall.prizes.of(MAYA)
    assert prize.state is PrizeState.ASKED
    now = hall.clock.now()
    assert not await hall.prizes.claim(prize.prize_id, LENA, "to me", now)
    assert not await hall.prizes.claim(prize.prize_id, MAYA, "  ", now)
    assert not await hall.prizes.paid(prize.prize_id, now)
    assert await hall.prizes.claim(prize.prize_id, MAYA, "USDT, TRC20: T...", now)
    assert not await hall.prizes.claim(prize.prize_id, MAYA, "elsewhere", now)
    assert await hall.prizes.paid(prize.prize_id, now)
    assert not await hall.prizes.paid(prize.prize_id, now)
    [paid] = await hall.prizes.of(MAYA)
    assert (paid.state, paid.how) == (PrizeState.PAID, "USDT, TRC20: T...")


async def test_a_prize_nobody_claims_for_seven_days_is_said_in_public(
    hall: Hall, floor: Floor, joined: dict[int, int]
) -> None:
    await trade_the_day(floor, joined)
    await hall.until(SUNDAY)
    await hall.settle()
    [prize] = await hall.prizes.of(MAYA)
    hall.clock.at += timedelta(days=6, hours=23)
    await hall.conductor.look()
    assert await hall.posts("prize-unclaimed") == []
    hall.clock.at += timedelta(hours=2)
    await hall.conductor.look()
    await hall.conductor.look()
    [(chat, body)] = await hall.posts("prize-unclaimed")
    assert (chat, body["round"]) == (CHANNEL, KEY)
    assert not await hall.prizes.claim(prize.prize_id, MAYA, "too late", hall.clock.now())
    room = CountedRoom()
    teller = Teller(PostRepository(hall.database), room, Room(()), SOURCE)
    publisher = Publisher(hall.rounds, hall.entries, hall.prizes, hall.names, teller)
    for _ in range(3):
        await publisher.see_to_prizes(hall.clock.now())
    assert room.asked == 1, "not in every chat again with every look, for two weeks"


@dataclass
class CountedRoom:
    asked: int = 0

    async def chats(self) -> Sequence[int]:
        self.asked += 1
        return (CHANNEL,)


async def test_results_hang_in_a_chain_and_a_changed_one_is_found(
    hall: Hall, floor: Floor, joined: dict[int, int]
) -> None:
    await trade_the_day(floor, joined)
    for day in (SUNDAY, SUNDAY + timedelta(days=1)):
        await hall.until(day)
        await hall.settle()
    results = await hall.rounds.results(0, 10)
    assert len(results) == 4, "Friday, Saturday, Sunday, and the week"
    assert first_broken(results) is None
    link, text = results[1]
    assert first_broken([results[0], (link, text.replace('"ranked":2', '"ranked":3')), *results[2:]]) == KEY
    assert first_broken([results[0], *results[2:]]) is not None, "one that was left out"


async def test_limits_are_sent_once_though_the_process_died_before_it_could_note_it(hall: Hall, floor: Floor) -> None:
    account = await floor.trader(51)
    await hall.joining.join(51, Period.DAY, hall.clock.now())
    await hall.conductor.look()
    await hall.database.run("UPDATE round_limits SET command_id = NULL")  # as it was before the note
    await hall.conductor.look()
    sent = await hall.database.rows("SELECT * FROM paper_commands WHERE intent LIKE 'round-limits%'")
    assert [row["account_id"] for row in sent] == [account]


async def test_presses_at_once_leave_limits_as_the_memberships_are(hall: Hall, floor: Floor) -> None:
    account = await floor.trader(61)
    now = hall.clock.now()
    await hall.joining.join(61, Period.DAY, now)
    for _ in range(5):
        await asyncio.gather(
            hall.joining.leave(61, Period.DAY, now),
            hall.joining.join(61, Period.WEEK, now),
            hall.joining.join(61, Period.WEEK, now),
        )
        await hall.settle(1)
        assert floor.exchange.image(account).account.limits is not None
        await asyncio.gather(hall.joining.leave(61, Period.WEEK, now), hall.joining.join(61, Period.DAY, now))
    await hall.joining.leave(61, Period.DAY, now)
    await hall.settle(1)
    assert floor.exchange.image(account).account.limits is None


async def test_who_leaves_to_buy_without_limits_has_to_fit_when_they_come_back(
    hall: Hall, floor: Floor, joined: dict[int, int]
) -> None:
    assert await hall.joining.leave(MAYA, Period.DAY, hall.clock.now())
    await hall.settle()
    await floor.order(joined[MAYA], "50")  # half of all there is
    await floor.turn()
    assert (await hall.join(MAYA)).state is JoinState.OUT
    await hall.until(SUNDAY)
    await hall.settle()
    assert await hall.entry("day-2026-02-08", MAYA) is None
    member = (await hall.joining.memberships(MAYA, hall.clock.now()))[Period.DAY]
    assert (member.state, member.blocking) == (JoinState.BEYOND_LIMITS, ("BTC",))


async def test_who_stays_is_let_in_again_after_a_loss_that_made_their_coins_too_large(
    hall: Hall, floor: Floor, joined: dict[int, int]
) -> None:
    await floor.order(joined[MAYA], "19")
    await floor.turn()
    await floor.walk(30, {BTC: "950"})
    await hall.until(SUNDAY)
    await hall.settle()
    assert (await hall.entry("day-2026-02-08", MAYA))["entered_at"] == SUNDAY
