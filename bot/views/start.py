"""`/start`: who Helix is, or welcome back."""

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import lines
from bot.views.reader import Reader
from bot.views.state import source_text
from engine.liquidations.values import Cluster, Scan


def start_text(reader: Reader, coins: int, scan: Scan | None) -> str:
    """For somebody new. `scan` None: the market is still loading."""
    t = reader.t
    name = reader.person.first_name if reader.person else "👋"
    return lines(
        t("start-new", name=name, coins=coins),
        Markup(" "),
        _now(reader, scan),
        Markup(" "),
        t("start-promise"),
        t("start-source", source=source_text(scan.source, scan.venues, reader, scan)) if scan else None,
    )


def welcome_back_text(reader: Reader, alerts: int, scan: Scan | None) -> str:
    t = reader.t
    name = reader.person.first_name if reader.person else "👋"
    return lines(
        t("start-back", name=name, alerts=alerts),
        _now(reader, scan),
        t("start-source", source=source_text(scan.source, scan.venues, reader, scan)) if scan else None,
    )


def _now(reader: Reader, scan: Scan | None) -> Markup:
    t = reader.t
    if scan is None:
        return t("start-no-market")
    price = numbers.level(scan.price_usd)
    found = [_largest("above", scan.above, reader), _largest("below", scan.below, reader)]
    levels = ", ".join(text for text in found if text)
    if not levels:
        return t("start-no-levels", coin=scan.query.coin, price=price)
    return t("start-now", coin=scan.query.coin, price=price, levels=Markup(levels))


def _largest(where: str, side: tuple[Cluster, ...], reader: Reader) -> Markup | None:
    if not side:
        return None
    largest = max(side, key=lambda c: c.notional_usd)
    return reader.t(
        f"start-level-{where}", price=numbers.level(largest.peak_usd), away=numbers.percent(largest.distance)
    )
