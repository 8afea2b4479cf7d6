"""When a signal is born, confirmed, and given up while it is still new: pure, from one scan to the next steps.

Its end by price is judged elsewhere (`judging`); a confirmed signal no longer listens to scans.
"""

from datetime import datetime, timedelta

from engine.exchange.contract import VIP0_TAKER
from engine.liquidations.plan import reward_for_one
from engine.liquidations.values import Confirmation, Leg, Plan, Scan, ScanState
from engine.market.values import Side
from engine.scanners.thresholds import Thresholds
from engine.signals.judging import first_judged
from engine.signals.values import (
    Confirms,
    Ending,
    Ends,
    Grounds,
    Opening,
    Signal,
    SignalKind,
    SignalState,
    Step,
)

FRESH_FOR = timedelta(minutes=5)  # the design: confirmation within five minutes
_AHEAD = timedelta(minutes=1)  # a bar from farther in the future is not believed


def hear(living: Signal | None, scan: Scan, limits: Thresholds, price_usd: float, now: datetime) -> tuple[Step, ...]:
    """What follows from `scan` for the coin and window; `price_usd` is what is traded now.

    A scan older than five minutes, or from the future, changes nothing: so does any while the clock is wrong.
    """
    if not -_AHEAD <= now - scan.at <= FRESH_FOR:
        return ()
    if living is None:
        return _opened(scan, limits, price_usd, now)
    if living.state is not SignalState.NEW or living.kind is SignalKind.MANUAL or scan.at < living.state_at - FRESH_FOR:
        return ()
    given_up = _given_up(living, scan, limits)
    if given_up is not None:
        end = Ends(SignalState.EXPIRED, given_up, max(scan.at, living.state_at), price_usd)
        return (end, *_opened(scan, limits, price_usd, now))
    if standing(scan, limits) is not ScanState.CONFIRMED:
        return ()
    grounds, at = grounds_of(scan, price_usd), max(scan.at, now)
    return () if grounds is None else (Confirms(grounds, at, first_judged(at)),)


def standing(scan: Scan, limits: Thresholds) -> ScanState:
    """The scan's state under these limits: the share inclusive at both ends, the figures by going over."""
    if scan.state is ScanState.TOO_LITTLE_DATA or scan.imbalance is None:
        return ScanState.TOO_LITTLE_DATA
    if scan.imbalance < limits.lopsided_from:
        return ScanState.NO_SIGNAL
    if scan.imbalance > limits.extreme_over:
        return ScanState.EXTREME
    return ScanState.CONFIRMED if is_fresh(scan.confirmation, limits) else ScanState.LOPSIDED


def is_fresh(figures: Confirmation, limits: Thresholds) -> bool:
    """Any of the three goes over its limit; one that is not known does not."""
    return (
        (figures.oi_change_1h is not None and figures.oi_change_1h > limits.oi_change_1h)
        or (figures.volume_ratio is not None and figures.volume_ratio > limits.volume_ratio)
        or (figures.move_5m is not None and abs(figures.move_5m) > limits.move_5m)
    )


def grounds_of(scan: Scan, price_usd: float) -> Grounds | None:
    """None where no ride is left to take at this price."""
    ride = None if scan.plan.ride is None else anchored(scan.plan.ride, price_usd)
    if ride is None:
        return None
    heavy, light = max(scan.above_usd, scan.below_usd), min(scan.above_usd, scan.below_usd)
    return Grounds(
        price_usd=price_usd,
        plan=Plan(ride, scan.plan.fade),
        share=scan.imbalance,
        heavy_usd=heavy,
        light_usd=light,
        band=scan.band,
        confirmation=scan.confirmation,
        venues=scan.venues,
        flags=scan.flags,
    )


def anchored(ride: Leg, price_usd: float) -> Leg | None:
    """The leg entered at `price_usd`: the stop as far away as planned, the target where it was. None: target passed.

    A map of a long window may be hours old when its confirmation comes; price has moved since.
    """
    stop = price_usd * ride.stop_usd / ride.entries_usd[0]
    if ride.side.sign * (ride.target_usd - price_usd) <= 0:
        return None
    reward = reward_for_one(ride.side, price_usd, stop, ride.target_usd, float(VIP0_TAKER))
    return Leg(ride.level, ride.side, (price_usd,), (1.0,), stop, ride.target_usd, reward)


def _opened(scan: Scan, limits: Thresholds, price_usd: float, now: datetime) -> tuple[Opening, ...]:
    state = standing(scan, limits)
    if state not in (ScanState.LOPSIDED, ScanState.CONFIRMED):
        return ()
    grounds = grounds_of(scan, price_usd)
    if grounds is None:
        return ()
    at = max(scan.at, now)
    return (
        Opening(
            scan.source,
            scan.query.coin,
            scan.query.window,
            SignalKind.IMBALANCE,
            grounds.ride().side,
            at,
            grounds,
            first_judged(at),
            state is ScanState.CONFIRMED,
            at,
        ),
    )


def _given_up(living: Signal, scan: Scan, limits: Thresholds) -> Ending | None:
    state = standing(scan, limits)
    if state is ScanState.EXTREME:
        return Ending.EXTREME
    if state not in (ScanState.LOPSIDED, ScanState.CONFIRMED):
        return Ending.LEFT_RANGE
    if _side_of(scan) is not living.side:
        return Ending.TURNED
    return Ending.HORIZON if scan.at >= living.expires_at else None


def _side_of(scan: Scan) -> Side:
    """Toward the heavier side: shorts above pull price up."""
    return Side.LONG if scan.heavier is Side.SHORT else Side.SHORT
