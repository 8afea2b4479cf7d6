"""Scans, signals and bars with round prices: a long from 100 with its stop at 98 and its target at 104."""

from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.values import Cluster, Confirmation, DayFigures, Leg, MapQuery, Plan, Scan, ScanState
from engine.market.quality import Flag
from engine.market.values import Bars, Coin, MarketSource, Side, Venue
from engine.market.windows import Window
from engine.signals.judging import BAR_MS, first_judged
from engine.signals.values import Grounds, Opening, Signal, SignalKind, SignalState

T0 = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)
BTC = Coin("BTC")
CALM = Confirmation(1.0, 0.001, 0.001)
SPIKE = Confirmation(1.7, 0.009, 0.003)
LONG = Leg("A1", Side.LONG, (100.0,), (1.0,), 98.0, 104.0, 1.8)
SHORT = Leg("B1", Side.SHORT, (100.0,), (1.0,), 102.0, 96.0, 1.8)


def scan(
    share: float | None = 0.8,
    fresh: Confirmation = CALM,
    *,
    at: datetime = T0,
    ride: Leg | None = LONG,
    state: ScanState = ScanState.LOPSIDED,
    window: Window = Window.H12,
    coin: Coin = BTC,
    price_usd: float = 100.0,
    source: MarketSource = MarketSource.SIMULATED,
    flags: tuple[Flag, ...] = (),
) -> Scan:
    heavier = Side.SHORT if ride is None or ride.side is Side.LONG else Side.LONG
    magnet = Cluster("A1", heavier, 103.0, 105.0, 106.0, 1e6, 0.05)
    return Scan(
        query=MapQuery(coin, window),
        venues=(Venue.BYBIT,),
        source=source,
        at=at,
        starts_at=at - window.span,
        price_usd=price_usd,
        state=state,
        heavier=heavier,
        imbalance=share,
        residual_imbalance=0.1,
        band=0.05,
        above_usd=8e6,
        below_usd=2e6,
        above=(magnet,),
        below=(),
        magnet=magnet,
        confirmation=fresh,
        plan=Plan(ride, None),
        day=DayFigures(None, None, None, None, None),
        record=None,
        flags=flags,
    )


def opening(
    *,
    at: datetime = T0,
    coin: Coin = BTC,
    window: Window = Window.H12,
    ride: Leg = LONG,
    kind: SignalKind = SignalKind.IMBALANCE,
    is_confirmed: bool = False,
    share: float | None = 0.8,
) -> Opening:
    grounds = Grounds(100.0, Plan(ride, None), share, 8e6, 2e6, 0.05, SPIKE, (Venue.BYBIT,))
    judged = first_judged(at)
    return Opening(MarketSource.SIMULATED, coin, window, kind, ride.side, at, grounds, judged, is_confirmed, at)


def signal(
    state: SignalState = SignalState.CONFIRMED,
    *,
    at: datetime = T0,
    ride: Leg = LONG,
    price_usd: float = 100.0,
    is_entered: bool = True,
    hours: int = 12,
) -> Signal:
    return Signal(
        signal_id=1,
        source=MarketSource.SIMULATED,
        coin=BTC,
        window=Window.H12,
        kind=SignalKind.IMBALANCE,
        side=ride.side,
        opened_at=at,
        expires_at=at + timedelta(hours=hours),
        state=state,
        state_at=at,
        state_price_usd=price_usd,
        grounds=Grounds(price_usd, Plan(ride, None), 0.8, 8e6, 2e6, 0.05, SPIKE, (Venue.BYBIT,)),
        judged_at=first_judged(at),
        entered_at=at if is_entered else None,
        confirmed_at=at if state is SignalState.CONFIRMED else None,
    )


def bars(*ranges: tuple[float, float], since: datetime = T0, step_ms: int = BAR_MS) -> Bars:
    """One bar for each (low, high), from `since` on, closing in the middle."""
    low, high = np.array([r[0] for r in ranges]), np.array([r[1] for r in ranges])
    middle, ones = (low + high) / 2, np.ones(len(ranges))
    open_ms = int(since.timestamp() * 1000) + step_ms * np.arange(len(ranges), dtype=np.int64)
    return Bars(step_ms, open_ms, middle, high, low, middle, ones, ones / 2, ones)


def joined(first: Bars, second: Bars) -> Bars:
    columns = (np.concatenate(pair) for pair in zip(first.columns(), second.columns(), strict=True))
    return Bars(first.step_ms, np.concatenate([first.open_ms, second.open_ms]), *columns)
