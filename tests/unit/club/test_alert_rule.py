"""When an alert speaks, when it keeps quiet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.club.alerts import Alert, AlertKind, Direction, NewAlert, Seen, judge, strength_of
from engine.club.limits import ALERT_COOLDOWN
from engine.liquidations.values import Cluster, Confirmation
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
    assert not judge(alert(PRICE), Seen(109.9), NOW).fires
    assert judge(alert(PRICE), Seen(110.0), NOW).fires
    assert judge(alert(PRICE), Seen(130.0), NOW).fires


def test_a_falling_alert_fires_from_above_only() -> None:
    falling = replace(PRICE, price_usd=90.0, direction=Direction.FALL)
    assert not judge(alert(falling), Seen(90.1), NOW).fires
    assert judge(alert(falling), Seen(90.0), NOW).fires


def test_an_alert_that_is_not_armed_says_nothing() -> None:
    assert not judge(alert(PRICE, is_armed=False), Seen(200.0), NOW).fires


def test_a_level_alert_fires_within_its_distance_of_a_strong_level() -> None:
    strong, weak = level(103.0, 100.0), level(100.5, 1.0)
    assert not judge(alert(replace(LEVEL, strength=80.0)), Seen(100.0, (strong, weak)), NOW).fires
    verdict = judge(alert(replace(LEVEL, strength=80.0)), Seen(101.5, (strong, weak)), NOW)
    assert verdict.fires
    assert verdict.cluster == strong
    assert not verdict.is_armed


def test_after_it_spoke_it_waits_until_price_has_moved_away() -> None:
    spoken = alert(LEVEL, is_armed=False, fired=NOW)
    assert not judge(spoken, Seen(100.5, (level(103.0),)), NOW).is_armed, "2.5 % away is not yet away"
    assert judge(spoken, Seen(99.0, (level(103.0),)), NOW).is_armed, "4 % is"


def test_the_cooldown_holds_even_when_armed_again() -> None:
    soon = alert(LEVEL, fired=NOW - ALERT_COOLDOWN / 2)
    late = alert(LEVEL, fired=NOW - ALERT_COOLDOWN)
    assert not judge(soon, Seen(102.0, (level(103.0),)), NOW).fires
    assert judge(late, Seen(102.0, (level(103.0),)), NOW).fires


def test_no_levels_no_alert() -> None:
    assert not judge(alert(LEVEL), Seen(100.0), NOW).fires


@given(st.lists(st.floats(min_value=99.0, max_value=105.0), min_size=1, max_size=40))
def test_price_wobbling_around_a_level_speaks_once_an_hour_at_most(prices: list[float]) -> None:
    held, fired = alert(LEVEL), 0
    for minute, price in enumerate(prices):
        now = NOW + timedelta(minutes=minute)
        verdict = judge(held, Seen(price, (level(103.0),)), now)
        fired += verdict.fires
        held = replace(held, is_armed=verdict.is_armed, last_fired_at=now if verdict.fires else held.last_fired_at)
    assert fired <= 1


@pytest.mark.parametrize(("usd", "percentile"), [(1.0, 25.0), (4.0, 100.0), (2.0, 50.0)])
def test_strength_is_the_share_of_levels_not_larger(usd: float, percentile: float) -> None:
    among = [level(100.0, n) for n in (1.0, 2.0, 3.0, 4.0)]
    assert strength_of(level(100.0, usd), among) == percentile


IMBALANCE = NewAlert(1, Coin("BTC"), MarketSource.LIVE, AlertKind.IMBALANCE, Window.H12, share=0.75)
SPIKE = NewAlert(1, Coin("BTC"), MarketSource.LIVE, AlertKind.SPIKE, Window.H12)


def lopsided(share: float | None, heavier: Side | None = Side.SHORT) -> Seen:
    return Seen(100.0, (), share, heavier)


def test_an_imbalance_alert_fires_once_one_side_holds_the_share() -> None:
    assert not judge(alert(IMBALANCE), lopsided(0.74), NOW).fires
    verdict = judge(alert(IMBALANCE), lopsided(0.75), NOW)
    assert (verdict.fires, verdict.is_armed, verdict.value, verdict.detail) == (True, False, 0.75, "short")


def test_an_imbalance_alert_is_armed_again_when_it_is_over_not_when_it_wobbles() -> None:
    spoken = alert(IMBALANCE, is_armed=False, fired=NOW)
    assert not judge(spoken, lopsided(0.74), NOW).is_armed
    assert judge(spoken, lopsided(0.71), NOW).is_armed


def test_no_clusters_are_no_imbalance() -> None:
    assert not judge(alert(IMBALANCE), lopsided(None, None), NOW).fires


@pytest.mark.parametrize(
    ("confirmation", "detail", "value"),
    [
        (Confirmation(1.7, 0.05, 0.03), "volume", 1.7),
        (Confirmation(1.2, 0.05, 0.03), "oi", 0.05),
        (Confirmation(None, None, -0.03), "move", -0.03),
    ],
)
def test_a_spike_alert_says_what_jumped(confirmation: Confirmation, detail: str, value: float) -> None:
    verdict = judge(alert(SPIKE), Seen(100.0, confirmation=confirmation), NOW)
    assert (verdict.fires, verdict.detail, verdict.value) == (True, detail, value)


def test_a_spike_alert_keeps_quiet_while_it_lasts_and_for_its_own_cooldown() -> None:
    calm, loud = Seen(100.0, confirmation=Confirmation(1.0, 0.0, 0.0)), Seen(100.0, confirmation=Confirmation(2, 0, 0))
    assert not judge(alert(SPIKE, is_armed=False, fired=NOW), loud, NOW).is_armed
    assert judge(alert(SPIKE, is_armed=False, fired=NOW), calm, NOW).is_armed
    short = replace(SPIKE, cooldown=timedelta(minutes=15))
    later = NOW + timedelta(minutes=20)
    assert not judge(alert(SPIKE, fired=NOW), loud, later).fires
    assert judge(alert(short, fired=NOW), loud, later).fires


def test_what_is_not_known_is_no_spike() -> None:
    assert not judge(alert(SPIKE), Seen(100.0), NOW).fires
    assert not judge(alert(SPIKE), Seen(100.0, confirmation=Confirmation(None, None, None)), NOW).fires
