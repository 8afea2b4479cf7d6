"""Signals an admin says: checked with the numbers, shown before they count, opened in the place of a new one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.club.audit import AuditLine
from engine.errors import NoData, Refused
from engine.exchange.contract import VIP0_TAKER
from engine.liquidations.plan import reward_for_one
from engine.liquidations.values import Leg, Plan
from engine.market.ports import Clock, MarketReader
from engine.market.values import Coin, MarketSource, Side, Venue
from engine.market.windows import Window
from engine.signals.judging import first_judged
from engine.signals.typed import TypedSignal
from engine.signals.values import Grounds, Opening, Signal, SignalKind, SignalState

_AT_PRICE = 0.001  # so near the entry counts as reached
_FARTHEST = 0.5  # of price: farther is a slip of the finger
_LEVEL = "manual"  # there is no level behind it


class WrongSide(Refused):
    """`part` (stop, target) lies on the wrong side of `against` (entry, price)."""

    text_key = "signal-wrong-side"

    def __init__(self, side: Side, part: str, value_usd: float, against: str, against_usd: float) -> None:
        super().__init__(f"{side} with its {part} at {value_usd} against {against} {against_usd}")
        self.side, self.part, self.value_usd = side, part, value_usd
        self.against, self.against_usd = against, against_usd


class TooFar(Refused):
    """Half of price away and more."""

    text_key = "signal-too-far"

    def __init__(self, part: str, value_usd: float, price_usd: float) -> None:
        super().__init__(f"{part} {value_usd} is too far from {price_usd}")
        self.part, self.value_usd, self.price_usd = part, value_usd, price_usd


class SlotTaken(Refused):
    """A confirmed signal lives for this coin and window."""

    text_key = "signal-slot-taken"

    def __init__(self, living: Signal) -> None:
        super().__init__(f"signal {living.signal_id} lives for {living.coin} {living.window}")
        self.living = living


class SaidSignals(Protocol):
    """Raises `StorageAway`."""

    async def living_of(self, source: MarketSource, coin: Coin, window: Window) -> Signal | None: ...

    async def open_said(self, opening: Opening, old: Signal | None, line: AuditLine) -> Signal | None:
        """Opened, with its line in the audit log; `old`, still new, ends. None: somebody else was faster."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """Checked against `price_usd`, and not yet said."""

    typed: TypedSignal
    window: Window
    ride: Leg
    price_usd: float
    venue: Venue
    is_entered: bool


@dataclass(frozen=True, slots=True)
class SayManually:
    """`prepare` for the preview, `say` once it is confirmed: checked again, since price moves."""

    store: SaidSignals
    market: MarketReader
    clock: Clock

    async def prepare(self, typed: TypedSignal) -> Draft:
        """Raises `WrongSide`, `TooFar`, `SlotTaken`, `NoData` and `StorageAway`."""
        price_usd, venue = await self._price(typed.coin)
        window = typed.window or Window.H12
        ride = checked_ride(typed, price_usd)
        living = await self.store.living_of(self.market.source, typed.coin, window)
        if living is not None and living.state is SignalState.CONFIRMED:
            raise SlotTaken(living)
        is_entered = abs(ride.entries_usd[0] / price_usd - 1) <= _AT_PRICE
        return Draft(typed, window, ride, price_usd, venue, is_entered)

    async def say(self, typed: TypedSignal, user_id: int, user_name: str) -> Signal:
        """Raises what `prepare` raises."""
        draft, now = await self.prepare(typed), self.clock.now()
        opening = _opening(draft, self.market.source, user_name, now)
        old = await self.store.living_of(self.market.source, typed.coin, draft.window)
        line = _audited(draft, self.market.source, user_id, user_name, now)
        said = await self.store.open_said(opening, old, line)
        if said is not None:
            return said
        living = await self.store.living_of(self.market.source, typed.coin, draft.window)
        if living is None:
            raise NoData(typed.coin, "reason-unknown")
        raise SlotTaken(living)

    async def _price(self, coin: Coin) -> tuple[float, Venue]:
        for instrument in await self.market.instruments(coin):
            ticker = await self.market.ticker(coin, instrument.venue)
            if ticker is not None and ticker.price_usd > 0:
                return ticker.price_usd, instrument.venue
        raise NoData(coin, "reason-no-history")


def checked_ride(typed: TypedSignal, price_usd: float) -> Leg:
    """Stop and target on their sides of the entry and of what is traded now. Raises `WrongSide` and `TooFar`."""
    entry, sign = price_usd if typed.entry_usd is None else typed.entry_usd, typed.side.sign
    for part, value in (("entry", entry), ("stop", typed.stop_usd), ("target", typed.target_usd)):
        if abs(value / price_usd - 1) >= _FARTHEST:
            raise TooFar(part, value, price_usd)
    for against, reference in (("entry", entry), ("price", price_usd)):
        if sign * (reference - typed.stop_usd) <= 0:
            raise WrongSide(typed.side, "stop", typed.stop_usd, against, reference)
        if sign * (typed.target_usd - reference) <= 0:
            raise WrongSide(typed.side, "target", typed.target_usd, against, reference)
    reward = reward_for_one(typed.side, entry, typed.stop_usd, typed.target_usd, float(VIP0_TAKER))
    return Leg(_LEVEL, typed.side, (entry,), (1.0,), typed.stop_usd, typed.target_usd, reward)


def _opening(draft: Draft, source: MarketSource, user_name: str, now: datetime) -> Opening:
    grounds = Grounds(
        draft.price_usd, Plan(draft.ride, None), venues=(draft.venue,), text=draft.typed.text, said_by=user_name
    )
    return Opening(
        source,
        draft.typed.coin,
        draft.window,
        SignalKind.MANUAL,
        draft.typed.side,
        now,
        grounds,
        first_judged(now),
        True,
        now if draft.is_entered else None,
    )


def _audited(draft: Draft, source: MarketSource, user_id: int, user_name: str, now: datetime) -> AuditLine:
    ride, subject = draft.ride, f"{draft.typed.coin} {draft.window.value}"
    said = f"{ride.side.value} {ride.entries_usd[0]:g} stop {ride.stop_usd:g} target {ride.target_usd:g}"
    return AuditLine(now, user_id, user_name, "signal", subject, "", said, source)
