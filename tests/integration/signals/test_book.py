"""Each step is one transaction, taken once, whoever tries it."""

import asyncio
from datetime import timedelta

from db.audit import AuditRepository
from db.database import Database
from db.records import SignalRepository as SaidSignals
from db.signal_reads import SignalReadRepository
from db.signals import SignalRepository
from engine.club.audit import AuditLine
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from engine.signals.judging import Verdict
from engine.signals.life import grounds_of
from engine.signals.ports import Tab
from engine.signals.values import Confirms, Ending, Ends, SignalKind, SignalState
from tests.unit.signals.scans import BTC, SPIKE, T0, opening, scan

SIMULATED = MarketSource.SIMULATED
HOUR = timedelta(hours=1)


def confirms(at=T0 + timedelta(minutes=5)) -> Confirms:
    grounds = grounds_of(scan(0.82, SPIKE), 101.0)
    assert grounds is not None
    return Confirms(grounds, at, at)


def hit(at=T0 + HOUR) -> Ends:
    return Ends(SignalState.HIT, Ending.TARGET, at, 104.0)


async def states(database: Database) -> list[tuple[str, str, str]]:
    rows = await database.rows("SELECT state, was, reason FROM signal_states ORDER BY number")
    return [(row["state"], row["was"], row["reason"]) for row in rows]


async def test_a_life_is_kept_step_by_step(book: SignalRepository, database: Database) -> None:
    opened = await book.open(opening())
    assert opened is not None
    (living,) = await book.living(SIMULATED)
    assert living == opened
    confirmed = await book.confirm(opened, confirms())
    assert confirmed is not None
    assert (confirmed.state, confirmed.grounds.price_usd, confirmed.grounds.share) == (
        SignalState.CONFIRMED,
        101.0,
        0.82,
    )
    assert confirmed.expires_at == T0 + timedelta(hours=12, minutes=5)
    assert await book.end(confirmed, hit())
    assert await book.living(SIMULATED) == []
    assert await states(database) == [("new", "", ""), ("confirmed", "new", ""), ("hit", "confirmed", "target")]
    (said,) = await SaidSignals(database).newest(SIMULATED, T0 - HOUR)
    assert (said.id, said.kind, said.window) == (opened.signal_id, "imbalance", Window.H12)


async def test_grounds_come_back_as_they_were(book: SignalRepository) -> None:
    wanted = opening(is_confirmed=True)
    opened = await book.open(wanted)
    assert opened is not None
    assert opened.grounds == wanted.grounds
    assert opened.state is SignalState.CONFIRMED
    assert opened.confirmed_at == T0


async def test_one_signal_lives_for_a_coin_and_window(book: SignalRepository, database: Database) -> None:
    assert await book.open(opening())
    assert await book.open(opening()) is None
    assert await book.open(opening(window=Window.H24)) is not None
    assert await book.open(opening(coin=Coin("ETH"))) is not None
    assert len(await states(database)) == 3


async def test_two_writers_at_once_open_confirm_and_end_once(book: SignalRepository, database: Database) -> None:
    other = SignalRepository(database, "another engine")
    opened = [one for one in await asyncio.gather(*(b.open(opening()) for b in (book, other) * 8)) if one is not None]
    assert len(opened) == 1
    confirmed = await asyncio.gather(*(b.confirm(opened[0], confirms()) for b in (book, other) * 8))
    (one,) = [found for found in confirmed if found is not None]
    ended = await asyncio.gather(*(b.end(one, hit()) for b in (book, other) * 8))
    assert sum(ended) == 1
    assert [state for state, _, _ in await states(database)] == ["new", "confirmed", "hit"]


async def test_a_step_from_a_state_that_is_over_is_refused(book: SignalRepository) -> None:
    opened = await book.open(opening())
    assert opened is not None
    await book.confirm(opened, confirms())
    assert await book.confirm(opened, confirms()) is None
    assert not await book.end(opened, Ends(SignalState.EXPIRED, Ending.LEFT_RANGE, T0, 100.0))  # seen as new


async def test_an_admins_signal_takes_the_place_of_a_new_one_or_of_none(
    book: SignalRepository, database: Database
) -> None:
    opened = await book.open(opening())
    assert opened is not None
    manual = opening(kind=SignalKind.MANUAL, is_confirmed=True)
    line = AuditLine(T0, 7, "Maya", "signal", "BTC 12h", "", "long", SIMULATED)
    assert await book.open_said(manual, opened, line)
    assert await book.open_said(manual, opened, line) is None
    assert await book.open_said(manual, await book.living_of(SIMULATED, BTC, Window.H12), line) is None  # confirmed
    assert len((await AuditRepository(database).page(SIMULATED, 10, 0))[0]) == 1
    assert ("expired", "new", "replaced") in await states(database)
    assert len(await book.living(SIMULATED)) == 1


