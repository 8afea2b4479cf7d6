"""Buttons of the paper ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.buttons import Row, chosen, in_rows, keyboard, press
from bot.keyboards.paper_presses import TicketPress, TicketTask
from bot.views import money
from bot.views.reader import Reader
from engine.club.drafts import Draft, SizeBy
from engine.exchange.contract import Contract
from engine.exchange.ticket import Ticket

STAKES = (Decimal(50), Decimal(100), Decimal(250))
RISKS = (Decimal(5), Decimal(10), Decimal(25))
LEVERAGES = (Decimal(3), Decimal(5), Decimal(10))
STOP_SHARES = (Decimal(5), Decimal("7.5"), Decimal(10))  # percent of the margin


@dataclass(frozen=True, slots=True)
class Goal:
    """A target on offer. `name`: of the level it lies in."""

    name: str
    price_usd: Decimal
    win_usdt: Decimal


def ticket_keyboard(draft: Draft, ticket: Ticket, goals: Sequence[Goal], reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    here = press_of(draft)
    risk = "none" if ticket.loss_usdt is None else money.usd(ticket.loss_usdt)
    buy = press(
        t.plain("button-buy", side=draft.side.value, risk=risk), here.but(TicketTask.BUY, seen(draft)), "success"
    )
    return keyboard([buy], *choice_rows(draft, goals, ticket.contract, reader), [cancel_button(draft, reader)])


def choice_rows(draft: Draft, goals: Sequence[Goal], contract: Contract | None, reader: Reader) -> list[Row]:
    """What can be changed; also under a refusal, where nothing can be ordered."""
    here, t = press_of(draft), reader.t
    leverages = [
        chosen(money.leverage(one), here.but(TicketTask.LEVERAGE, number(one)), one == draft.leverage)
        for one in _with_own(LEVERAGES, draft.leverage, contract.max_leverage if contract else draft.leverage)
    ]
    ends = [
        press(t.plain("button-stop"), here.but(TicketTask.STOP)),
        press(t.plain("button-target"), here.but(TicketTask.TARGET)),
    ]
    targets = [
        chosen(
            f"{goal.name} {money.short(goal.price_usd, contract)}: {money.gain(goal.win_usdt)}",
            here.but(TicketTask.TARGET, number(goal.price_usd)),
            goal.price_usd == draft.target_usd,
        )
        for goal in goals
    ]
    return [_sizes(draft, reader), [*leverages, *ends], *in_rows(targets, 2)]


def _sizes(draft: Draft, reader: Reader) -> Row:
    """Stakes, the first with its name, and the way to a size by risk."""
    t, here = reader.t, press_of(draft)
    own = draft.size if draft.size_by is SizeBy.STAKE else None
    row = []
    for place, stake in enumerate(STAKES if own is None else _with_own(STAKES, own, None)):
        words = money.whole_usd(stake)
        text = t.plain("button-stake", stake=words) if place == 0 else words
        row.append(chosen(text, here.but(TicketTask.STAKE, number(stake)), stake == own))
    if draft.size_by is SizeBy.RISK:
        row.append(press(f"{t.plain('button-risk-is', risk=money.whole_usd(draft.size))} •", here.but(TicketTask.RISK)))
    else:
        row.append(press(t.plain("button-risk"), here.but(TicketTask.RISK)))
    return row


def _with_own(usual: Sequence[Decimal], own: Decimal, most: Decimal | None) -> list[Decimal]:
    """As many as usual, the chosen one among them in the place of the nearest; none above `most`."""
    found = [one for one in usual if most is None or one <= most]
    if own in found or not found:
        return found or [own]
    nearest = min(range(len(found)), key=lambda place: abs(found[place] - own))
    return sorted([*found[:nearest], own, *found[nearest + 1 :]])


def moved_keyboard(draft: Draft, ticket: Ticket, reader: Reader) -> InlineKeyboardMarkup:
    price = money.short(ticket.entry_usd, ticket.contract)
    text = reader.t.plain("button-buy-at", side=draft.side.value, price=price)
    buy = press(text, press_of(draft).but(TicketTask.BUY, seen(draft)), "success")
    return keyboard([buy, cancel_button(draft, reader)])


def risks_keyboard(draft: Draft, reader: Reader) -> InlineKeyboardMarkup:
    here = press_of(draft)
    choices = [
        chosen(
            money.whole_usd(one),
            here.but(TicketTask.RISK, number(one)),
            draft.size_by is SizeBy.RISK and one == draft.size,
        )
        for one in RISKS
    ]
    return keyboard(choices, _last(draft, TicketTask.TYPE_RISK, reader))


def stops_keyboard(
    draft: Draft, contract: Contract, prices: Sequence[tuple[Decimal, Decimal]], reader: Reader
) -> InlineKeyboardMarkup:
    """`prices`: (percent of the margin, where that much is lost)."""
    here, t = press_of(draft), reader.t
    choices = [
        press(
            t.plain("button-stop-share", share=money.plain(share), price=money.short(price, contract)),
            here.but(TicketTask.STOP_SHARE, number(share)),
        )
        for share, price in prices
    ]
    none = chosen(t.plain("button-no-stop"), here.but(TicketTask.STOP, "0"), draft.stop_usd is None)
    return keyboard(*in_rows(choices, 2), [none], _last(draft, TicketTask.TYPE_STOP, reader))


def targets_keyboard(draft: Draft, contract: Contract, goals: Sequence[Goal], reader: Reader) -> InlineKeyboardMarkup:
    here, t = press_of(draft), reader.t
    choices = [
        chosen(
            f"{goal.name} {money.short(goal.price_usd, contract)}: {money.gain(goal.win_usdt)}",
            here.but(TicketTask.TARGET, number(goal.price_usd)),
            goal.price_usd == draft.target_usd,
        )
        for goal in goals
    ]
    none = chosen(t.plain("button-no-target"), here.but(TicketTask.TARGET, "0"), draft.target_usd is None)
    return keyboard(*in_rows(choices, 2), [none], _last(draft, TicketTask.TYPE_TARGET, reader))


def _last(draft: Draft, ask: TicketTask, reader: Reader) -> Row:
    here, t = press_of(draft), reader.t
    return [press(t.plain("button-back"), here.but(TicketTask.SHOW)), press(t.plain("button-type"), here.but(ask))]


def cancel_button(draft: Draft, reader: Reader) -> InlineKeyboardButton:
    return press(reader.t.plain("button-cancel"), press_of(draft).but(TicketTask.CANCEL), "danger")


def press_of(draft: Draft) -> TicketPress:
    return TicketPress(do=TicketTask.SHOW, id=draft.ticket_id)


def seen(draft: Draft) -> str:
    """Which showing of the ticket a press on [Buy] answers: a check sum of all that would be ordered."""
    if draft.shown is None:
        return ""
    shown = draft.shown
    what = (draft.limit_usd, draft.stop_usd, draft.target_usd, draft.leverage, shown.entry_usd, shown.quantity)
    words = "|".join("-" if one is None else number(one) for one in what)
    return str(crc32(f"{words}|{shown.at.timestamp():.3f}".encode()))


def number(value: Decimal) -> str:
    """As callback data."""
    return f"{value.normalize():f}"
