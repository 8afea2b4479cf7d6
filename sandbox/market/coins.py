"""The contracts of the simulated venue: known names, tempers from calm and deep to small and wild."""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at


@dataclass(frozen=True, slots=True)
class Temper:
    """How a kind of coin behaves; shares of styles are trend, reversion, noise, hedgers, whales."""

    sigma_day: float  # volatility without anybody's orders
    beta: float  # correlation with the common market
    depth: float  # USD for a log move of 1, in multiples of open interest
    crowd: int  # positions standing at a time
    leverage: float  # median of a day trader on isolated margin
    leverage_sd: float  # of its logarithm
    cross: float  # share of traders on cross margin
    churn: float  # volume a day that leaves no position, in multiples of open interest
    turnover: float  # positions opened a day, in multiples of those standing
    jumps_year: float
    wild: float  # how much volatility itself varies, 1 is BTC
    styles: tuple[float, float, float, float, float]


class Kind(Enum):
    """Kinds of coin."""

    KING = Temper(0.0165, 0.85, 7.5, 10400, 11, 0.62, 0.40, 0.45, 0.85, 5, 1.0, (0.31, 0.31, 0.315, 0.03, 0.035))
    MAJOR = Temper(0.022, 0.80, 7.0, 8000, 9, 0.62, 0.38, 0.45, 0.85, 6, 1.05, (0.32, 0.30, 0.315, 0.025, 0.04))
    LARGE = Temper(0.028, 0.72, 6.4, 5600, 7, 0.62, 0.36, 0.45, 0.85, 8, 1.1, (0.32, 0.30, 0.315, 0.025, 0.04))
    MID = Temper(0.032, 0.66, 6.0, 4000, 5.5, 0.64, 0.34, 0.45, 0.8, 10, 1.1, (0.32, 0.295, 0.32, 0.025, 0.04))
    MEME = Temper(0.036, 0.58, 5.6, 4800, 5.0, 0.70, 0.28, 0.5, 0.95, 12, 1.15, (0.34, 0.265, 0.33, 0.015, 0.05))
    SMALL = Temper(0.038, 0.45, 5.4, 3200, 4.5, 0.66, 0.26, 0.5, 0.95, 14, 1.2, (0.325, 0.27, 0.34, 0.015, 0.05))
    THIN = Temper(0.036, 0.40, 5.2, 2000, 4.5, 0.60, 0.25, 0.4, 0.65, 12, 1.15, (0.325, 0.28, 0.33, 0.025, 0.04))


@dataclass(frozen=True, slots=True)
class Contract:
    """One USDT perpetual. Prices and lots in the contract's own unit, which is `unit` coins (1000PEPE: 1,000)."""

    symbol: str
    coin: str
    kind: Kind
    anchor: float  # price it stays around over years, USD per contract unit
    tick: str  # decimal text, as the venue prints it
    lot: str
    oi_usd: float  # typical one-sided open interest
    max_leverage: int
    tier_usd: float  # limit of the first risk tier
    funding_hours: int = 8
    unit: int = 1
    listed_days: float | None = None  # days before the epoch it was listed, None: before all history
    is_gappy: bool = False


def _contract(
    coin: str,
    kind: Kind,
    anchor: float,
    tick: str,
    lot: str,
    oi_musd: float,
    leverage: int,
    hours: int = 8,
    unit: int = 1,
) -> Contract:
    prefix = str(unit) if unit > 1 else ""
    tier = 2e6 if oi_musd > 1500 else max(2e5, round(oi_musd * 1e6 / 1500, -4))
    return Contract(f"{prefix}{coin}USDT", coin, kind, anchor, tick, lot, oi_musd * 1e6, leverage, tier, hours, unit)