async def test_how_far_it_was_judged_only_grows(book: SignalRepository) -> None:
    opened = await book.open(opening(is_confirmed=True))
    assert opened is not None
    await book.judged([(opened, Verdict(T0 + HOUR, T0))])
    await book.judged([(opened, Verdict(T0, T0))])
    (living,) = await book.living(SIMULATED)
    assert living.judged_at == T0 + HOUR


async def test_it_is_read_as_it_was_known_then(book: SignalRepository, database: Database) -> None:
    reads = SignalReadRepository(database)
    opened = await book.open(opening())
    assert opened is not None
    confirmed = await book.confirm(opened, confirms())
    assert confirmed is not None
    await book.end(confirmed, hit())

    async def numbers(tab: Tab, known_by) -> tuple[int, int]:
        found, total = await reads.page(SIMULATED, tab, known_by, 10, 0)
        assert len(found) == total
        one = await reads.find(SIMULATED, opened.signal_id, known_by)
        return total, -1 if one is None else list(SignalState).index(one.state)

    assert await numbers(Tab.LIVE, T0 - HOUR) == (0, -1)
    assert await numbers(Tab.LIVE, T0) == (0, 0)
    assert await numbers(Tab.LIVE, T0 + timedelta(minutes=10)) == (1, 1)
    assert await numbers(Tab.LIVE, T0 + HOUR) == (0, 2)
    assert await numbers(Tab.CLOSED, T0 + timedelta(minutes=10)) == (0, 1)
    assert await numbers(Tab.CLOSED, T0 + HOUR) == (1, 2)
    assert await numbers(Tab.CLOSED, T0 + timedelta(days=8)) == (0, 2)
    assert (await reads.counts(SIMULATED, T0 + HOUR)).ended.hit == 1
    assert await reads.find(MarketSource.LIVE, opened.signal_id, T0 + HOUR) is None


async def test_waiting_ones_are_listed_and_counted(book: SignalRepository, database: Database) -> None:
    reads = SignalReadRepository(database)
    for number in range(5):
        await book.open(opening(coin=Coin(f"C{number}"), share=0.7 + number / 100))
    found, total = await reads.page(SIMULATED, Tab.WAITING, T0, 2, 2)
    assert ([one.coin for one in found], total) == (["C2", "C1"], 5)
    assert (await reads.page(SIMULATED, Tab.WAITING, T0, 2, 90))[1] == 5
    assert (await reads.counts(SIMULATED, T0)).waiting == 5


async def test_the_tally_counts_ended_ones_of_this_coin_and_of_all_and_no_gaps(
    book: SignalRepository, database: Database
) -> None:
    for coin, state, reason in (
        ("BTC", SignalState.HIT, Ending.TARGET),
        ("BTC", SignalState.STOPPED, Ending.STOP),
        ("BTC", SignalState.EXPIRED, Ending.GAP),
        ("ETH", SignalState.EXPIRED, Ending.HORIZON),
    ):
        opened = await book.open(opening(coin=Coin(coin), is_confirmed=True))
        assert opened is not None
        await book.end(opened, Ends(state, reason, T0 + HOUR, 104.0))
    unconfirmed = await book.open(opening())
    assert unconfirmed is not None
    await book.end(unconfirmed, Ends(SignalState.EXPIRED, Ending.LEFT_RANGE, T0 + HOUR, 100.0))
    read = SignalReadRepository(database).tally
    tallies = await read(SIMULATED, SignalKind.IMBALANCE, BTC, Window.H12, T0 + HOUR)
    own, overall = tallies.own, tallies.overall
    assert (own.hit, own.stopped, own.expired, own.void, own.cases) == (1, 1, 0, 1, 2)
    assert (overall.cases, overall.share) == (3, 1 / 3)
    assert (await read(SIMULATED, SignalKind.IMBALANCE, BTC, Window.H12, T0)).overall.cases == 0
    assert (await read(SIMULATED, SignalKind.MANUAL, BTC, Window.H12, T0 + HOUR)).overall.cases == 0


async def test_what_was_never_confirmed_is_forgotten_after_forty_days(
    book: SignalRepository, database: Database
) -> None:
    kept, gone = await book.open(opening(is_confirmed=True)), await book.open(opening(coin=Coin("ETH")))
    assert kept is not None
    assert gone is not None
    await book.end(kept, hit())
    await book.end(gone, Ends(SignalState.EXPIRED, Ending.LEFT_RANGE, T0, 100.0))
    await database.row("SELECT forget_old_rows($1)", T0 + timedelta(days=41))
    rows = await database.rows("SELECT DISTINCT signal_id FROM signal_states")
    assert [row["signal_id"] for row in rows] == [kept.signal_id]
    assert len(await database.rows("SELECT 1 FROM signals")) == 1
