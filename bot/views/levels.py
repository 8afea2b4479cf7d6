"""The levels in columns: ASCII, at most 34 wide, so that they line up on every phone."""

from collections.abc import Callable, Sequence

from bot.texts import Markup, Translate
from bot.views.numbers import amount, level, tight_percent
from engine.liquidations.values import Cluster, Scan

WIDTH = 34
_AMOUNT = 5  # $262M


def levels_block(scan: Scan, t: Translate, amount_of: Callable[[float], str] = amount) -> Markup:
    """A's from far to near, price, B's from near to far."""
    above, below = scan.above, scan.below
    rows = [(c.name, level(c.peak_usd), tight_percent(c.distance), amount_of(c.notional_usd)) for c in (*above, *below)]
    largest = max([c.notional_usd for c in (*above, *below)], default=0.0)
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    widths[3] = max(widths[3], _AMOUNT)
    room = WIDTH - sum(widths) - 4
    drawn = [
        _row(row, widths, c.notional_usd / largest if largest else 0.0, room)
        for row, c in zip(rows, (*above, *below), strict=True)
    ]
    split = len(above)
    body = [*reversed(drawn[:split]), _price_row(scan.price_usd, t), *drawn[split:]]
    return Markup("<pre>" + "\n".join(body) + "</pre>")


def _row(row: tuple[str, str, str, str], widths: Sequence[int], part: float, room: int) -> str:
    name, at, away, usd = (text.rjust(width) for text, width in zip(row, widths, strict=True))
    bar = "#" * max(round(part * min(room, 10)), 1) if room > 0 else ""
    return f"{name.strip():<{widths[0]}} {at} {away} {usd} {bar}".rstrip()


def _price_row(price_usd: float, t: Translate) -> str:
    word = t.plain("levels-price")
    start = f"-- {level(price_usd)} {word} ".replace("  ", " ")
    return start.ljust(WIDTH - 2, "-")


def total_to_magnet(scan: Scan) -> tuple[float, Sequence[Cluster]]:
    """USD of the heavier side's levels from price up to the magnet, and those levels."""
    if scan.magnet is None:
        return 0.0, ()
    side = scan.above if scan.magnet in scan.above else scan.below
    on_the_way = [c for c in side if abs(c.distance) <= abs(scan.magnet.distance)]
    return sum(c.notional_usd for c in on_the_way), on_the_way


def copied_levels(scan: Scan) -> str:
    """`BTC 12h A2 68260 A1 66910 B1 65390 B2 64290`, at most 256 characters."""
    above, below = scan.above, scan.below
    named = [f"{c.name} {level(c.peak_usd).replace(',', '')}" for c in (*reversed(above), *below)]
    return " ".join([scan.query.coin, scan.query.window, *named])[:256]
