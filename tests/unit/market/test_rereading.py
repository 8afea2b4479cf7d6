"""What another process stores is read again, and stays while the store is away."""

from collections.abc import Iterator

import pytest

from engine.errors import StorageAway
from engine.market.rereading import Reread


class Store:
    """Answers one after the other; an error is raised."""

    def __init__(self, *answers: str | Exception) -> None:
        self._answers: Iterator[str | Exception] = iter(answers)
        self.asked = 0

    async def read(self) -> str:
        self.asked += 1
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_what_was_read_serves_until_it_is_old() -> None:
    store = Store("first", "second")
    kept, old = Reread(store.read, "nothing"), Reread(store.read, "nothing", fresh_s=0.0)
    assert [await kept.now(), await kept.now()] == ["first", "first"]
    assert await old.now() == "second"
    assert store.asked == 2


async def test_a_store_that_is_away_costs_nothing_that_was_read_before() -> None:
    store = Store("first", StorageAway("away"), "third")
    reread = Reread(store.read, "nothing", fresh_s=0.0, again_s=0.0)
    assert [await reread.now() for _ in range(3)] == ["first", "first", "third"]


async def test_before_the_first_answer_there_is_nothing_and_no_error() -> None:
    store = Store(StorageAway("away"))
    reread = Reread(store.read, "nothing")
    assert [await reread.now(), await reread.now()] == ["nothing", "nothing"]
    assert store.asked == 1  # not hammered


async def test_a_mistake_is_not_taken_for_a_store_that_is_away() -> None:
    with pytest.raises(ValueError, match="wrong"):
        await Reread(Store(ValueError("wrong")).read, "nothing").now()
