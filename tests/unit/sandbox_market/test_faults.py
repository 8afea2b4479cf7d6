import pytest

from sandbox.market.faults import Faults
from sandbox.market.throttle import IpLimit


def test_an_unknown_fault_or_a_wrong_type_changes_nothing() -> None:
    faults = Faults()
    with pytest.raises(ValueError, match="unknown fault"):
        faults.set({"freeze": True, "explode": 1})
    with pytest.raises(ValueError, match="malformed"):
        faults.set({"freeze": True, "malformed": "many"})
    assert not faults.freeze


def test_a_counted_fault_strikes_as_often_as_it_was_told() -> None:
    faults = Faults()
    faults.set({"status": 500, "status_count": 2})
    assert [faults.http_status() for _ in range(3)] == [500, 500, 0]
    faults.set({"status": 502, "status_count": -1})
    assert {faults.http_status() for _ in range(5)} == {502}
    faults.clear()
    assert faults.http_status() == 0


def test_a_flood_is_banned_and_the_ban_ends() -> None:
    now = [0.0]
    limit = IpLimit(600, 600.0, lambda: now[0])
    assert all(limit.admit() for _ in range(600))
    assert not limit.admit()
    now[0] = 599.0
    assert not limit.admit()
    now[0] = 601.0
    assert limit.admit()


def test_six_hundred_in_five_seconds_are_fine_for_ever() -> None:
    now = [0.0]
    limit = IpLimit(600, 600.0, lambda: now[0])
    for n in range(6000):
        now[0] = n * 5.0 / 600 + n * 1e-4
        assert limit.admit()
