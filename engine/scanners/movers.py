"""The coins that race today: what the second list of `/top` shows. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from engine.market.values import Coin, Ticker
from engine.scanners.outliers import find_outliers

_FEWEST_COINS = 30
_LIMITS = (0.05, 0.95, 3.0, 3.5)  # quantiles, score, robust score (Iglewicz-Hoaglin)
_EIGHT_HOURS = timedelta(hours=8)
MIN_TURNOVER_USD = 1_000_000.0  # below it a few orders make any change


@dataclass(frozen=True, slots=True)
class Mover:
    coin: Coin
    change_24h: float  # fraction
    turnover_24h_usd: float  # of all the coin's contracts
    funding_rate: float  # of the contract with the largest turnover, fraction per its interval; NaN where unknown
    funding_interval: timedelta
    at: datetime  # of that contract's ticker
    is_outlier: bool = False  # its change stands out of all coins'

    @property
    def funding_8h(self) -> float:
        """Per eight hours, so that contracts that settle at other intervals can be compared."""
        return self.funding_rate * (_EIGHT_HOURS / self.funding_interval)


def rank_movers(tickers: Iterable[Ticker], min_turnover_usd: float = MIN_TURNOVER_USD) -> Sequence[Mover]:
    """One row a coin, the largest move of either direction first; ties by name."""
    of_coin: dict[Coin, list[Ticker]] = {}
    for ticker in tickers:
        if np.isfinite([ticker.change_24h, ticker.turnover_24h_usd]).all():
            of_coin.setdefault(ticker.coin, []).append(ticker)
    movers = [_mover(coin, found) for coin, found in of_coin.items()]
    traded = _marked([mover for mover in movers if mover.turnover_24h_usd >= min_turnover_usd])
    return sorted(traded, key=lambda mover: (-abs(mover.change_24h), mover.coin))


def _marked(movers: Sequence[Mover]) -> Sequence[Mover]:
    """Against the crowd by the robust score, which a few wild coins do not spoil; a small crowd has no outlier."""
    if len(movers) < _FEWEST_COINS:
        return movers
    found = find_outliers(np.array([mover.change_24h for mover in movers]), *_LIMITS)
    apart = set(found.by_robust_z.tolist())
    return [replace(mover, is_outlier=place in apart) for place, mover in enumerate(movers)]


def _mover(coin: Coin, tickers: Sequence[Ticker]) -> Mover:
    lead = max(tickers, key=lambda ticker: ticker.turnover_24h_usd)
    turnover = sum(ticker.turnover_24h_usd for ticker in tickers)
    return Mover(coin, lead.change_24h, turnover, lead.funding_rate, lead.funding_interval, lead.at)
