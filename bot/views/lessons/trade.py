"""The practice trade on its chart, in the reader's words."""

from decimal import Decimal

from bot.views.lessons.frames import trade_frame
from bot.views.lessons.money import signed_cents
from bot.views.reader import Reader
from engine.club.lessons.course import Lesson
from engine.club.lessons.moves.path import BAR_MS, BARS, bars_of
from engine.club.lessons.practice import End, Practice
from engine.club.lessons.ticket import Ticket, net_at
from renderers.lessons.practice import PracticePicture, TradeLine
from renderers.palette import Ink

_BEFORE = 72  # candles before the entry: six hours
_AHEAD = 1.4  # of the seen span: room to the right, the same whatever comes
_LEAST_AHEAD = 12


def ticket_picture(lesson: Lesson, ticket: Ticket, done: frozenset[int], reader: Reader) -> PracticePicture:
    return _picture(lesson, ticket, lesson.entry_bar, done, reader)


def replay_picture(practice: Practice, step: int, done: frozenset[int], reader: Reader) -> PracticePicture:
    shown = practice.shown(step)
    if practice.is_over(step):
        verdict = reader.t.plain("picture-learn-verdict", end=practice.end.value)
        return _picture(practice.lesson, practice.ticket, shown, done, reader, practice.net_usdt, verdict, practice.end)
    net = net_now(practice, step)
    return _picture(practice.lesson, practice.ticket, shown, done, reader, net)


def price_now(practice: Practice, step: int) -> Decimal:
    """The close of the newest candle that is seen."""
    return Decimal(str(practice.bars.close[practice.shown(step) - 1]))


def net_now(practice: Practice, step: int) -> Decimal | None:
    """What closing now would leave, fees in; None before there is a trade."""
    if practice.shown(step) <= practice.entry_bar:
        return None
    ticket = practice.ticket
    return net_at(ticket.chosen.side, ticket.entry_usd, price_now(practice, step), ticket.quantity)


def _picture(
    lesson: Lesson,
    ticket: Ticket,
    shown: int,
    done: frozenset[int],
    reader: Reader,
    net: Decimal | None = None,
    verdict: str = "",
    end: End | None = None,
) -> PracticePicture:
    from_row = max(lesson.entry_bar - _BEFORE, 0)
    day, seen = bars_of(lesson.move), shown - from_row
    ahead = max(round(seen * _AHEAD), seen + _LEAST_AHEAD)
    until = min(from_row + ahead, BARS) if end is not None else from_row + ahead
    kicker = reader.t.plain("picture-learn-trade", side=ticket.chosen.side.value, leverage=str(ticket.chosen.leverage))
    return PracticePicture(
        trade_frame(lesson, kicker, done, reader),
        day.part(0, shown),
        from_row,
        int(day.open_ms[0]) + until * BAR_MS,
        ticket.chosen.side,
        float(ticket.entry_usd),
        _lines(ticket, reader),
        lesson.entry_bar,
        "" if net is None else signed_cents(net),
        net is None or net > 0,
        verdict,
    )


def _lines(ticket: Ticket, reader: Reader) -> tuple[TradeLine, ...]:
    t, has_stop = reader.t, ticket.stop_usd is not None
    named = [
        (ticket.entry_usd, "picture-learn-entry", Ink.BADGE, False),
        (ticket.stop_usd, "picture-learn-stop", Ink.DOWN, False),
        (ticket.target_usd, "picture-learn-target", Ink.ABOVE, False),
        (ticket.liquidation_usd, "picture-learn-liquidation", Ink.WARN, has_stop),
    ]
    return tuple(TradeLine(float(usd), t.plain(key), ink, far) for usd, key, ink, far in named if usd is not None)
