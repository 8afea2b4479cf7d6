"""Tickets from a scan's plan or a map's level."""

from decimal import Decimal

from aiogram import Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import CallbackQuery, Message

from bot.keyboards.paper_presses import LevelTradePress, PlanLeg, PlanPress
from bot.keyboards.screens import main_keyboard
from bot.paper.ticket_cards import offer_card
from bot.paper.tickets import TicketDesk
from bot.paper.wishes import level_wish, plan_wish
from bot.sending.handling import current_update_id
from bot.speech import say
from bot.views.card import Card
from bot.views.reader import Place, Reader
from bot.views.ticket import no_price_text
from engine.exchange.refusals import NoPrice
from engine.exchange.wish import Wish
from engine.market.values import Coin
from engine.market.windows import Window

router = Router(name="paper-tickets")


async def new_ticket(wish: Wish, coin: Coin, window: Window, reader: Reader, tickets: TicketDesk) -> Card:
    """Or why there is none."""
    if reader.person is None:
        return Card(reader.t("paper-needs-start"))
    try:
        offer = await tickets.begin(wish, coin, reader.person.user_id, window, current_update_id())
    except NoPrice:
        return Card(no_price_text(coin, await tickets.last_price_at(coin), reader), main_keyboard(reader))
    return offer_card(offer, reader)


@router.callback_query(PlanPress.filter())
async def plan_pressed(
    query: CallbackQuery, callback_data: PlanPress, reader: Reader, tickets: TicketDesk
) -> str | None:
    """A leg of the scan's plan as it is now."""
    if reader.person is None or not reader.person.has_started:
        return reader.t.plain("paper-needs-start")
    coin = await tickets.desk.coin_of(callback_data.coin)
    is_ride, user_id = callback_data.leg is PlanLeg.RIDE, reader.person.user_id
    wish = await plan_wish(tickets, coin, callback_data.window, user_id, is_ride=is_ride)
    if wish is None:
        return reader.t.plain("ticket-plan-gone")
    return await _show(query, await new_ticket(wish, coin, callback_data.window, reader, tickets), reader)


@router.callback_query(LevelTradePress.filter())
async def level_pressed(
    query: CallbackQuery, callback_data: LevelTradePress, reader: Reader, tickets: TicketDesk
) -> str | None:
    if reader.person is None or not reader.person.has_started:
        return reader.t.plain("paper-needs-start")
    coin = await tickets.desk.coin_of(callback_data.coin)
    where = (coin, callback_data.window, callback_data.side, Decimal(repr(callback_data.price)))
    is_above = callback_data.name.startswith("A")
    wish = await level_wish(tickets, *where, reader.person.user_id, is_above=is_above)
    return await _show(query, await new_ticket(wish, coin, callback_data.window, reader, tickets), reader)


async def _show(query: CallbackQuery, card: Card, reader: Reader) -> str | None:
    """In the private chat, whoever pressed where. A group's press only says that it is there."""
    message = query.message
    if reader.place is Place.PRIVATE and isinstance(message, Message):
        await say(message, card)
        return None
    if query.bot is None:
        return reader.t.plain("press-old")
    try:
        await query.bot.send_message(query.from_user.id, card.text, reply_markup=card.keyboard)
    except TelegramForbiddenError:
        return reader.t.plain("paper-needs-start")
    return reader.t.plain("paper-in-private")
