"""A paper account in figures."""

from dataclasses import dataclass
from decimal import Decimal

from bot.paper.purse import Worth
from bot.paper_parts import Standing
from bot.texts import Markup
from bot.views import money
from bot.views.card import lines
from bot.views.paper_lists import source_line
from bot.views.reader import Reader


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """`day_usdt`: equity when the member's day began; None: not known. `is_capped`: there are more trades than were
    counted."""

    worth: Worth
    day_usdt: Decimal | None
    trades: int
    won: int
    is_capped: bool
    standing: Standing | None


def account_text(figures: AccountFigures, reader: Reader) -> Markup:
    t, worth = reader.t, figures.worth
    account, equity = worth.account, worth.equity_usdt
    return lines(
        t("paper-account-title", equity=money.usd(equity)),
        _today(figures, reader),
        t(
            "paper-account-start",
            start=money.usd(account.start_usdt),
            at=reader.moment(account.opened_at),
            gain=money.gain(equity - account.start_usdt),
            change=money.signed_percent(equity / account.start_usdt - 1),
        ),
        t(
            "paper-account-margin",
            margin=money.usd(worth.margin_usdt),
            asked="none" if not worth.asked_usdt else money.usd(worth.asked_usdt),
            available=money.usd(worth.available_usdt),
        ),
        t("paper-account-open", positions=len(worth.positions), orders=len(worth.orders)),
        _trades(figures, reader),
        _standing(figures.standing, reader),
        source_line(account.source, reader),
    )


def _today(figures: AccountFigures, reader: Reader) -> Markup | None:
    day, equity = figures.day_usdt, figures.worth.equity_usdt
    if day is None or day <= 0:
        return None
    return reader.t("paper-account-today", gain=money.gain(equity - day), change=money.signed_percent(equity / day - 1))


def _trades(figures: AccountFigures, reader: Reader) -> Markup:
    if not figures.trades:
        return reader.t("paper-account-no-trades")
    return reader.t(
        "paper-account-trades",
        count=figures.trades,
        capped="yes" if figures.is_capped else "no",
        won=figures.won,
        share=f"{figures.won * 100 / figures.trades:.0f}",
    )


def _standing(standing: Standing | None, reader: Reader) -> Markup | None:
    if standing is None or standing.rank is None:
        return None
    return reader.t("paper-account-rank", rank=f"{standing.rank:,}", change=money.signed_percent(standing.change, 1))


def reset_text(worth: Worth, reader: Reader) -> Markup:
    """What a reset would take."""
    asked = reader.t("paper-reset-ask", equity=money.usd(worth.equity_usdt), positions=len(worth.positions))
    return lines(asked, reader.t("paper-simulated"))
