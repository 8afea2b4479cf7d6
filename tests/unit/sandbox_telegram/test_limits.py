import pytest

from sandbox.telegram.callbacks import Callbacks
from sandbox.telegram.faults import Faults
from sandbox.telegram.limits import Limits
from sandbox.telegram.refusals import Refusal


class Watch:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def send(limits: Limits, chat_id: int, times: int) -> int:
    """How many of `times` were let through."""
    passed = 0
    for _ in range(times):
        try:
            limits.check(chat_id)
        except Refusal:
            continue
        limits.count(chat_id)
        passed += 1
    return passed


def test_a_private_burst_goes_up_to_thirty_a_second() -> None:
    watch = Watch()
    limits = Limits(watch)
    assert send(limits, 7, 40) == 30
    with pytest.raises(Refusal) as refused:
        limits.check(8)
    assert refused.value.parameters == {"retry_after": 1}
    watch.now_s += 1.0
    assert send(limits, 8, 1) == 1


def test_a_group_takes_twenty_a_minute_and_says_when_the_next_fits() -> None:
    watch = Watch()
    limits = Limits(watch)
    assert send(limits, -5, 25) == 20
    watch.now_s += 45.5
    with pytest.raises(Refusal) as refused:
        limits.check(-5)
    assert refused.value.parameters == {"retry_after": 15}
    assert send(limits, -6, 1) == 1
    watch.now_s += 15
    assert send(limits, -5, 1) == 1


def test_an_album_counts_by_its_pictures() -> None:
    limits = Limits(Watch())
    for _ in range(2):
        limits.check(-5, 9)
        limits.count(-5, 9)
    with pytest.raises(Refusal):
        limits.check(-5, 3)
    limits.check(-5, 2)


def test_a_press_is_answered_once_and_within_fifteen_seconds() -> None:
    watch = Watch()
    callbacks = Callbacks(watch)
    first, late = callbacks.open(7, 7, 1), callbacks.open(7, 7, 1)
    watch.now_s += 14
    callbacks.answer(first, {"text": "yes"})
    watch.now_s += 2
    for query_id in (first, late, "nope"):
        with pytest.raises(Refusal, match="query is too old"):
            callbacks.answer(query_id, {})


def test_faults_hit_their_method_for_their_calls_or_their_time() -> None:
    watch = Watch()
    faults = Faults(watch)
    faults.add({"kind": "429", "method": "sendPhoto", "calls": 2})
    faults.add({"kind": "slow", "for_s": 5})
    kinds = ("429", "slow")
    assert [f.kind if (f := faults.take("sendphoto", kinds)) else "" for _ in range(3)] == ["429", "429", "slow"]
    assert faults.take("getUpdates", kinds) is None
    watch.now_s += 6
    assert faults.take("sendPhoto", kinds) is None
    with pytest.raises(ValueError, match="unknown fault"):
        faults.add({"kind": "fire"})
