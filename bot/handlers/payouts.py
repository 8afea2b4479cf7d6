"""How a winner is paid: their answer in the private chat, and the admins' list."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.commands import PAYOUTS, Role
from bot.handlers.registration import on_command
from bot.rounds.payouts import PayoutDesk
from bot.rounds.presses import PayoutPress, PayoutTask, PayWay, PrizePress
from bot.rounds.prize_words import is_address
from bot.speech import change_text, say, say_text
from bot.views.reader import Place, Reader
from engine.club.people import Person

router = Router(name="payouts")


class Asking(StatesGroup):
    ADDRESS = State()


@router.callback_query(PrizePress.filter())
async def way_pressed(
    query: CallbackQuery, callback_data: PrizePress, reader: Reader, payout_desk: PayoutDesk | None, state: FSMContext
) -> str | None:
    message, person = query.message, reader.person
    if not isinstance(message, Message) or payout_desk is None or person is None or reader.place is not Place.PRIVATE:
        return reader.t.plain("press-old")
    if not await payout_desk.is_claimable(callback_data.prize_id, person.user_id):
        return reader.t.plain("prize-not-open")
    await state.set_state(Asking.ADDRESS)
    await state.set_data({"prize_id": callback_data.prize_id, "way": callback_data.way.value})
    await say_text(message, reader.t("prize-address", way=callback_data.way.value))
    return None


@router.message(Asking.ADDRESS, F.text, ~F.text.startswith("/"))
async def address_written(
    message: Message, reader: Reader, person: Person, payout_desk: PayoutDesk, state: FSMContext
) -> None:
    data, typed = await state.get_data(), (message.text or "").strip()[:400]
    if "prize_id" not in data:
        await state.clear()
        await say_text(message, reader.t("prize-press-again"))
        return
    way = PayWay(data["way"])
    if not is_address(way, typed):
        await say_text(message, reader.t("prize-address-wrong", way=way.value))
        return
    await state.clear()
    is_kept = await payout_desk.claim(int(data["prize_id"]), person.user_id, way, typed, reader.now)
    await say_text(message, reader.t("prize-kept", way=way.value, how=typed) if is_kept else reader.t("prize-not-open"))


@on_command(router, PAYOUTS)
async def payouts(message: Message, reader: Reader, payout_desk: PayoutDesk | None) -> None:
    if payout_desk is None:
        await say_text(message, reader.t("compete-away"))
        return
    await say(message, await payout_desk.card(reader))


@router.callback_query(PayoutPress.filter())
async def payout_pressed(
    query: CallbackQuery, callback_data: PayoutPress, reader: Reader, role: Role, payout_desk: PayoutDesk | None
) -> str | None:
    message = query.message
    if not isinstance(message, Message) or payout_desk is None or reader.place is not Place.PRIVATE:
        return reader.t.plain("press-old")
    if role < Role.ADMIN:
        return reader.t.plain("not-allowed")
    if callback_data.do is PayoutTask.ASK:
        sure = await payout_desk.sure(callback_data.prize_id, reader)
        if sure is None:
            return reader.t.plain("payout-changed")
        await change_text(message, sure)
        return None
    is_done = await payout_desk.do(callback_data.do, callback_data.prize_id, reader.now)
    await change_text(message, await payout_desk.card(reader))
    if callback_data.do is PayoutTask.LIST:
        return None
    return reader.t.plain("payout-done" if is_done else "payout-changed")
