"""How far a signal has come, in characters: from the stop at the left to the target at the right."""

from datetime import timedelta

from bot.views.numbers import level
from engine.signals.record import won_for_one
from engine.signals.values import Signal

WIDTH = 34
_LEAST_BAR = 8
_INDENT = "  "


def way(signal: Signal, price_usd: float) -> float:
    """0 at the stop, 1 at the target."""
    ride = signal.grounds.ride()
    return (price_usd - ride.stop_usd) / (ride.target_usd - ride.stop_usd)


def progress(signal: Signal, price_usd: float) -> tuple[bool, float]:
    """Toward the target or not, and which part of that way, 0 to 1, price has gone since the entry."""
    ride, entry = signal.grounds.ride(), signal.grounds.ride().entries_usd[0]
    gained = signal.side.sign * (price_usd - entry)
    is_toward = gained >= 0
    whole = abs(ride.target_usd - entry) if is_toward else abs(entry - ride.stop_usd)
    return is_toward, min(abs(gained) / whole, 1.0)


def bar(signal: Signal, price_usd: float, width: int) -> str:
    """`[--|==o-----]`: `|` the entry, `o` price, `=` what lies between."""
    room = max(width - 2, 3)
    entry, now = (_place(way(signal, usd), room) for usd in (signal.grounds.ride().entries_usd[0], price_usd))
    low, high = sorted((entry, now))
    cells = ["=" if low < place < high else "-" for place in range(room)]
    cells[entry] = "|"
    cells[now] = "o"
    return "[" + "".join(cells) + "]"


def bar_lines(signal: Signal, price_usd: float, width: int = WIDTH) -> list[str]:
    """Stop, bar and target in one line; where the figures are long, the bar has a line of its own."""
    ride = signal.grounds.ride()
    stop, target = level(ride.stop_usd), level(ride.target_usd)
    room = width - len(_INDENT) - len(stop) - len(target) - 2
    if room - 2 >= _LEAST_BAR:
        return [f"{_INDENT}{stop} {bar(signal, price_usd, room)} {target}"]
    gap = max(width - len(_INDENT) - len(stop) - len(target), 1)
    return [_INDENT + bar(signal, price_usd, width - len(_INDENT)), f"{_INDENT}{stop}{' ' * gap}{target}"[:width]]


def age(span: timedelta) -> str:
    """45m, 2h10, 3d4h: the two figures that matter."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 48 * 60:
        return f"{minutes // 60}h{minutes % 60:02d}" if minutes % 60 else f"{minutes // 60}h"
    return f"{minutes // 1440}d{minutes % 1440 // 60}h"


def earned(signal: Signal) -> float | None:
    """What an ended one won or lost for 1 risked, fees in; None while it lives."""
    if signal.state.is_live:
        return None
    ride = signal.grounds.ride()
    return won_for_one(signal.side.sign, ride.entries_usd[0], ride.stop_usd, signal.state_price_usd)


def _place(part: float, room: int) -> int:
    return min(max(round(part * (room - 1)), 0), room - 1)
