"""Figures as messages show them. One place, so that a price looks the same on card, button and alert."""

from math import floor, log10

_BAR = "#"


def price(usd: float) -> str:
    """What is traded now: six figures from 1 up, four below: 66,586.1 · 2,431.55 · 0.000004123."""
    figures = 6 if usd >= 1 else 5 if usd >= 0.01 else 4
    return _figures(usd, figures)


def level(usd: float) -> str:
    """A level, a stop, a target: five figures, as on the picture."""
    return _figures(usd, 5)


def as_shown(usd: float) -> float:
    """What `level` writes, as a number: an alert waits exactly where its button says, over 100,000 too."""
    return float(level(usd).replace(",", ""))


def _figures(usd: float, figures: int) -> str:
    if usd <= 0:
        return "0"
    decimals = max(figures - 1 - floor(log10(usd)), 0)
    return f"{usd:,.{decimals}f}"


def amount(usd: float) -> str:
    """$5.81B, $168M, $1.2M, $950K, $640."""
    size = abs(usd)
    if size >= 999.5e6:
        return f"${usd / 1e9:.2f}B"
    if size >= 999.5e3:
        return f"${usd / 1e6:.0f}M" if size >= 9.95e6 else f"${usd / 1e6:.1f}M"
    if size >= 999.5:
        return f"${usd / 1e3:.0f}K"
    return f"${usd:.0f}"


def percent(fraction: float, decimals: int = 1) -> str:
    """+2.5 %, for running text; a plain hyphen stands for minus, so that it lines up."""
    return f"{_signed(fraction * 100, decimals)} %"


def tight_percent(fraction: float) -> str:
    """+2.5%, for columns."""
    return f"{_signed(fraction * 100, 1)}%"


def share(fraction: float) -> str:
    """81 for 0.81."""
    return f"{fraction * 100:.0f}"


def size(fraction: float) -> str:
    """1.2 %, 0.40 %: how far, without a direction; finer below one percent."""
    return f"{fraction * 100:.1f} %" if fraction >= 0.01 else f"{fraction * 100:.2f} %"


def ratio(value: float) -> str:
    return f"{value:.1f}x"


def reward(value: float) -> str:
    """2.20 below 3, 3.7 above: more would be pretence."""
    return f"{value:.2f}" if value < 3 else f"{value:.1f}"


def minutes(seconds: float) -> str:
    """4:52."""
    whole = max(int(seconds), 0)
    return f"{whole // 60}:{whole % 60:02d}"


def _signed(value: float, decimals: int) -> str:
    text = f"{value:+.{decimals}f}"
    return text.replace("-", "+") if float(text) == 0 else text
