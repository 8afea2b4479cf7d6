"""Figures as people read them on a chart."""

from math import floor, log10

from renderers.labels import NumberStyle

_FIGURES = 5  # of a price: 66,586 · 80.204
_SMALL_USD, _SMALL_FIGURES = 0.01, 4  # 0.000004123: leading zeros take the room


def price_decimals(price_usd: float) -> int:
    """Decimals at which a price shows five figures, or four where it is small."""
    if price_usd <= 0:
        return 0
    figures = _FIGURES if price_usd >= _SMALL_USD else _SMALL_FIGURES
    return max(figures - 1 - floor(log10(price_usd)), 0)


def grouped(value: float, decimals: int, style: NumberStyle) -> str:
    """1234567.8 → 1,234,567.8 in the marks of `style`."""
    text = f"{value:,.{decimals}f}"
    return text.translate({ord(","): style.thousands_mark, ord("."): style.decimal_mark})


def price_text(price_usd: float, style: NumberStyle) -> str:
    return grouped(price_usd, price_decimals(price_usd), style)


def money_text(usd: float, style: NumberStyle) -> str:
    """$262M, $1.25B, $9.8K, $640: at most three figures. Relative amounts: 83 %, never dollars."""
    if style.is_relative:
        return f"{grouped(usd, 0 if usd >= 0.95 else 1, style)}\u2009%"
    for size, suffix in ((1e9, style.billion), (1e6, style.million), (1e3, style.thousand)):
        if usd >= size * 0.9995:
            return f"${_three_figures(usd / size, style)}{suffix}"
    return f"${_three_figures(usd, style)}" if usd < 1 else f"${grouped(usd, 0, style)}"


def change_text(fraction: float, style: NumberStyle) -> str:
    """+2.5 %, -12 %; the sign always, a thin space before the sign of per cent."""
    decimals = 1 if abs(fraction) < 0.0995 else 0
    return f"{'-' if fraction < 0 else '+'}{grouped(abs(fraction) * 100, decimals, style)}\u2009%"


def two_figures(value: float) -> float:
    """4,837,112 → 4,800,000: for a key, where the order of size is what matters."""
    if value <= 0:
        return 0.0
    step = 10.0 ** (floor(log10(value)) - 1)
    return round(value / step) * step


def _three_figures(value: float, style: NumberStyle) -> str:
    decimals = 0 if value >= 99.95 else 1 if value >= 9.995 else 2
    text = grouped(value, decimals, style)
    if style.decimal_mark in text:
        text = text.rstrip("0").rstrip(style.decimal_mark)
    return text
