"""When an alert speaks, when it keeps quiet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.club.alerts import Alert, AlertKind, Direction, NewAlert, judge, strength_of
from engine.club.limits import ALERT_COOLDOWN
from engine.liquidations.values import Cluster
from engine.market.values import Coin, MarketSource, Side
from engine.market.windows import Window

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
PRICE = NewAlert(
    1, Coin("BTC"), MarketSource.LIVE, AlertKind.PRICE, Window.H12, price_usd=110.0, direction=Direction.RISE
)
LEVEL = NewAlert(1, Coin("BTC"), MarketSource.LIVE, AlertKind.LEVEL, Window.H12, distance=0.02, strength=50.0)


def alert(asked: NewAlert, *, is_armed: bool = True, fired: datetime | None = None) -> Alert:
    return Alert(1, asked, is_armed, fired, NOW - timedelta(days=1))


def level(price_usd: float, usd: float = 100.0) -> Cluster:
    return Cluster("A1", Side.SHORT, price_usd, price_usd, price_usd, usd, 0.0)


def test_a_price_alert_fires_when_price_is_there_or_beyond() -> None:
    assert not judge(alert(PRICE), 109.9, (), NOW).fires
    assert judge(alert(PRICE), 110.0, (), NOW).fires
    assert judge(alert(PRICE), 130.0, (), NOW).fires


def test_a_falling_alert_fires_from_above_only() -> None:
    falling = replace(PRICE, price_usd=90.0, direction=Direction.FALL)
    assert not judge(alert(falling), 90.1, (), NOW).fires
    assert judge(alert(falling), 90.0, (), NOW).fires


def test_an_alert_that_is_not_armed_says_nothing() -> None:
    assert not judge(alert(PRICE, is_armed=False), 200.0, (), NOW).fires


def test_a_level_alert_fires_within_its_distance_of_a_strong_level() -> None:
    strong, weak = level(103.0, 100.0), level(100.5, 1.0)
    assert not judge(alert(replace(LEVEL, strength=80.0)), 100.0, (strong, weak), NOW).fires
    verdict = judge(alert(replace(LEVEL, strength=80.0)), 101.5, (strong, weak), NOW)
    assert verdict.fires
    assert verdict.cluster == strong
    assert not verdict.is_armed


def test_after_it_spoke_it_waits_until_price_has_moved_away() -> None:
    spoken = alert(LEVEL, is_armed=False, fired=NOW)
    assert not judge(spoken, 100.5, (level(103.0),), NOW).is_armed, "2.5 % away is not yet away"
    assert judge(spoken, 99.0, (level(103.0),), NOW).is_armed, "4 % is"


def test_the_cooldown_holds_even_when_armed_again() -> None:
    soon = alert(LEVEL, fired=NOW - ALERT_COOLDOWN / 2)
    late = alert(LEVEL, fired=NOW - ALERT_COOLDOWN)
    assert not judge(soon, 102.0, (level(103.0),), NOW).fires
    assert judge(late, 102.0, (level(103.0),), NOW).fires


def test_no_levels_no_alert() -> None:
    assert not judge(alert(LEVEL), 100.0, (), NOW).fires


@given(st.lists(st.floats(min_value=99.0, max_value=105.0), min_size=1, max_size=40))
def test_price_wobbling_around_a_level_speaks_once_an_hour_at_most(prices: list[float]) -> None:
    held, fired = alert(LEVEL), 0
    for minute, price in enumerate(prices):
        now = NOW + timedelta(minutes=minute)
        verdict = judge(held, price, (level(103.0),), now)
        fired += verdict.fires
        held = replace(held, is_armed=verdict.is_armed, last_fired_at=now if verdict.fires else held.last_fired_at)
    assert fired <= 1


@pytest.mark.parametrize(("usd", "percentile"), [(1.0, 25.0), (4.0, 100.0), (2.0, 50.0)])
def test_strength_is_the_share_of_levels_not_larger(usd: float, percentile: float) -> None:
    among = [level(100.0, n) for n in (1.0, 2.0, 3.0, 4.0)]
    assert strength_of(level(100.0, usd), among) == percentile
