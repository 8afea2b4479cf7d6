"""/whales."""

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.callbacks import CardKind
from bot.commands import WHALES
from bot.desk import Desk
from bot.handlers.registration import on_command
from bot.keyboards.buttons import in_rows, keyboard, press
from bot.keyboards.whales import WhalesPress, whales_keyboard
from bot.speech import change_text, say, say_text
from bot.views.card import Card
from bot.views.failures import failure_card
from bot.views.reader import Reader
from bot.views.whales import pages_of, whales_text
from engine.errors import NoData, Refused
from engine.market.values import Coin
from engine.whales.read import NONE_SEEN, ReadWhales

router = Router(name="whales")


@on_command(router, WHALES)
async def whales(
    message: Message, command: CommandObject, reader: Reader, desk: Desk, whales: ReadWhales | None
) -> None:
    try:
        asked = await desk.understand(command.args or "")
        if asked.coin is None:
            offers = [WhalesPress(coin=coin, owner=reader.owner) for coin in await desk.biggest()]
            keys = keyboard(*in_rows([press(offer.coin, offer) for offer in offers], 4))
            await say_text(message, reader.t("whales-pick-coin"), keys)
            return
        made = await _card(WhalesPress(coin=asked.coin, owner=reader.owner), reader, whales)
    except Refused as refusal:
        made = failure_card(refusal, reader, CardKind.HEATMAP)
    await say(message, made)


@router.callback_query(WhalesPress.filter())
async def whales_pressed(
    query: CallbackQuery, callback_data: WhalesPress, reader: Reader, whales: ReadWhales | None
) -> str | None:
    if not isinstance(query.message, Message):
        return reader.t.plain("press-old")
    is_changed = await change_text(query.message, await _card(callback_data, reader, whales))
    return None if is_changed else reader.t.plain("same-still")


async def _card(asked: WhalesPress, reader: Reader, whales: ReadWhales | None) -> Card:
    """A page that is not there any more is the last one that is. Raises `NoData`."""
    if whales is None:
        raise NoData(asked.coin, NONE_SEEN)
    found = await whales(Coin(asked.coin))
    pages = pages_of(found)
    asked = asked.but(page=min(asked.page, pages))
    return Card(whales_text(found, asked.page, reader), whales_keyboard(asked, pages, reader))
