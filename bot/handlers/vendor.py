"""Buttons under a vendor's map, and those that ask for one."""

from aiogram import F, Router
from aiogram.enums import ChatAction
from aiogram.types import CallbackQuery, Message

from bot.callbacks import CardAction, CardKind, CardPress, ModelChoice
from bot.desk import Desk
from bot.handlers.card_presses import put_card
from bot.keyboards.cards import filters_keyboard, windows_keyboard
from bot.keyboards.vendor import VendorLevelPress, vendor_keyboard, vendor_level_keyboard
from bot.show import PhotoCard, Show
from bot.speech import change_keys, change_photo, indicating, show_photo
from bot.vendors import VendorCards
from bot.views.reader import Reader
from bot.views.vendor import refusal_line, with_line
from engine.liquidations.vendor.refusals import VendorRefused
from engine.market.values import Coin

router = Router(name="vendor")

_OWN = (ModelChoice.ANY, ModelChoice.HELIX)


@router.callback_query(CardPress.filter(F.kind.is_(CardKind.HEATMAP) & F.model.not_in(_OWN)))
async def vendor_pressed(
    query: CallbackQuery, callback_data: CardPress, reader: Reader, desk: Desk, show: Show, vendors: VendorCards
) -> str | None:
    message, card = query.message, callback_data
    if not isinstance(message, Message):
        return reader.t.plain("press-old")
    match card.do:
        case CardAction.FILTERS:
            await _filters(message, card, reader, desk, show)
        case CardAction.WINDOWS:
            await change_keys(message, windows_keyboard(card, reader))
        case CardAction.KEYS | CardAction.LEVELS | CardAction.ZOOM:
            _, made = await vendors.read(card)
            await change_keys(message, vendor_keyboard(card, made.scan, reader))
        case CardAction.BESIDE:
            async with indicating(message, ChatAction.UPLOAD_PHOTO):
                beside = await show.beside(card, reader)
            await show_photo(message, beside, show.gallery)
        case _:
            is_changed = await put_card(message, card, reader, show)
            return None if is_changed else await _nothing_new(card, reader, vendors)
    return None


async def _nothing_new(card: CardPress, reader: Reader, vendors: VendorCards) -> str:
    dated, _ = await vendors.read(card)
    return reader.t.plain("vendor-same", seconds=max(round(dated.age.total_seconds()), 0))


async def _filters(message: Message, card: CardPress, reader: Reader, desk: Desk, show: Show) -> None:
    """A vendor that says no leaves our own map in place, with a line under it; the toast says the same."""
    venues = await desk.venues(Coin(card.coin))
    try:
        async with indicating(message, ChatAction.UPLOAD_PHOTO):
            photo = await show.heatmap(card, reader)
    except VendorRefused as refusal:
        own = card.but(model=ModelChoice.HELIX)
        ours, line = await show.heatmap(own, reader), refusal_line(refusal, reader)
        caption = ours.caption if line is None else with_line(ours.caption, line)
        told = PhotoCard(ours.picture, caption, filters_keyboard(own, venues, reader))
        await change_photo(message, told, show.gallery)
        raise
    changed = PhotoCard(photo.picture, photo.caption, filters_keyboard(card, venues, reader))
    await change_photo(message, changed, show.gallery)


@router.callback_query(VendorLevelPress.filter())
async def level_pressed(query: CallbackQuery, callback_data: VendorLevelPress, reader: Reader) -> str | None:
    if not isinstance(query.message, Message):
        return reader.t.plain("press-old")
    await change_keys(query.message, vendor_level_keyboard(callback_data, reader))
    return None