_REGULAR = (
    _contract("BTC", Kind.KING, 78000, "0.10", "0.001", 5200, 100),
    _contract("ETH", Kind.MAJOR, 2650, "0.01", "0.01", 2600, 100),
    _contract("SOL", Kind.MAJOR, 132, "0.010", "0.1", 1150, 100),
    _contract("XRP", Kind.LARGE, 1.92, "0.0001", "0.1", 620, 75),
    _contract("DOGE", Kind.MEME, 0.138, "0.00001", "1", 420, 75),
    _contract("BNB", Kind.LARGE, 780, "0.10", "0.01", 310, 75),
    _contract("HYPE", Kind.LARGE, 31, "0.001", "0.01", 380, 75),
    _contract("ADA", Kind.LARGE, 0.46, "0.0001", "1", 210, 75),
    _contract("SUI", Kind.LARGE, 1.95, "0.0001", "10", 230, 75),
    _contract("LINK", Kind.LARGE, 14.2, "0.001", "0.1", 180, 50),
    _contract("AVAX", Kind.LARGE, 15.4, "0.001", "0.1", 140, 50),
    _contract("LTC", Kind.LARGE, 84, "0.01", "0.1", 120, 50),
    _contract("BCH", Kind.MID, 520, "0.10", "0.01", 95, 50),
    _contract("TRX", Kind.MID, 0.29, "0.00001", "1", 90, 50),
    _contract("DOT", Kind.MID, 2.3, "0.0001", "0.1", 82, 50),
    _contract("NEAR", Kind.MID, 1.9, "0.001", "0.1", 76, 50, 4),
    _contract("AAVE", Kind.MID, 178, "0.01", "0.01", 88, 50),
    _contract("UNI", Kind.MID, 6.1, "0.001", "0.1", 70, 50),
    _contract("TON", Kind.MID, 1.75, "0.0001", "0.1", 66, 50),
    _contract("APT", Kind.MID, 2.1, "0.0001", "0.01", 54, 50),
    _contract("ARB", Kind.MID, 0.24, "0.0001", "0.1", 60, 50, 4),
    _contract("OP", Kind.MID, 0.36, "0.0001", "0.1", 46, 50),
    _contract("ENA", Kind.MID, 0.31, "0.0001", "1", 92, 50, 4),
    _contract("FIL", Kind.MID, 1.6, "0.001", "0.1", 40, 50),
    _contract("INJ", Kind.MID, 5.4, "0.001", "0.1", 34, 25),
    _contract("TAO", Kind.MID, 290, "0.01", "0.001", 58, 25),
    _contract("PEPE", Kind.MEME, 0.0041, "0.0000001", "100", 150, 50, 8, 1000),
    _contract("SHIB", Kind.MEME, 0.0088, "0.000001", "10", 60, 50, 8, 1000),
    _contract("BONK", Kind.MEME, 0.0115, "0.000001", "100", 48, 50, 4, 1000),
    _contract("WIF", Kind.MEME, 0.42, "0.0001", "1", 52, 50, 4),
    _contract("FARTCOIN", Kind.SMALL, 0.33, "0.0001", "1", 44, 25, 4),
    _contract("VIRTUAL", Kind.SMALL, 0.86, "0.0001", "1", 30, 25, 4),
    _contract("PNUT", Kind.SMALL, 0.084, "0.00001", "1", 18, 25, 4),
    _contract("MOODENG", Kind.SMALL, 0.071, "0.00001", "1", 14, 25, 1),
)
CONTRACTS: tuple[Contract, ...] = (
    *_REGULAR,
    Contract("ZORAUSDT", "ZORA", Kind.SMALL, 0.052, "0.00001", "1", 16e6, 25, 2e5, 1, listed_days=3.0),
    Contract("KASUSDT", "KAS", Kind.THIN, 0.047, "0.00001", "10", 7e6, 25, 2e5, is_gappy=True),
)
BY_SYMBOL = {c.symbol: c for c in CONTRACTS}


def tier_table(contract: Contract) -> NDArray[np.float64]:
    """(n, 4): limit USD, maintenance rate, largest leverage, deduction. The venue's recurrence for the deduction."""
    rows = []
    rate, deduction = 0.5 / contract.max_leverage, 0.0
    for n in range(1, 13):
        rows.append((contract.tier_usd * n * (1 + n) / 2, rate, min(0.5 / rate, contract.max_leverage), deduction))
        step = rate * 0.15 if n < 6 else rate * 0.3
        deduction += rows[-1][0] * step
        rate += step
    return np.array(rows)


def parameters(contract: Contract) -> NDArray[np.float64]:
    """The kernel's constants of a contract, laid out as `layout` says."""
    temper, par = contract.kind.value, np.zeros(at.PARAMETERS)
    par[[at.P_LOT, at.P_TICK, at.P_ANCHOR]] = float(contract.lot), float(contract.tick), contract.anchor
    par[[at.P_SIGMA_DAY, at.P_BETA, at.P_WILD]] = temper.sigma_day, temper.beta, temper.wild
    par[[at.P_OI_USD, at.P_DEPTH, at.P_CROWD]] = contract.oi_usd, temper.depth * contract.oi_usd, temper.crowd
    par[[at.P_LEVERAGE_MU, at.P_LEVERAGE_SD]] = math.log(temper.leverage), temper.leverage_sd
    par[[at.P_LEVERAGE_MAX, at.P_CROSS]] = contract.max_leverage, temper.cross
    par[[at.P_CHURN, at.P_TURNOVER, at.P_JUMPS_YEAR]] = temper.churn, temper.turnover, temper.jumps_year
    par[[at.P_FUNDING_S, at.P_FUNDING_CAP]] = (
        contract.funding_hours * 3600.0,
        0.00375 if contract.max_leverage > 75 else 0.02,
    )
    par[at.P_STYLE :] = np.cumsum(temper.styles)
    return par
