"""Line 1 of a scan, and what stands behind it."""

from collections.abc import Callable

from bot.texts import Markup
from bot.views.numbers import percent, ratio, share
from bot.views.reader import Reader
from engine.liquidations.values import Confirmation, Scan, ScanState
from engine.market.values import MarketSource, Side, Venue


def state_text(scan: Scan, reader: Reader) -> Markup:
    heavy = share(scan.imbalance) if scan.imbalance is not None else ""
    side = "up" if scan.heavier is Side.SHORT else "down"
    match scan.state:
        case ScanState.TOO_LITTLE_DATA:
            days = max((scan.at - scan.starts_at).days, 0)
            return reader.t("state-too-little-data", days=days)
        case ScanState.NO_SIGNAL if scan.imbalance is None:
            return reader.t("state-no-levels")
        case _:
            return reader.t(f"state-{scan.state.value}", share=heavy, side=side)


def side_word(scan: Scan) -> str:
    return "above" if scan.heavier is Side.SHORT else "below"


def fresh_text(confirmation: Confirmation, reader: Reader) -> Markup:
    return reader.t(
        "scan-fresh",
        volume=_checked(confirmation.volume_ratio, ratio, confirmation.is_volume_fresh),
        oi=_checked(confirmation.oi_change_1h, percent, confirmation.is_oi_fresh),
        move=_checked(confirmation.move_5m, percent, confirmation.is_move_fresh),
    )


def _checked(value: float | None, form: Callable[[float], str], is_fresh: bool) -> str:
    if value is None:
        return "–"
    return f"{form(value)} {'✓' if is_fresh else '✗'}"


def venue_names(venues: tuple[Venue, ...]) -> str:
    return " + ".join(venue.value.capitalize() for venue in venues)


def source_text(source: MarketSource, venues: tuple[Venue, ...], reader: Reader, scan: Scan) -> Markup:
    """`Binance, recorded 6 Feb 06:00`."""
    return reader.t(f"source-{source.value}", venues=venue_names(venues), at=reader.moment(scan.at))
