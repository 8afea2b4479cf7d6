"""What was closed by force in one hour, as venues told it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.liquidations.ledger.grid import EDGES, LOCATED
from engine.market.values import FloatArray, Liquidation, Side, Symbol, Venue

_BANKRUPTCY = frozenset({Venue.BYBIT})  # publishes the bankruptcy price; others the price of the fill
FLOORS = frozenset({Venue.BINANCE})  # tells at most one order a second and contract
Rates = Mapping[tuple[Venue, Symbol], float]  # maintenance rate of a contract's first tier


@dataclass(frozen=True, slots=True)
class Realised:
    """USD of one coin and hour. `trigger_usd`, `notional_usd` (n,): where single orders were liquidated and what they
    were worth; None where somebody told sums only."""

    long_usd: float
    short_usd: float
    trigger_usd: FloatArray | None
    notional_usd: FloatArray | None
    is_floor: bool

    @property
    def events(self) -> int:
        return 0 if self.trigger_usd is None else len(self.trigger_usd)


def realised_of(events: Sequence[Liquidation], rates: Rates) -> Realised:
    """Of one coin. Where price triggered: a long goes bankrupt at trigger x (1 - m), a short at trigger x (1 + m)."""
    usd = np.array([event.notional_usd for event in events])
    is_long = np.array([event.side is Side.LONG for event in events], bool)
    trigger = np.array([_trigger(event, rates) for event in events])
    is_floor = any(event.venue in FLOORS for event in events)
    return Realised(float(usd[is_long].sum()), float(usd[~is_long].sum()), trigger, usd, is_floor)


def _trigger(event: Liquidation, rates: Rates) -> float:
    if event.venue not in _BANKRUPTCY:
        return event.price_usd
    return event.price_usd / (1.0 - event.side.sign * rates.get((event.venue, event.symbol), 0.0))


def by_place(realised: Realised, price_usd: float) -> tuple[FloatArray, float]:
    """((2 * LOCATED,) USD by bin, the lowest price first; USD farther than 6 % from price)."""
    counted = np.zeros(2 * LOCATED)
    if realised.trigger_usd is None or realised.notional_usd is None:
        return counted, 0.0
    edges = np.concatenate([-EDGES[LOCATED:0:-1], EDGES[: LOCATED + 1]])
    away = np.log(realised.trigger_usd / price_usd)
    counted, _ = np.histogram(away, edges, weights=realised.notional_usd)
    return counted, float(realised.notional_usd.sum() - counted.sum())
