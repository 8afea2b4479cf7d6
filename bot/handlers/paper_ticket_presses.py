"""Every press on a ticket: other numbers, the order itself, or nothing at all."""

from dataclasses import replace
from decimal import Decimal

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.handlers.paper_asking import Asked, Wanted, ask
from bot.keyboards.paper_presses import TicketPress, TicketTask
from bot.keyboards.ticket import STOP_SHARES, risks_keyboard, seen, stops_keyboard, targets_keyboard
from bot.paper.cards import CardDesk
from bot.paper.ground import goals, margin_stops, wish_of
from bot.paper.ticket_cards import moved_card, offer_card
from bot.paper.tickets import TicketDesk
from bot.speech import change_keys, change_text
from bot.views import money
from bot.views.card import Card
from bot.views.reader import Place, Reader
from bot.views.ticket import no_price_text
from engine.club.drafts import Draft, DraftState, SizeBy
from engine.errors import Refused
from engine.exchange.refusals import NoPrice
from engine.exchange.rules.filters import Rounding, on_grid

router = Router(name="paper-ticket-presses")

_CHOICES = frozenset({TicketTask.RISK, TicketTask.STOP, TicketTask.TARGET})
_TYPED = frozenset({TicketTask.TYPE_RISK, TicketTask.TYPE_STOP, TicketTask.TYPE_TARGET})
_ASKS = {
    TicketTask.TYPE_RISK: (Wanted.TICKET_RISK, "ask-risk"),
    TicketTask.TYPE_STOP: (Wanted.TICKET_STOP, "ask-stop"),
    TicketTask.TYPE_TARGET: (Wanted.TICKET_TARGET, "ask-target"),
}


@router.callback_query(TicketPress.filter())
async def ticket_pressed(
    query: CallbackQuery,
    callback_data: TicketPress,
    reader: Reader,
    state: FSMContext,
    tickets: TicketDesk,
    order_cards: CardDesk,
) -> str | None:
    message, pressed = query.message, callback_data
    if reader.person is None or reader.place is not Place.PRIVATE or not isinstance(message, Message):
        return reader.t.plain("ticket-gone")
    draft = await tickets.parts.drafts.find(pressed.id, reader.person.user_id)
    if draft is None:
        return reader.t.plain("ticket-gone")
    if draft.state is not DraftState.OPEN:
        return await _over(message, draft, pressed, reader, tickets, order_cards)
    if pressed.do is TicketTask.CANCEL:
        await tickets.parts.drafts.end(draft.ticket_id, draft.user_id, DraftState.CANCELLED)
        await change_text(message, Card(reader.t("ticket-cancelled", coin=draft.coin)))
        return None
    if pressed.do is TicketTask.BUY:
        return await _buy(message, draft, pressed, reader, tickets, order_cards)
    if pressed.do in _TYPED:
        return await _ask(message, state, draft, pressed.do, reader, tickets)
    if pressed.do in _CHOICES and not pressed.value:
        return await _choices(message, draft, pressed.do, reader, tickets)
    return await _change(message, await _changed(draft, pressed, tickets), reader, tickets)


async def _over(
    message: Message, draft: Draft, pressed: TicketPress, reader: Reader, tickets: TicketDesk, cards: CardDesk
) -> str | None:
    """Pressed again, on another device, or after a crash: what was ordered stays ordered, once."""
    if draft.state is DraftState.SENT and pressed.do is TicketTask.BUY:
        await _order(message, draft, reader, tickets, cards)
        return reader.t.plain("ticket-sent-already")
    return reader.t.plain("ticket-sent-already" if draft.state is DraftState.SENT else "ticket-gone")


async def _buy(
    message: Message, draft: Draft, pressed: TicketPress, reader: Reader, tickets: TicketDesk, cards: CardDesk
) -> str | None:
    """What is shown is ordered, or shown again where it is not good any more."""
    if draft.shown is None or pressed.value != seen(draft):
        await _change(message, draft, reader, tickets)
        return reader.t.plain("ticket-changed")
    try:
        fresh = await tickets.is_stale(draft)
    except NoPrice:
        return str(no_price_text(draft.coin, await tickets.last_price_at(draft.coin), reader))
    except Refused:
        return await _change(message, draft, reader, tickets)
    if fresh is not None:
        again = await tickets.show_again(draft, fresh)
        await change_text(message, moved_card(draft.shown.entry_usd, again, fresh, reader))
        return None
    await _order(message, draft, reader, tickets, cards)
    return reader.t.plain("toast-sent")


async def _order(message: Message, draft: Draft, reader: Reader, tickets: TicketDesk, cards: CardDesk) -> None:
    card = await tickets.order(draft, message.chat.id, message.message_id)
    if card is not None:
        await cards.take_over(message, card, reader)


async def _change(message: Message, draft: Draft, reader: Reader, tickets: TicketDesk) -> str | None:
    """Shows it again, priced now."""
    offer = await tickets.offer(draft)
    if isinstance(offer.refusal, NoPrice):
        return str(no_price_text(draft.coin, await tickets.last_price_at(draft.coin), reader))
    await change_text(message, offer_card(offer, reader))
    return None


async def _changed(draft: Draft, pressed: TicketPress, tickets: TicketDesk) -> Draft:
    """With what was pressed. Values may be forged: the ticket's own rules judge them."""
    value = Decimal(pressed.value or 0)
    match pressed.do:
        case TicketTask.STAKE if value > 0:
            return replace(draft, size_by=SizeBy.STAKE, size=value)
        case TicketTask.RISK if value > 0:
            return replace(draft, size_by=SizeBy.RISK, size=value)
        case TicketTask.LEVERAGE if value >= 1:
            return replace(draft, leverage=value)
        case TicketTask.STOP:
            return replace(draft, stop_usd=value or None)
        case TicketTask.TARGET:
            return replace(draft, target_usd=value or None)
        case TicketTask.STOP_SHARE:
            found = margin_stops(await tickets.ground(draft), draft, [value])
            return replace(draft, stop_usd=found[0][1]) if found else draft
        case _:
            return draft


async def _choices(message: Message, draft: Draft, what: TicketTask, reader: Reader, tickets: TicketDesk) -> str | None:
    """Only the buttons change; what is shown stays as it is."""
    if what is TicketTask.RISK:
        await change_keys(message, risks_keyboard(draft, reader))
        return None
    ground = await tickets.ground(draft)
    if what is TicketTask.STOP:
        stops = margin_stops(ground, draft, STOP_SHARES)
        await change_keys(message, stops_keyboard(draft, ground.contract, stops, reader))
        return None
    found = goals(ground, wish_of(draft))
    await change_keys(message, targets_keyboard(draft, ground.contract, found, reader))
    return None


async def _ask(
    message: Message, state: FSMContext, draft: Draft, what: TicketTask, reader: Reader, tickets: TicketDesk
) -> str | None:
    wanted, key = _ASKS[what]
    ground = await tickets.ground(draft)
    entry = draft.limit_usd or ground.now_usd
    if entry <= 0:
        return str(no_price_text(draft.coin, await tickets.last_price_at(draft.coin), reader))
    away = Decimal("0.99") if (what is TicketTask.TYPE_STOP) is (draft.side.sign > 0) else Decimal("1.01")
    near = on_grid(entry * away, ground.contract.tick_size, Rounding.NEAREST)
    example = "10" if what is TicketTask.TYPE_RISK else f"{near.normalize():f}"
    words = reader.t(key, price=money.short(entry, ground.contract), example=example)
    await ask(message, state, Asked(wanted, example, draft.ticket_id), words, reader)
    return None
