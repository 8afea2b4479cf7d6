"""The number that was asked for: a price, a risk, a distance."""

from dataclasses import replace
from decimal import Decimal

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.handlers.paper_asking import Asked, Dialogue, Wanted
from bot.keyboards.paper_presses import NeverMindPress
from bot.keyboards.screens import main_keyboard
from bot.paper.desk import PaperDesk
from bot.paper.guarding import Guarding
from bot.paper.ticket_cards import offer_card
from bot.paper.tickets import TicketDesk
from bot.speech import change_text, say, say_text
from bot.views import money
from bot.views.card import Card, lines
from bot.views.reader import Reader
from engine.club.drafts import Draft, DraftState, SizeBy
from engine.club.people import Person
from engine.exchange.orders import Slot
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.typed_numbers import amount_of
from engine.exchange.typed_refusals import NumberBad
from engine.exchange.venues.paper.ports import CommandState
from engine.market.values import Symbol

router = Router(name="paper-answers")

_OF_TICKETS = frozenset({Wanted.TICKET_RISK, Wanted.TICKET_STOP, Wanted.TICKET_TARGET})


@router.message(StateFilter(Dialogue.number), F.text, ~F.text.startswith("/"))
async def number_written(
    message: Message,
    reader: Reader,
    person: Person,
    state: FSMContext,
    tickets: TicketDesk,
    paper: PaperDesk,
    guarding: Guarding,
) -> None:
    data = await state.get_data()
    if not data:
        raise SkipHandler  # Redis forgot what it was for
    asked = Asked(**data)
    try:
        amount = amount_of((message.text or "").strip().lower().replace(" ", ""))
    except NumberBad:
        typed = (message.text or "")[:40]
        await say_text(message, reader.t("ask-odd", typed=typed, example=asked.example))
        return
    if amount is None:
        await state.clear()
        raise SkipHandler  # something else altogether
    value = amount.value
    if asked.what in _OF_TICKETS:
        await _ticket(message, asked, value, person, reader, tickets)
    elif asked.what == Wanted.MOVE:
        await _move(message, asked, value, person, reader, paper)
    else:
        await _hold(message, asked, value, person, reader, paper, guarding)
    await state.clear()  # last: an update handled again after a crash finds what it answers


@router.callback_query(NeverMindPress.filter())
async def never_mind(query: CallbackQuery, reader: Reader, state: FSMContext) -> None:
    await state.clear()
    if isinstance(query.message, Message):
        await change_text(query.message, Card(reader.t("ask-over")))


async def _ticket(
    message: Message, asked: Asked, value: Decimal, person: Person, reader: Reader, tickets: TicketDesk
) -> None:
    """The ticket again, below, with the number in it."""
    draft = await tickets.parts.drafts.find(asked.id, person.user_id)
    if draft is None or draft.state is not DraftState.OPEN:
        await say_text(message, reader.t("ticket-gone"), main_keyboard(reader))
        return
    await say(message, offer_card(await tickets.offer(_with(draft, asked.what, value)), reader))


def _with(draft: Draft, what: str, value: Decimal) -> Draft:
    match what:
        case Wanted.TICKET_RISK:
            return replace(draft, size_by=SizeBy.RISK, size=value)
        case Wanted.TICKET_STOP:
            return replace(draft, stop_usd=value)
        case _:
            return replace(draft, target_usd=value)


async def _hold(
    message: Message,
    asked: Asked,
    value: Decimal,
    person: Person,
    reader: Reader,
    paper: PaperDesk,
    guarding: Guarding,
) -> None:
    position = await paper.position(person.user_id, Symbol(asked.symbol), Slot(asked.slot))
    contract = await paper.parts.contracts.of_symbol(Symbol(asked.symbol))
    if position is None or contract is None:
        await say_text(message, reader.t("toast-closed-already"))
        return
    doing = {Wanted.HOLD_STOP: guarding.stop, Wanted.HOLD_TARGET: guarding.target}
    act = doing.get(Wanted(asked.what), guarding.trail)
    said = await act(position, contract, value, reader)
    await say_text(message, lines(said, reader.t("paper-simulated")))


async def _move(
    message: Message, asked: Asked, value: Decimal, person: Person, reader: Reader, paper: PaperDesk
) -> None:
    t = reader.t
    account, order = await paper.purse.open(person.user_id), await paper.parts.reader.order(asked.id)
    if order is None or order.order.account_id != account.account_id or order.status.is_final:
        await say_text(message, t("toast-order-gone"))
        return
    contract = await paper.parts.contracts.of_symbol(order.order.symbol)
    price = None if contract is None else on_grid(value, contract.tick_size, Rounding.NEAREST)
    if contract is None or price is None or price <= 0:
        await say_text(message, t("ask-odd", typed=(message.text or "")[:40], example=asked.example))
        return
    row = await paper.acting.soon(await paper.acting.move(order, contract.ticks(price)))
    if row.state is CommandState.REFUSED:
        reason = row.refusal.value if row.refusal is not None else "unknown"
        said = t("toast-refused", why=t(f"paper-reason-{reason}"))
    else:
        said = t("toast-moving", price=money.short(price, contract))
    await say_text(message, lines(said, t("paper-simulated")))
