"""Thresholds set in the chat: kept with their line in the audit log, held by every process, tried on the past month."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from db.audit import AuditRepository
from db.database import Database
from db.trials import TrialRepository
from db.tuned import TunedRepository
from engine.liquidations.records.keeper import Origin, Pace
from engine.market.values import Bars, Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.thresholds import SameForAll, Thresholds
from engine.signals.record import Tally
from engine.signals.trials.keeper import AGAIN_AFTER, SPAN, TrialKeeper
from engine.signals.trials.replay import Replayed, replay
from engine.signals.trials.values import HIT, STOPPED, Trials, no_moments
from engine.signals.trials.version import trials_version
from engine.signals.tuner import TunedKeeper, Tuner
from engine.signals.tuning import ALL_COINS, OutOfBounds, Setting, TunedBook
from tests.end_to_end.bot.market import NOW, SetClock, SmallMarket, small_market, walk
from tests.unit.liquidations.records.feeds import HeldFeed

SIMULATED, BTC, ETH = MarketSource.SIMULATED, Coin("BTC"), Coin("ETH")
AT_ONCE = Pace(share=1.0, pause_s=0.0)


def process(database: Database) -> Tuner:
    """What one process holds."""
    book, stored = TunedBook(SameForAll()), TunedRepository(database)
    keeper = TunedKeeper(book, stored, SIMULATED)
    return Tuner(book, keeper, stored, TrialRepository(database), SIMULATED, SetClock())


async def test_what_is_kept_holds_here_at_once_and_elsewhere_at_the_next_look(database: Database) -> None:
    here, there = process(database), process(database)
    await there.keeper.look()
    change = await here.keep(Setting(ALL_COINS, "volume_ratio", 2.0), 7, "Maya")
    assert change is not None
    assert (change.was, change.becomes) == (1.5, 2.0)
    assert here.book.of(BTC).volume_ratio == 2.0
    assert there.book.of(BTC).volume_ratio == 1.5
    assert await there.keeper.look()
    assert there.book.of(BTC) == Thresholds(volume_ratio=2.0)
    assert not await there.keeper.look()


async def test_a_coins_own_setting_stands_over_the_one_for_all_and_can_be_taken_back(database: Database) -> None:
    tuner = process(database)
    await tuner.keep(Setting(ALL_COINS, "move_5m", 0.03), 7, "Maya")
    await tuner.keep(Setting(BTC, "move_5m", 0.01), 7, "Maya")
    assert (tuner.book.of(BTC).move_5m, tuner.book.of(ETH).move_5m) == (0.01, 0.03)
    back = await tuner.keep(Setting(BTC, "move_5m", None), 7, "Maya")
    assert back is not None
    assert tuner.book.of(BTC).move_5m == 0.03
    assert await tuner.keep(Setting(BTC, "move_5m", None), 7, "Maya") is None


async def test_every_change_is_in_the_audit_log_and_the_same_again_is_none(database: Database) -> None:
    tuner, audit = process(database), AuditRepository(database)
    await tuner.keep(Setting(ALL_COINS, "volume_ratio", 2.0), 7, "Maya")
    assert await tuner.keep(Setting(ALL_COINS, "volume_ratio", 2.0), 8, "Ana") is None
    await tuner.keep(Setting(BTC, "volume_ratio", 3.0), 8, "Ana")
    await tuner.keep(Setting(BTC, "volume_ratio", None), 8, "Ana")
    lines, total = await audit.page(SIMULATED, 10, 0)
    assert total == 3
    assert [(one.user_name, one.subject, one.was, one.becomes) for one in lines] == [
        ("Ana", "volume_ratio BTC", "3", "2 (default)"),
        ("Ana", "volume_ratio BTC", "2", "3"),
        ("Maya", "volume_ratio", "1.5", "2"),
    ]
    assert (await audit.page(MarketSource.LIVE, 10, 0)) == ([], 0)
    assert (await audit.page(SIMULATED, 2, 2))[0] == lines[2:]


async def test_the_audit_log_is_never_changed(database: Database) -> None:
    tuner = process(database)
    await tuner.keep(Setting(ALL_COINS, "volume_ratio", 2.0), 7, "Maya")
    with pytest.raises(asyncpg.RaiseError, match="never changed"):
        await database.run("UPDATE audit_log SET user_name = 'nobody'")


async def test_setting_and_audit_line_are_kept_both_or_neither(database: Database) -> None:
    tuner = process(database)
    await database.run("ALTER TABLE audit_log ADD CONSTRAINT nobody CHECK (user_id <> 7)")
    with pytest.raises(asyncpg.CheckViolationError):
        await tuner.keep(Setting(ALL_COINS, "volume_ratio", 2.0), 7, "Maya")
    assert await database.rows("SELECT 1 FROM tuned_thresholds") == []


@pytest.mark.parametrize(
    "setting",
    [
        Setting(ALL_COINS, "volume_ratio", 0.5),
        Setting(ALL_COINS, "volume_ratio", 21.0),
        Setting(ALL_COINS, "volume_ratio", float("nan")),
        Setting(ALL_COINS, "lopsided_from", 0.9),
        Setting(ALL_COINS, "nonsense", 1.0),
    ],
)
async def test_what_lies_outside_is_refused_and_leaves_no_trace(setting: Setting, database: Database) -> None:
    tuner = process(database)
    with pytest.raises(OutOfBounds):
        await tuner.compare(setting)
    with pytest.raises(OutOfBounds):
        await tuner.keep(setting, 7, "Maya")
    assert await database.rows("SELECT 1 FROM audit_log") == []


def trials(coin: Coin, ratios: list[float], outcomes: list[int]) -> Trials:
    moments = no_moments(len(ratios))
    moments["share"], moments["volume_ratio"], moments["outcome"] = 0.8, ratios, outcomes
    moments["at_ms"] = [number * 100 for number in range(len(ratios))]
    moments["end_ms"] = moments["at_ms"] + 50
    return Trials(SIMULATED, coin, Window.H12, Venue.BYBIT, trials_version(), NOW - SPAN, NOW, moments)


async def test_a_comparison_shows_the_month_under_both_settings(database: Database) -> None:
    store, tuner = TrialRepository(database), process(database)
    await store.save(trials(BTC, [1.6, 2.5, 3.0], [STOPPED, HIT, HIT]))
    await store.save(trials(ETH, [1.6, 1.7], [STOPPED, STOPPED]))
    found = await tuner.compare(Setting(ALL_COINS, "volume_ratio", 2.0))
    assert (found.was, found.becomes, found.coins, found.windows) == (1.5, 2.0, 2, (Window.H12,))
    assert found.before == Replayed(5, Tally(hit=2, stopped=3))
    assert found.after == Replayed(2, Tally(hit=2))
    alone = await tuner.compare(Setting(BTC, "volume_ratio", 2.0))
    assert (alone.coins, alone.before.signals) == (1, 3)
    assert await database.rows("SELECT 1 FROM audit_log") == []
    assert await tuner.past(BTC, Window.H12) == alone.before


async def test_trials_found_meanwhile_are_seen_and_those_of_another_market_go(database: Database) -> None:
    store, tuner = TrialRepository(database), process(database)
    await store.save(trials(BTC, [1.6], [HIT]))
    assert (await tuner.present(ALL_COINS)).signals == 1
    await store.save(trials(ETH, [1.6, 1.7], [HIT, HIT]))
    tuner._stamp_until_s = -1.0  # five seconds later
    assert (await tuner.present(ALL_COINS)).signals == 3
    await database.run("DELETE FROM signal_trials WHERE coin = 'BTC'")
    tuner._stamp_until_s = -1.0
    assert (await tuner.present(ALL_COINS)).signals == 2


async def test_without_trials_it_says_of_no_coin(database: Database) -> None:
    found = await process(database).compare(Setting(ALL_COINS, "volume_ratio", 2.0))
    assert (found.coins, found.since, found.before.signals) == (0, None, 0)


async def test_trials_of_another_model_count_for_nothing(database: Database) -> None:
    store = TrialRepository(database)
    one = trials(BTC, [1.6], [HIT])
    await store.save(Trials(SIMULATED, BTC, Window.H12, Venue.BYBIT, "older", one.from_at, one.until_at, one.moments))
    assert await store.held(SIMULATED, trials_version()) == {}
    assert (await process(database).compare(Setting(BTC, "volume_ratio", 2.0))).coins == 0


@pytest.fixture(scope="module")
def history() -> Bars:
    return walk("BTC", 100.0, 34.0, NOW)


def keeper_on(market: SmallMarket, feed: HeldFeed, database: Database) -> TrialKeeper:
    filled = asyncio.Event()
    filled.set()
    return TrialKeeper([Origin(feed, filled)], market.memory, TrialRepository(database), market.clock, AT_ONCE)


async def test_the_keeper_looks_through_a_month_and_then_only_through_what_is_new(
    database: Database, history: Bars
) -> None:
    market, store = small_market({"BTC": 100.0}, days=1), TrialRepository(database)
    (contract,) = await market.memory.instruments(BTC)
    feed = HeldFeed({(contract.symbol, history.step_ms): history})
    keeper = keeper_on(market, feed, database)
    assert await keeper.look_through_due() == len(Window)  # all windows of a large coin; the coarse ones have no bars
    assert await keeper.look_through_due() == 0
    (first,) = [one for one in await store.load(SIMULATED, trials_version(), BTC) if one.window is Window.H12]
    assert len(first.moments) > 200
    assert first.moments["at_ms"].min() >= (NOW - SPAN).timestamp() * 1000
    first_from = min(asked[2] for asked in feed.asked)

    more = walk("BTC", 100.0, 35.0, NOW + AGAIN_AFTER)
    known = history.open_ms[-1]
    grown = Bars(
        history.step_ms,
        more.open_ms,
        *(
            _spliced(old, new, int((more.open_ms <= known).sum()))
            for old, new in zip(history.columns(), more.columns(), strict=True)
        ),
    )
    feed.held[contract.symbol, history.step_ms] = grown
    feed.asked.clear()
    market.clock.at = NOW + AGAIN_AFTER
    assert await keeper.look_through_due() == len(Window)
    assert min(asked[2] for asked in feed.asked if asked[1] == history.step_ms) > first_from + 10 * 86_400_000
    (second,) = [one for one in await store.load(SIMULATED, trials_version(), BTC) if one.window is Window.H12]
    whole = keeper_on(market, feed, database)
    await database.run("DELETE FROM signal_trials")
    await whole.look_through_due()
    (anew,) = [one for one in await store.load(SIMULATED, trials_version(), BTC) if one.window is Window.H12]
    assert second.moments.tolist() == anew.moments.tolist()  # the same as if looked through at once


def _spliced(old, new, count: int):
    import numpy as np

    return np.concatenate([old[len(old) - count :], new[count:]])


async def test_a_venue_that_is_away_puts_a_coin_off(database: Database, history: Bars) -> None:
    market = small_market({"BTC": 100.0}, days=1)
    (contract,) = await market.memory.instruments(BTC)
    feed = HeldFeed({(contract.symbol, history.step_ms): history}, away={contract.symbol})
    keeper = keeper_on(market, feed, database)
    assert await keeper.look_through_due() == 0
    feed.away.clear()
    assert await keeper.look_through_due() > 0


async def test_trials_replay_as_they_were_found(database: Database) -> None:
    one = trials(BTC, [1.6, 2.5], [STOPPED, HIT])
    await TrialRepository(database).save(one)
    (stored,) = await TrialRepository(database).newer(SIMULATED, trials_version(), None)
    assert replay(stored.moments, Thresholds()) == replay(one.moments, Thresholds())
    assert stored.until_at - stored.from_at == timedelta(days=30)
