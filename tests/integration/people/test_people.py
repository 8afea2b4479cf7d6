"""Persons, chats and alerts on Postgres."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from math import nan

import pytest

from db.database import Database
from db.instruments import InstrumentRepository
from db.people.alerts import AlertRepository, FiringRepository
from db.people.people import ChatRepository, PeopleRepository
from engine.club.alerts import ENDED, Alert, AlertKind, Direction, NewAlert, Verdict
from engine.club.people import ChatKind, Locale, Preferences, Style, Theme
from engine.club.quiet import QuietHours
from engine.liquidations.values import Cluster
from engine.market.values import Coin, Instrument, MarketSource, Side, Symbol, Venue
from engine.market.windows import Window

FIRST = Preferences(Locale.ES, "America/Chicago")
NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)


@pytest.fixture
async def people(database: Database) -> PeopleRepository:
    found = PeopleRepository(database)
    await found.meet(7, "Maya", "maya", FIRST, has_started=True)
    return found


def price_alert(price: float = 110.0, source: MarketSource = MarketSource.LIVE) -> NewAlert:
    return NewAlert(
        7, Coin("BTC"), source, AlertKind.PRICE, Window.H12, price_usd=price, direction=Direction.RISE, level="A1"
    )


async def test_own_preferences_survive_meeting_again(people: PeopleRepository) -> None:
    chosen = Preferences(Locale.RU, "Europe/Moscow", Theme.LIGHT, Style.BRIEF, Window.D7)
    await people.prefer(7, chosen)
    again = await people.meet(7, "Maja", None, FIRST, has_started=True)
    assert again.prefers == chosen
    assert again.first_name == "Maja"


async def test_the_first_inviter_stays(people: PeopleRepository) -> None:
    await people.invited(7, "first")
    await people.invited(7, "second")
    found = await people.find(7)
    assert found is not None
    assert found.inviter_code == "first"


async def test_who_blocked_is_unreachable_until_they_write_again(people: PeopleRepository) -> None:
    await people.mark_blocked(7)
    met = await people.meet(7, "Maya", None, FIRST, has_started=False)
    assert not met.is_reachable
    assert (await people.meet(7, "Maya", None, FIRST, has_started=True)).is_reachable
    assert await people.find(8) is None


async def test_a_chat_is_followed_through_its_moves(database: Database) -> None:
    chats = ChatRepository(database)
    await chats.see(-5, ChatKind.GROUP, "Desk")
    await chats.migrate(-5, -1005)
    await chats.migrate(-5, -1005)
    assert await chats.present_id(-5) == -1005
    assert await chats.present_id(-99) == -99
    await chats.leave(-1005)


async def test_the_limit_holds_for_many_taps_at_once(people: PeopleRepository, database: Database) -> None:
    alerts = AlertRepository(database)
    made = await asyncio.gather(*(alerts.add(price_alert(100.0 + n), 3) for n in range(8)))
    assert sum(alert is not None for alert in made) == 3
    same = await alerts.add((await alerts.of(7))[0].asked, 3)
    assert same is not None
    assert len(await alerts.of(7)) == 3


async def test_only_its_owner_ends_an_alert(people: PeopleRepository, database: Database) -> None:
    alerts = AlertRepository(database)
    alert = await added(alerts)
    assert not await alerts.end(alert.alert_id, 8)
    assert await alerts.end(alert.alert_id, 7)
    assert not await alerts.end(alert.alert_id, 7)
    assert await alerts.of(7) == []


async def added(alerts: AlertRepository, asked: NewAlert | None = None) -> Alert:
    alert = await alerts.add(asked or price_alert(), 3)
    assert alert is not None
    return alert


async def test_alerts_of_another_market_are_not_watched(people: PeopleRepository, database: Database) -> None:
    alerts = AlertRepository(database)
    await added(alerts, price_alert(source=MarketSource.SIMULATED))
    assert await alerts.active(MarketSource.LIVE) == []
    assert len(await alerts.active(MarketSource.SIMULATED)) == 1
    await people.mark_blocked(7)
    assert await alerts.active(MarketSource.SIMULATED) == []


async def test_of_two_processes_that_see_the_same_crossing_one_fires(
    people: PeopleRepository, database: Database
) -> None:
    alerts, firings = AlertRepository(database), FiringRepository(database)
    alert = await added(alerts)
    kept = await asyncio.gather(*(alerts.keep(alert, Verdict(True, False), 111.0, NOW) for _ in range(5)))
    assert sorted(kept) == [False, False, False, False, True]
    due = await firings.claim(10, 60)
    assert [(f.price_usd, f.level_price_usd, f.is_unknown) for f in due] == [(111.0, 110.0, False)]
    assert await alerts.of(7) == [], "a price alert is done when it is reached"
    assert await firings.claim(10, 60) == []


async def test_a_level_alert_stays_after_it_spoke(people: PeopleRepository, database: Database) -> None:
    alerts, firings = AlertRepository(database), FiringRepository(database)
    asked = NewAlert(7, Coin("BTC"), MarketSource.LIVE, AlertKind.LEVEL, Window.H12, distance=0.02, strength=50.0)
    alert = await added(alerts, asked)
    cluster = Cluster("A2", Side.SHORT, 112.0, 112.0, 113.0, 5e6, 0.02)
    assert await alerts.keep(alert, Verdict(True, False, cluster), 110.0, NOW)
    (again,) = await alerts.of(7)
    assert (again.is_armed, again.last_fired_at) == (False, NOW)
    (firing,) = await firings.claim(10, 60)
    assert (firing.level_price_usd, firing.level_notional_usd) == (112.0, 5e6)


async def test_a_firing_whose_sender_died_comes_back_marked_unknown(
    people: PeopleRepository, database: Database
) -> None:
    alerts, firings = AlertRepository(database), FiringRepository(database)
    await alerts.keep(await added(alerts), Verdict(True, False), 111.0, NOW)
    (firing,) = await firings.claim(10, 0.01)
    await firings.anchor([firing.firing_id], 42)
    await asyncio.sleep(0.02)
    (again,) = await firings.claim(10, 60)
    assert (again.is_unknown, again.anchor_id, again.attempt) == (True, 42, 2)
    await firings.confirm([again.firing_id], 43)
    assert await firings.claim(10, 60) == []


async def test_a_delayed_firing_is_not_unknown(people: PeopleRepository, database: Database) -> None:
    alerts, firings = AlertRepository(database), FiringRepository(database)
    await alerts.keep(await added(alerts), Verdict(True, False), 111.0, NOW)
    (firing,) = await firings.claim(10, 60)
    await firings.delay([firing.firing_id], 0.0, "Telegram away")
    (again,) = await firings.claim(10, 60)
    assert not again.is_unknown
    await firings.drop([again.firing_id], "too late")
    assert await firings.claim(10, 60) == []


async def test_an_update_handled_again_finds_its_alert_even_after_that_one_spoke(
    people: PeopleRepository, database: Database
) -> None:
    alerts = AlertRepository(database)
    asked = replace(price_alert(), asked_in=41)
    first = await added(alerts, asked)
    await alerts.keep(first, Verdict(True, False), 111.0, NOW)
    again = await added(alerts, replace(asked, direction=Direction.FALL))
    assert again.alert_id == first.alert_id
    assert await alerts.of(7) == []
    later = await added(alerts, replace(asked, asked_in=42))
    assert later.alert_id != first.alert_id


async def test_a_coin_is_not_over_while_any_venue_lists_it(people: PeopleRepository, database: Database) -> None:
    alerts, contracts = AlertRepository(database), InstrumentRepository(database)
    alert, over = await added(alerts), Verdict(True, False, detail=ENDED)
    left = Instrument(
        Venue.BINANCE,
        Symbol("BTCUSDT"),
        Coin("BTC"),
        Decimal("0.1"),
        Decimal("0.001"),
        100.0,
        timedelta(hours=8),
        None,
        (),
    )
    await contracts.save(MarketSource.LIVE, [left])
    assert not await alerts.keep(alert, over, nan, NOW)
    assert len(await alerts.of(7)) == 1
    await contracts.end(MarketSource.LIVE, [left])
    assert await alerts.keep(alert, over, nan, NOW)
    assert await alerts.of(7) == []


async def fired(people: PeopleRepository, database: Database, prices: list[float]) -> FiringRepository:
    alerts = AlertRepository(database)
    for price in prices:
        await alerts.keep(await added(alerts, price_alert(price)), Verdict(True, False), price, NOW)
    return FiringRepository(database)


async def test_what_is_due_to_one_person_is_claimed_as_one_message(
    people: PeopleRepository, database: Database
) -> None:
    firings = await fired(people, database, [101.0, 102.0, 103.0])
    due = await firings.claim(10, 60)
    assert len({firing.batch_id for firing in due}) == 1
    assert [firing.price_usd for firing in sorted(due, key=lambda f: f.firing_id)] == [101.0, 102.0, 103.0]


async def test_a_batch_whose_sender_died_comes_back_as_it_was(people: PeopleRepository, database: Database) -> None:
    firings = await fired(people, database, [101.0, 102.0])
    first = await firings.claim(10, 0.01)
    await fired(people, database, [103.0])
    await asyncio.sleep(0.02)
    again = await firings.claim(10, 60)
    known = [firing for firing in again if firing.is_unknown]
    assert {firing.batch_id for firing in known} == {firing.batch_id for firing in first}
    assert [firing.batch_id for firing in again if not firing.is_unknown] != [first[0].batch_id]


async def test_who_was_just_told_waits_for_the_rest_of_the_burst(people: PeopleRepository, database: Database) -> None:
    firings = await fired(people, database, [101.0])
    (told,) = await firings.claim(10, 60, 60)
    await firings.confirm([told.firing_id], 5)
    await fired(people, database, [102.0, 103.0])
    assert await firings.claim(10, 60, 60) == []
    assert len(await firings.claim(10, 60, 0)) == 2


async def test_what_waits_for_the_morning_is_marked_as_held(people: PeopleRepository, database: Database) -> None:
    firings = await fired(people, database, [101.0])
    (firing,) = await firings.claim(10, 60)
    await firings.delay([firing.firing_id], 0.0, "quiet hours", is_held=True)
    (again,) = await firings.claim(10, 60)
    assert again.is_held
    assert not again.is_unknown


async def test_an_imbalance_that_fired_keeps_what_was_seen(people: PeopleRepository, database: Database) -> None:
    alerts, firings = AlertRepository(database), FiringRepository(database)
    asked = NewAlert(7, Coin("BTC"), MarketSource.LIVE, AlertKind.IMBALANCE, Window.H12, share=0.75)
    alert = await added(alerts, asked)
    assert alert.asked == asked
    assert await alerts.keep(alert, Verdict(True, False, value=0.8, detail="short"), 110.0, NOW)
    (firing,) = await firings.claim(10, 60)
    assert (firing.value, firing.detail) == (0.8, "short")


async def test_only_its_owner_changes_a_cooldown(people: PeopleRepository, database: Database) -> None:
    alerts = AlertRepository(database)
    alert = await added(alerts)
    assert await alerts.cool_for(alert.alert_id, 8, timedelta(minutes=15)) is None
    changed = await alerts.cool_for(alert.alert_id, 7, timedelta(minutes=15))
    assert changed is not None
    assert changed.asked.cooldown == timedelta(minutes=15)


async def test_quiet_hours_are_kept_and_ended(people: PeopleRepository) -> None:
    night = QuietHours(time(22), time(7))
    assert (await people.keep_quiet(7, night)).quiet == night
    met = await people.meet(7, "Maya", None, FIRST, has_started=True)
    assert met.quiet == night
    assert (await people.keep_quiet(7, None)).quiet is None
