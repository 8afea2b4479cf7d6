"""/long and /short, the same in plain words, and the coin where none was understood."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.commands import LONG, SHORT
from bot.handlers.paper_tickets import new_ticket
from bot.handlers.registration import on_command
from bot.keyboards.paper_presses import TradePress
from bot.keyboards.screens import main_keyboard
from bot.keyboards.trading import trade_coins_keyboard
from bot.paper.tickets import TicketDesk
from bot.paper.wishes import usual_wish
from bot.speech import say
from bot.views.card import Card, lines
from bot.views.failures import failure_card
from bot.views.reader import Place, Reader
from bot.views.typed_trade import typed_text
from engine.errors import Refused, UnknownCoin
from engine.exchange.typed import TypedTrade, parse_trade, side_said, without_word
from engine.exchange.typed_refusals import BadTrade, CoinMissing
from engine.exchange.wish import Wish
from engine.market.values import Side

router = Router(name="paper-typed")


@on_command(router, LONG)
async def long(message: Message, command: CommandObject, reader: Reader, tickets: TicketDesk) -> None:
    await say(message, await _typed(Side.LONG, command.args or "", reader, tickets))


@on_command(router, SHORT)
async def short(message: Message, command: CommandObject, reader: Reader, tickets: TicketDesk) -> None:
    await say(message, await _typed(Side.SHORT, command.args or "", reader, tickets))


@router.message(F.chat.type == ChatType.PRIVATE, F.text.func(side_said).as_("said"), flags={"spec": LONG})
async def plain_words(message: Message, said: tuple[Side, str], reader: Reader, tickets: TicketDesk) -> None:
    """`long btc 100 10x`, without the stroke."""
    await say(message, await _typed(*said, reader, tickets))


@router.callback_query(TradePress.filter())
async def coin_pressed(
    query: CallbackQuery, callback_data: TradePress, reader: Reader, tickets: TicketDesk
) -> str | None:
    """The coin that was missing; the rest as it was typed."""
    message, pressed = query.message, callback_data
    if reader.place is not Place.PRIVATE or not isinstance(message, Message):
        return reader.t.plain("press-old")
    await say(message, await _typed(pressed.side, f"{pressed.coin} {pressed.rest}", reader, tickets))
    return None


async def _typed(side: Side, words: str, reader: Reader, tickets: TicketDesk) -> Card:
    if reader.person is None:
        return Card(reader.t("paper-needs-start"))
    try:
        trade = parse_trade(words, await tickets.desk.coins())
    except CoinMissing as refusal:
        keys = trade_coins_keyboard(side, await tickets.desk.biggest(), words)
        return Card(typed_text(refusal, side.value, reader), keys)
    except BadTrade as refusal:
        return Card(typed_text(refusal, side.value, reader), main_keyboard(reader))
    except UnknownCoin as refusal:
        card = failure_card(refusal, reader)
        rest = without_word(words, refusal.typed)
        return Card(card.text, trade_coins_keyboard(side, refusal.nearest, rest)) if refusal.nearest else card
    except Refused as refusal:
        return failure_card(refusal, reader)
    return await _ticket(trade, side, reader, reader.person.user_id, tickets)


async def _ticket(trade: TypedTrade, side: Side, reader: Reader, user_id: int, tickets: TicketDesk) -> Card:
    card = await new_ticket(
        await _wish(trade, side, user_id, tickets), trade.coin, reader.prefers.window, reader, tickets
    )
    if trade.trail is None:
        return card
    return Card(lines(card.text, reader.t("ticket-trail-later")), card.keyboard)


async def _wish(trade: TypedTrade, side: Side, user_id: int, tickets: TicketDesk) -> Wish:
    usual = await usual_wish(tickets, trade.coin, side, user_id)
    said = trade.wish(side, usual.size, usual.leverage)
    return Wish(said.side, said.size, said.leverage, said.stop, said.target, said.limit_usd)
