"""A coin's history as it might be measured, for screens and pictures. The figures are invented."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.liquidations.records.values import horizon_of
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.scanners.hunting.book import HuntBook
from engine.scanners.hunting.values import Pattern, Tally, Target, WickFigures

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
SOURCE = MarketSource.RECORDED
BTC = Coin("BTC")
_HOUR = timedelta(hours=1)
_WICKS, _FEW_WICKS = WickFigures(88, 76, 0.0031, 0.011), WickFigures(9, 7, None, None)


def pattern(
    coin: str, window: Window, tally: Tally, wicks: WickFigures = _WICKS, venue: Venue | None = None
) -> Pattern:
    return Pattern(
        source=SOURCE,
        coin=Coin(coin),
        venue=venue,
        venues=(Venue.BYBIT, Venue.BINANCE) if venue is None else (venue,),
        window=window,
        horizon=horizon_of(window),
        measured_at=AT,
        model_version="model-1",
        maps=tally.cases + 2,
        left_out=3,
        since=AT - timedelta(days=95),
        tallies=dict.fromkeys(Target, tally),
        wicks=wicks,
    )


def tally(reached: int, cases: int, mirror: int, both: int, random: float, half_h: float, most_h: float) -> Tally:
    return Tally(cases, reached, mirror, both, random, half_h * _HOUR, most_h * _HOUR)


def btc() -> list[Pattern]:
    """It hunts on 12h and 30d; 180d and 1y have too few cases; two venues on 12h."""
    summed = [
        pattern("BTC", Window.H12, tally(120, 189, 60, 40, 71.2, 3.2, 7.5)),
        pattern("BTC", Window.H24, tally(44, 94, 41, 20, 42.0, 8, 17)),
        pattern("BTC", Window.D3, tally(40, 90, 38, 20, 41.0, 8, 17)),
        pattern("BTC", Window.D7, tally(36, 90, 33, 20, 30.0, 12, 20), _FEW_WICKS),
        pattern("BTC", Window.D14, tally(22, 40, 18, 9, 20.0, 26, 50)),
        pattern("BTC", Window.D30, tally(30, 40, 12, 8, 18.0, 60, 120)),
        pattern("BTC", Window.D90, tally(12, 33, 15, 8, 14.0, 80, 150)),
        pattern("BTC", Window.D180, Tally(27, 8, 9, 3, 9.0, None, None), _FEW_WICKS),
        pattern("BTC", Window.Y1, Tally(0, 0, 0, 0, 0.0, None, None), WickFigures(0, 0, None, None)),
    ]
    alone = [replace(summed[0], venue=venue, venues=(venue,)) for venue in Venue]
    return [*summed, *alone]


def plain_coins(count: int) -> list[Pattern]:
    """Coins that hunt on nothing, each a little less often at its level than the one before."""
    return [pattern(f"C{n}", Window.H12, tally(90 - n, 180, 84, 50, 80.0, 4, 9)) for n in range(count)]


def book(patterns: Iterable[Pattern]) -> HuntBook:
    held = HuntBook(SOURCE)
    held.put(patterns)
    return held
