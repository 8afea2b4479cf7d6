"""`/start`: who Helix is, or welcome back."""

from dataclasses import dataclass
from decimal import Decimal

from bot.texts import Markup
from bot.views import money, numbers
from bot.views.card import lines
from bot.views.reader import Reader
from bot.views.state import source_text
from engine.liquidations.values import Cluster, Scan


@dataclass(frozen=True, slots=True)
class PaperStart:
    """A member's paper account in short. `today`: a fraction; None: not known. `rank`: of the running round."""

    start_usdt: Decimal
    equity_usdt: Decimal
    today: Decimal | None = None
    rank: int | None = None


def start_text(reader: Reader, coins: int, scan: Scan | None, paper: PaperStart | None = None) -> str:
    """For somebody new. `scan` None: the market is still loading. `paper` None: there is no paper exchange."""
    t = reader.t
    name = reader.person.first_name if reader.person else "👋"
    return lines(
        t("start-new" if paper is None else "start-new-paper", name=name, coins=coins),
        Markup(" "),
        _now(reader, scan),
        Markup(" "),
        None if paper is None else t("paper-start-open", start=money.whole_usd(paper.start_usdt)),
        t("start-round", prize=reader.links.day_prize) if reader.links.day_prize else None,
        None if paper is None else Markup(" "),
        t("start-promise"),
        t("start-source", source=source_text(scan.source, scan.venues, reader, scan)) if scan else None,
    )


def welcome_back_text(reader: Reader, alerts: int, scan: Scan | None, paper: PaperStart | None = None) -> str:
    t = reader.t
    name = reader.person.first_name if reader.person else "👋"
    return lines(
        t("start-back", name=name, alerts=alerts)
        if paper is None
        else t("start-back-paper", name=name, line=_paper_line(paper, alerts, reader)),
        _now(reader, scan),
        t("start-source", source=source_text(scan.source, scan.venues, reader, scan)) if scan else None,
    )


def _paper_line(paper: PaperStart, alerts: int, reader: Reader) -> Markup:
    """`Paper $10,021.54 · today +0.2 %, rank 212 · 2 alerts set.`"""
    return reader.t(
        "paper-start-back",
        equity=money.usd(paper.equity_usdt),
        today="none" if paper.today is None else money.signed_percent(paper.today, 1),
        rank="none" if paper.rank is None else f"{paper.rank:,}",
        alerts=alerts,
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
