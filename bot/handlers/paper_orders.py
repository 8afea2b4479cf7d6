"""Every press on an order, and on the card of a trade that is over."""

from urllib.parse import quote

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import owner_code
from bot.handlers.paper_asking import Asked, Wanted, ask
from bot.keyboards.buttons import keyboard, link
from bot.keyboards.paper_presses import OrderPress, OrderTask
from bot.paper.desk import PaperDesk
from bot.paper.pictures import TradePictures
from bot.paper.shares import TradeShares
from bot.paper.stories import Over, Told
from bot.show import PhotoCard
from bot.speech import change_text, indicating, say_text, show_photo
from bot.views.card import lines
from bot.views.paper_end import over_line, share_line
from bot.views.reader import Place, Reader
from engine.club.paper_cards import PaperCard
from engine.exchange.venues.paper.ports import CommandState
from engine.exchange.venues.paper.values import PaperOrder

router = Router(name="paper-orders")


@router.callback_query(OrderPress.filter())
async def order_pressed(
    query: CallbackQuery,
    callback_data: OrderPress,
    reader: Reader,
    state: FSMContext,
    paper: PaperDesk,
    trade_pictures: TradePictures,
    trade_shares: TradeShares,
) -> str | None:
    message, pressed = query.message, callback_data
    if reader.person is None or reader.place is not Place.PRIVATE or not isinstance(message, Message):
        return reader.t.plain("press-old")
    account = await paper.purse.open(reader.person.user_id)
    match pressed.do:
        case OrderTask.LIST:
            is_new = await change_text(message, await paper.orders_card(account, reader))
            return None if is_new else reader.t.plain("same-still")
        case OrderTask.CANCEL_ALL:
            await paper.acting.soon(await paper.acting.cancel_all(account.account_id))
            await change_text(message, await paper.orders_card(account, reader))
            return reader.t.plain("toast-cancelled-all")
        case OrderTask.SHARE | OrderTask.MAP:
            drawn = (trade_pictures, trade_shares)
            return await _of_trade(message, pressed, reader.person.user_id, reader, paper, drawn)
        case _:
            order = await paper.parts.reader.order(pressed.id)
            if order is None or order.order.account_id != account.account_id or order.status.is_final:
                return reader.t.plain("toast-order-gone")
            return await _change(message, order, pressed, state, reader, paper)


async def _change(
    message: Message, order: PaperOrder, pressed: OrderPress, state: FSMContext, reader: Reader, paper: PaperDesk
) -> str | None:
    if pressed.do is OrderTask.MOVE:
        price = order.limit_usd if order.limit_usd is not None else order.trigger_usd
        example = "" if price is None else f"{price.normalize():f}"
        asked = Asked(Wanted.MOVE, example, pressed.id)
        await ask(message, state, asked, reader.t("ask-move", example=example), reader)
        return None
    row = await paper.acting.soon(await paper.acting.cancel(order))
    if row.state is CommandState.REFUSED:
        reason = row.refusal.value if row.refusal is not None else "unknown"
        return reader.t.plain("toast-refused", why=reader.t.plain(f"paper-reason-{reason}"))
    return reader.t.plain("toast-cancelling")


async def _of_trade(
    message: Message,
    pressed: OrderPress,
    user_id: int,
    reader: Reader,
    paper: PaperDesk,
    drawn: tuple[TradePictures, TradeShares],
) -> str | None:
    """For the card of a trade that is over: it is looked up by its order, and only its owner finds it."""
    pictures, shares = drawn
    card = await paper.parts.cards.of_order(pressed.id, user_id)
    told = None if card is None else await paper.following.tell(card)
    if card is None or told is None or not isinstance(told.story, Over):
        return reader.t.plain("press-old")
    if pressed.do is OrderTask.SHARE:
        await _share(message, card, told, told.story, reader, shares)
        return None
    said = over_line(told.story, card.risk_usdt, told.contract, reader)
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        photo = await pictures.of_trade(told.story.trade, said, told.contract, card.window, reader)
    await show_photo(message, photo, pictures.show.gallery)
    return None


async def _share(
    message: Message, card: PaperCard, told: Told, over: Over, reader: Reader, shares: TradeShares
) -> None:
    """A picture and words to send on, with a link that opens the same scan and remembers who sent it."""
    payload = f"scan_{card.coin}_{card.window.value}_i_{owner_code(card.user_id)}"
    url, words = reader.links.start(payload), share_line(over, told.contract, reader)
    send = link(reader.t.plain("button-share-to"), f"https://t.me/share/url?url={quote(url)}&text={quote(words)}")
    text, keys = lines(reader.t("paper-share-how"), words, url), keyboard([send])
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        picture = await shares.picture(over, told.contract, reader)
    if picture is None:
        await say_text(message, text, keys)
    else:
        await show_photo(message, PhotoCard(picture, text, keys), shares.show.gallery)
