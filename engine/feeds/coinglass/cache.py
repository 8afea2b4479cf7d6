"""What was asked a moment ago is not asked again: one question at a time for a key, the answer kept for a while."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from prometheus_client import Counter

from engine.liquidations.vendor.refusals import VendorRefused
from engine.market.ports import Clock

ANSWERS = Counter(
    "helix_vendor_answers_total", "Answers of a data vendor handed out, by where they came from", ["origin"]
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Kept(Generic[Value]):
    """`is_stale`: the vendor was asked again and did not answer."""

    value: Value
    at: datetime
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class _No:
    """The vendor said no; said again for a while without asking."""

    refusal: VendorRefused
    until: datetime


class AnswerCache(Generic[Value]):
    """Single flight by key. `stale_for`: how old an answer may be that stands in while the vendor is away."""

    def __init__(
        self, clock: Clock, *, stale_for: timedelta, no_for: timedelta = timedelta(seconds=15), capacity: int = 64
    ) -> None:
        self._clock = clock
        self._stale_for = stale_for
        self._no_for = no_for
        self._capacity = capacity
        self._kept: OrderedDict[Hashable, Kept[Value]] = OrderedDict()
        self._noes: dict[Hashable, _No] = {}
        self._asking: dict[Hashable, asyncio.Lock] = {}

    async def get(self, key: Hashable, fresh_for: timedelta, ask: Callable[[], Awaitable[Value]]) -> Kept[Value]:
        """Raises `VendorRefused` where there is nothing to stand in."""
        lock = self._asking.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                kept = self._kept.get(key)
                if kept is not None and self._clock.now() - kept.at <= fresh_for:
                    ANSWERS.labels("cache").inc()
                    self._kept.move_to_end(key)
                    return kept
                return await self._ask(key, kept, ask)
        finally:
            if not lock.locked():
                self._asking.pop(key, None)

    async def _ask(self, key: Hashable, kept: Kept[Value] | None, ask: Callable[[], Awaitable[Value]]) -> Kept[Value]:
        try:
            self._say_no_again(key)
            value = await ask()
        except VendorRefused as refusal:
            self._remember_no(key, refusal)
            if kept is None or not refusal.why.is_passing or self._clock.now() - kept.at > self._stale_for:
                raise
            ANSWERS.labels("stale").inc()
            return Kept(kept.value, kept.at, is_stale=True)
        ANSWERS.labels("vendor").inc()
        return self._keep(key, Kept(value, self._clock.now()))

    def _say_no_again(self, key: Hashable) -> None:
        said = self._noes.get(key)
        if said is not None and self._clock.now() < said.until:
            raise said.refusal
        self._noes.pop(key, None)

    def _remember_no(self, key: Hashable, refusal: VendorRefused) -> None:
        """Not longer than the first no: repeating it must not prolong it."""
        now = self._clock.now()
        self._noes = {k: no for k, no in self._noes.items() if no.until > now}
        self._noes.setdefault(key, _No(refusal, now + self._no_for))

    def _keep(self, key: Hashable, kept: Kept[Value]) -> Kept[Value]:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)
        return kept
