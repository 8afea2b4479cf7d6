"""Captions of the practice trade: its ticket, its replay, its end in plain words."""

from collections.abc import Iterable
from decimal import Decimal

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import lines
from bot.views.lessons.money import cents, price, signed_cents
from bot.views.lessons.texts import badge_name
from bot.views.lessons.trade import net_now, price_now
from bot.views.reader import Reader
from engine.club.lessons.badges import Badge
from engine.club.lessons.course import Lesson
from engine.club.lessons.moves.path import BAR_MINUTES
from engine.club.lessons.practice import End, Practice
from engine.club.lessons.ticket import Ticket, least_stop_percent

_GAP = Markup(" ")


def ticket_text(lesson: Lesson, ticket: Ticket, reader: Reader) -> Markup:
    t = reader.t
    return lines(
        _title(lesson, reader),
        t(f"learn-ask-{lesson.number}"),
        _GAP,
        t(
            "learn-ticket",
            side=ticket.chosen.side.value,
            entry=price(ticket.entry_usd),
            stake=cents(ticket.stake_usdt),
            leverage=str(ticket.chosen.leverage),
            position=cents(ticket.position_usdt),
        ),
        *_ends(ticket, reader),
        t("learn-ticket-fees", fees=cents(ticket.fees_usdt)),
        _GAP,
        t("learn-source"),
    )


def _ends(ticket: Ticket, reader: Reader) -> Iterable[Markup]:
    t = reader.t
    if ticket.target_usd is not None and ticket.gain_usdt is not None:
        yield t("learn-ticket-target", price=price(ticket.target_usd), gain=signed_cents(ticket.gain_usdt))
    if ticket.stop_usd is not None:
        shown = price(ticket.stop_usd)
        if ticket.loss_usdt is None:
            yield t("learn-ticket-stop-eaten", price=shown, fees=cents(ticket.fees_usdt))
        else:
            yield t("learn-ticket-stop", price=shown, loss=cents(ticket.loss_usdt))
    yield t(
        "learn-ticket-liquidation",
        price=price(ticket.liquidation_usd),
        away=numbers.percent(float(ticket.liquidation_usd / ticket.entry_usd - 1)),
        loss=cents(ticket.liquidation_loss_usdt),
    )
    if ticket.reward is not None:
        yield t("learn-ticket-reward", reward=numbers.reward(float(ticket.reward)))


def stop_eaten_text(ticket: Ticket, reader: Reader) -> str:
    """For a toast: why, with the numbers, and what would work."""
    percent = ticket.chosen.stop_percent or 0
    return reader.t.plain(
        "learn-stop-eaten",
        percent=str(percent),
        stop=cents(ticket.stake_usdt * percent / 100),
        fees=cents(ticket.fees_usdt),
        leverage=str(ticket.chosen.leverage),
        least=f"{least_stop_percent(ticket.chosen.leverage).normalize():f}",
    )


def replay_text(practice: Practice, step: int, reader: Reader) -> Markup:
    t, ticket = reader.t, practice.ticket
    net = net_now(practice, step)
    return lines(
        _title(practice.lesson, reader),
        t(
            "learn-replay",
            time=f"{practice.lesson.move.at(practice.shown(step) * BAR_MINUTES):%H:%M}",
            side=ticket.chosen.side.value,
            leverage=str(ticket.chosen.leverage),
            entry=price(ticket.entry_usd),
            now=price(price_now(practice, step)),
            state="before" if net is None else "open",
            net="" if net is None else signed_cents(net),
        ),
        t("learn-source"),
    )


def end_text(practice: Practice, other_usdt: Decimal | None, news: Iterable[Badge], reader: Reader) -> Markup:
    """`other_usdt`: what the other side would have made; `news`: badges that this trade brought."""
    t, lesson = reader.t, practice.lesson
    return lines(
        _title(lesson, reader),
        _GAP,
        t(
            f"learn-end-{practice.end.value}",
            price=price(_end_usd(practice)),
            net=signed_cents(practice.net_usdt),
            fees=cents(practice.fees_usdt),
        ),
        t("learn-end-gap") if _jumped(practice) else None,
        t("learn-funding", funding=signed_cents(practice.funding_usdt)) if practice.funding_usdt else None,
        None if other_usdt is None else t("learn-other-side", net=signed_cents(other_usdt)),
        t(f"learn-after-{lesson.number}"),
        *(badge_line(badge, reader) for badge in news),
        _GAP,
        t("learn-source"),
    )


def _title(lesson: Lesson, reader: Reader) -> Markup:
    return reader.t("learn-practice", move=reader.t.plain(f"learn-move-{lesson.move.key}"))


def _end_usd(practice: Practice) -> Decimal:
    """A liquidation is known by the mark price that caused it, not by the bankruptcy price it was taken over at."""
    return practice.ticket.liquidation_usd if practice.end is End.LIQUIDATION else practice.exit_usd


def _jumped(practice: Practice) -> bool:
    """The stop was filled at a worse price than its own."""
    stop = practice.ticket.stop_usd
    if practice.end is not End.STOP or stop is None:
        return False
    return (stop - practice.exit_usd) * practice.ticket.chosen.side.sign > 0


def badge_line(badge: Badge, reader: Reader) -> Markup:
    """That it is new."""
    key = "learn-graduate" if badge is Badge.GRADUATE else "learn-badge"
    return reader.t(key, name=badge_name(badge, reader))
