"""Loops that look again and again: what is away is waited for, what is wrong ends them, and so does a cancellation."""

import asyncio

import pytest

from engine.errors import EngineError, StorageAway, UnknownCoin
from engine.looking import look_on


class Looker:
    """Raises what is left of `errors`, one a look."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.looked = asyncio.Event()

    async def look(self) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.looked.set()


async def test_what_is_away_is_looked_for_again() -> None:
    looker = Looker(StorageAway("away"), StorageAway("away"))
    task = asyncio.ensure_future(look_on(looker.look, 0, "waits"))  # noqa: TID251  # ended below
    await looker.looked.wait()
    assert looker.errors == []
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_what_is_wrong_ends_it_unless_it_only_puts_off() -> None:
    with pytest.raises(UnknownCoin):
        await look_on(Looker(UnknownCoin("X")).look, 0, "waits")
    with pytest.raises(ValueError, match="bug"):
        await look_on(Looker(UnknownCoin("X"), ValueError("bug")).look, 0, "waits", EngineError)


async def test_a_cancellation_that_a_library_swallowed_ends_it() -> None:
    begun = asyncio.Event()

    async def look() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return

    task = asyncio.ensure_future(look_on(look, 0, "waits"))  # noqa: TID251  # ended below
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
