"""Money and prices of trades: `Decimal` in, exact to the cent and to the tick out."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.texts import Markup
from bot.views.reader import Reader
from engine.exchange.contract import Contract

_CENT = Decimal("0.01")


def usd(amount: Decimal) -> str:
    """$10,021.54, -$9.79."""
    cents = _cents(amount)
    return f"-${-cents:,}" if cents < 0 else f"${cents:,}"


def about(amount: Decimal) -> dict[str, str]:
    """What a text needs for `about $0.13`, or for `less than $0.01` where no cent would show it."""
    is_dust = abs(amount) < _CENT / 2
    return {"amount": usd(_CENT if is_dust else abs(amount)), "dust": "yes" if is_dust else "no"}


def gain(amount: Decimal) -> str:
    """+$21.54, -$9.79."""
    cents = _cents(amount)
    return f"-${-cents:,}" if cents < 0 else f"+${cents:,}"


def whole_usd(amount: Decimal) -> str:
    """$50, $2.50: no cents where there are none."""
    text = usd(amount)
    return text.removesuffix(".00")


def at_tick(price: Decimal, contract: Contract | None) -> str:
    """66,590.0: with all decimals of the contract's tick, where it is known."""
    if contract is None:
        return plain(price)
    return f"{price:,.{_decimals(contract.tick_size)}f}"


def short(price: Decimal, contract: Contract | None) -> str:
    """66,590, 66,590.5: to the tick, without zeros that say nothing."""
    return plain(price if contract is None else price.quantize(contract.tick_size.normalize()))


def plain(number: Decimal) -> str:
    """0.015, 1,200: as it is, without exponent and idle zeros."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed_percent(fraction: Decimal, decimals: int = 2) -> str:
    """+0.12 %; 0.00 % has no sign, whichever way it was rounded."""
    rounded = (fraction * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:+,} %" if rounded else f"{abs(rounded)} %"


def leverage(times: Decimal) -> str:
    """10x."""
    return f"{plain(times)}x"


def span(length: timedelta, reader: Reader) -> Markup:
    """2 h 34 min, 45 s, 3 d 4 h: two units at most."""
    seconds = max(int(length.total_seconds()), 0)
    unit = "days" if seconds >= 86_400 else "hours" if seconds >= 3_600 else "minutes" if seconds >= 60 else "seconds"
    return reader.t(
        "paper-span",
        unit=unit,
        days=seconds // 86_400,
        hours=seconds % 86_400 // 3_600,
        minutes=seconds % 3_600 // 60,
        seconds=seconds % 60,
    )


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP) + 0


def _decimals(tick: Decimal) -> int:
    exponent = tick.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
