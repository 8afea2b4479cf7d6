"""Every press on a position: close it, part of it, move what guards it."""

from decimal import Decimal

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.handlers.paper_asking import Asked, Wanted, ask
from bot.keyboards.buttons import keyboard
from bot.keyboards.paper_card import (
    STOP_SHARES,
    position_rows,
    stops_keyboard,
    targets_keyboard,
    trails_keyboard,
)
from bot.keyboards.paper_presses import HoldPress, HoldTask
from bot.paper.desk import PaperDesk
from bot.paper.guarding import Guarding, hold_stops, hold_targets
from bot.paper.pictures import TradePictures
from bot.speech import change_keys, indicating, say, show_photo
from bot.views import money
from bot.views.card import Card
from bot.views.paper_card import held_text
from bot.views.reader import Place, Reader
from engine.exchange.contract import Contract
from engine.exchange.rules.filters import Rounding, floored, on_grid
from engine.exchange.venues.paper.values import PaperPosition
from engine.market.values import Symbol

router = Router(name="paper-holds")

_REST_S = 60.0  # so long the choices under a card stay, whatever the price does
_ASKS = {
    HoldTask.TYPE_STOP: (Wanted.HOLD_STOP, "ask-stop"),
    HoldTask.TYPE_TARGET: (Wanted.HOLD_TARGET, "ask-target"),
    HoldTask.TYPE_TRAIL: (Wanted.HOLD_TRAIL, "ask-trail"),
}


@router.callback_query(HoldPress.filter())
async def hold_pressed(
    query: CallbackQuery,
    callback_data: HoldPress,
    reader: Reader,
    state: FSMContext,
    paper: PaperDesk,
    guarding: Guarding,
    trade_pictures: TradePictures,
) -> str | None:
    message, pressed = query.message, callback_data
    if reader.person is None or reader.place is not Place.PRIVATE or not isinstance(message, Message):
        return reader.t.plain("press-old")
    position = await paper.position(reader.person.user_id, Symbol(pressed.symbol), pressed.slot)
    contract = await paper.parts.contracts.of_symbol(Symbol(pressed.symbol))
    if position is None or contract is None:
        return reader.t.plain("toast-closed-already")
    match pressed.do:
        case HoldTask.CLOSE | HoldTask.HALF:
            return await _close(position, contract, pressed, reader, paper)
        case HoldTask.OPEN:
            await open_position(message, position, contract, reader, paper)
        case HoldTask.KEYS:
            await change_keys(message, keyboard(*position_rows(position, reader)))
        case HoldTask.MAP:
            async with indicating(message, ChatAction.UPLOAD_PHOTO):
                photo = await trade_pictures.of_position(await paper.following.held(position), contract, reader)
            await show_photo(message, photo, trade_pictures.show.gallery)
        case HoldTask.TYPE_STOP | HoldTask.TYPE_TARGET | HoldTask.TYPE_TRAIL:
            await _ask(message, state, position, contract, pressed.do, reader)
        case _ if not pressed.value and pressed.do is not HoldTask.ENTRY:
            await _choices(message, position, contract, pressed, reader, paper)
        case _:
            return await _guard(position, contract, pressed, reader, guarding)
    return None


async def _close(
    position: PaperPosition, contract: Contract, pressed: HoldPress, reader: Reader, paper: PaperDesk
) -> str:
    t = reader.t
    if pressed.do is HoldTask.CLOSE:
        await paper.acting.close(position, None, contract)
        return t.plain("toast-closing")
    if Decimal(pressed.held or 0) != position.quantity:
        return t.plain("toast-changed")
    half = floored(position.quantity / 2, contract.lot_size)
    if half < contract.min_quantity:
        least = money.plain(contract.min_quantity)
        return t.plain("toast-half-too-small", least=least, coin=position.coin)
    await paper.acting.close(position, half, contract)
    return t.plain("toast-half")


async def open_position(
    message: Message, position: PaperPosition, contract: Contract, reader: Reader, paper: PaperDesk
) -> None:
    """Its card, here; a position whose order has no card is only shown."""
    card = await paper.following.card_of(position)
    if card is not None:
        await paper.cards.follow_here(message, card, reader)
        return
    held = await paper.following.held(position)
    await say(message, Card(held_text(held, contract, reader), keyboard(*position_rows(position, reader))))


async def _choices(
    message: Message, position: PaperPosition, contract: Contract, pressed: HoldPress, reader: Reader, paper: PaperDesk
) -> None:
    await paper.parts.cards.rest(position.account_id, position.symbol, position.slot, _REST_S)
    if pressed.do is HoldTask.TRAIL:
        await change_keys(message, trails_keyboard(pressed, reader))
    elif pressed.do is HoldTask.STOP:
        stops = hold_stops(position, contract, STOP_SHARES)
        await change_keys(message, stops_keyboard(pressed, stops, contract, reader))
    else:
        targets = await hold_targets(paper.desk, position, contract, reader.prefers.window)
        await change_keys(message, targets_keyboard(pressed, targets, contract, reader))


async def _ask(
    message: Message, state: FSMContext, position: PaperPosition, contract: Contract, what: HoldTask, reader: Reader
) -> None:
    wanted, key = _ASKS[what]
    away = Decimal("0.99") if (what is HoldTask.TYPE_STOP) is (position.side.sign > 0) else Decimal("1.01")
    near = on_grid(position.entry_usd * away, contract.tick_size, Rounding.NEAREST)
    example = "1" if what is HoldTask.TYPE_TRAIL else f"{near.normalize():f}"
    words = reader.t(key, price=money.short(position.entry_usd, contract), example=example)
    await ask(message, state, Asked(wanted, example, 0, position.symbol, int(position.slot)), words, reader)


async def _guard(
    position: PaperPosition, contract: Contract, pressed: HoldPress, reader: Reader, guarding: Guarding
) -> str:
    value = Decimal(pressed.value or 0)
    match pressed.do:
        case HoldTask.ENTRY:
            return await guarding.stop(position, contract, position.entry_usd, reader)
        case HoldTask.STOP:
            return await guarding.stop(position, contract, value, reader)
        case HoldTask.TARGET:
            return await guarding.target(position, contract, value, reader)
        case _:
            return await guarding.trail(position, contract, value, reader)
