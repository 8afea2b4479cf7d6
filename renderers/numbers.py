"""Figures as people read them on a chart."""

from math import floor, log10

from renderers.labels import NumberStyle

_FIGURES = 5  # of a price: 66,586 · 80.204 · 0.0000041234


def price_decimals(price_usd: float) -> int:
    """Decimals at which a price shows five figures, at least two below 1,000."""
    if price_usd <= 0:
        return 0
    wanted = _FIGURES - 1 - floor(log10(price_usd))
    return max(wanted, 0)


def grouped(value: float, decimals: int, style: NumberStyle) -> str:
    """1234567.8 → 1,234,567.8 in the marks of `style`."""
    text = f"{value:,.{decimals}f}"
    return text.translate({ord(","): style.thousands_mark, ord("."): style.decimal_mark})


def price_text(price_usd: float, style: NumberStyle) -> str:
    return grouped(price_usd, price_decimals(price_usd), style)


def money_text(usd: float, style: NumberStyle) -> str:
    """$262M, $1.25B, $9.8K, $640: at most three figures."""
    for size, suffix in ((1e9, style.billion), (1e6, style.million), (1e3, style.thousand)):
        if usd >= size * 0.9995:
            return f"${_three_figures(usd / size, style)}{suffix}"
    return f"${_three_figures(usd, style)}" if usd < 1 else f"${grouped(usd, 0, style)}"


def _three_figures(value: float, style: NumberStyle) -> str:
    decimals = 0 if value >= 99.95 else 1 if value >= 9.995 else 2
    text = grouped(value, decimals, style)
    if style.decimal_mark in text:
        text = text.rstrip("0").rstrip(style.decimal_mark)
    return text
