"""A practice trade on a famous day, carried out by the matching core the paper exchange runs on.

Purely a function of lesson and choice, so nothing of it has to be stored. The account is the lesson's own: $10,000 that
no ranking ever sees.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from engine.club.lessons.choices import Choice
from engine.club.lessons.course import Lesson
from engine.club.lessons.moves.path import BAR_MS, bars_of
from engine.club.lessons.ticket import CONTRACT, Ticket, ticket_of
from engine.exchange.core.exchange import Exchange
from engine.exchange.core.rules import Rules
from engine.exchange.inputs import Bar, Funding, Input
from engine.exchange.money import units, usdt
from engine.exchange.orders import (
    IDS_AN_ORDER,
    STOP_LOSS_ID,
    TAKE_PROFIT_ID,
    Command,
    OpenAccount,
    Order,
    Place,
    Sent,
    SetLeverage,
    Way,
)
from engine.exchange.outputs import Cause, Fill, FillCause, Output, Purse, Transfer
from engine.exchange.venues.paper.values import START_USDT
from engine.market.values import Bars, Side

STEPS = 10
_ACCOUNT = 1
_ENTER, _LEAVE = IDS_AN_ORDER, 2 * IDS_AN_ORDER
_FUNDING_MS = 8 * 3_600_000
_FUNDING_E8 = 10_000  # 0.01 %, the venue's usual rate: that of the day is not claimed
_AFTER = 3  # candles shown after the end
_VOLUME_LOTS = 10_000_000


class End(StrEnum):
    TARGET = "target"
    STOP = "stop"
    LIQUIDATION = "liquidation"
    DAY = "day"  # nothing was hit: closed with the day's last candle


@dataclass(frozen=True, slots=True)
class Practice:
    """How it went. `entry_bar` is the candle the trade was opened with, `exit_bar` the one it ended in; both count
    from the day's first. `net_usdt` is what the account has more: fees and funding in. `funding_usdt` < 0: paid."""

    lesson: Lesson
    ticket: Ticket
    end: End
    exit_usd: Decimal
    exit_bar: int
    net_usdt: Decimal
    fees_usdt: Decimal
    funding_usdt: Decimal

    @property
    def bars(self) -> Bars:
        return bars_of(self.lesson.move)

    @property
    def entry_bar(self) -> int:
        return self.lesson.entry_bar

    def shown(self, step: int) -> int:
        """How many of the day's candles step 0 (before the trade) to `STEPS` (the end) shows."""
        last = min(self.exit_bar + 1 + _AFTER, len(self.bars))
        return self.entry_bar + round((last - self.entry_bar) * min(max(step, 0), STEPS) / STEPS)

    def is_over(self, step: int) -> bool:
        return self.shown(step) > self.exit_bar


@lru_cache(maxsize=512)
def practise(lesson: Lesson, choice: Choice) -> Practice:
    """Raises `ValueError` for a ticket whose stop fees eat: such a trade is not made."""
    ticket = ticket_of(lesson, choice)
    if ticket.is_stop_eaten:
        raise ValueError("the fees alone cost more than this stop may lose")
    exchange = Exchange((CONTRACT,), Rules.of_bars())
    outputs = [output for event in _events(lesson, ticket) for output in exchange.apply(event)]
    return _told(lesson, ticket, outputs)


def _events(lesson: Lesson, ticket: Ticket) -> Iterator[Input]:
    bars = bars_of(lesson.move)
    start_ms = int(bars.open_ms[lesson.entry_bar])
    for command in _opening(ticket):
        yield Sent(command, start_ms)
    for row in range(lesson.entry_bar, len(bars)):
        open_ms = int(bars.open_ms[row])
        if row == len(bars) - 1:
            yield Sent(_closing(ticket), open_ms)
        if open_ms % _FUNDING_MS == 0 and row > lesson.entry_bar:
            yield Funding(CONTRACT.symbol, open_ms, _FUNDING_E8, _ticks(bars.open[row]))
        yield _bar(bars, row)


def _bar(bars: Bars, row: int) -> Bar:
    open_ms = int(bars.open_ms[row])
    return Bar(
        CONTRACT.symbol,
        open_ms,
        open_ms + BAR_MS,
        _ticks(bars.open[row]),
        _ticks(bars.high[row]),
        _ticks(bars.low[row]),
        _ticks(bars.close[row]),
        _VOLUME_LOTS,
    )


def _opening(ticket: Ticket) -> tuple[Command, ...]:
    way = Way.BUY if ticket.chosen.side is Side.LONG else Way.SELL
    order = Order(
        _ENTER,
        _ACCOUNT,
        CONTRACT.symbol,
        way,
        CONTRACT.lots(ticket.quantity),
        take_profit_ticks=None if ticket.target_usd is None else CONTRACT.ticks(ticket.target_usd),
        stop_loss_ticks=None if ticket.stop_usd is None else CONTRACT.ticks(ticket.stop_usd),
    )
    return (
        OpenAccount(_ACCOUNT, units(START_USDT)),
        SetLeverage(_ACCOUNT, CONTRACT.symbol, ticket.chosen.leverage * 100),
        Place(order),
    )


def _closing(ticket: Ticket) -> Place:
    way = Way.SELL if ticket.chosen.side is Side.LONG else Way.BUY
    return Place(Order(_LEAVE, _ACCOUNT, CONTRACT.symbol, way, 0, reduce_only=True))


def _ticks(price_usd: float) -> int:
    return round(price_usd * 100)


def _told(lesson: Lesson, ticket: Ticket, outputs: list[Output]) -> Practice:
    fills = [output for output in outputs if isinstance(output, Fill)]
    last = fills[-1]
    start_ms = int(bars_of(lesson.move).open_ms[0])
    moved = [output for output in outputs if isinstance(output, Transfer) and output.cause is not Cause.OPENING]
    return Practice(
        lesson,
        ticket,
        _end(last),
        CONTRACT.price(last.ticks),
        max((last.at_ms - 1 - start_ms) // BAR_MS, lesson.entry_bar),
        _sum(moved),
        -_sum([transfer for transfer in moved if transfer.cause is Cause.FEE]),
        _sum([transfer for transfer in moved if transfer.cause is Cause.FUNDING]),
    )


def _end(last: Fill) -> End:
    if last.cause is FillCause.LIQUIDATION:
        return End.LIQUIDATION
    by_stop = {_ENTER + TAKE_PROFIT_ID: End.TARGET, _ENTER + STOP_LOSS_ID: End.STOP}
    return by_stop.get(last.order_id, End.DAY)


def _sum(transfers: list[Transfer]) -> Decimal:
    """What came into the account's cash."""
    gained = sum(transfer.amount for transfer in transfers if transfer.target is Purse.CASH)
    lost = sum(transfer.amount for transfer in transfers if transfer.source is Purse.CASH)
    return usdt(gained - lost)


def net_of_other_side(lesson: Lesson, choice: Choice) -> Decimal | None:
    """What the same choices would have made on the other side; None where fees eat that side's stop."""
    other = replace(choice, side=Side.SHORT if choice.side is Side.LONG else Side.LONG)
    return None if ticket_of(lesson, other).is_stop_eaten else practise(lesson, other).net_usdt
