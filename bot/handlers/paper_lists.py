"""/positions, /orders, /close, /account, /history, /reset and the presses under them."""

from decimal import Decimal, InvalidOperation

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.filters import CommandObject
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.commands import ACCOUNT, CLOSE, HISTORY, ORDERS, POSITIONS, RESET
from bot.handlers.registration import on_command
from bot.keyboards.paper_lists import reset_keyboard
from bot.keyboards.paper_presses import AccountPress, AccountTask
from bot.paper.curves import AccountCurves
from bot.paper.desk import PaperDesk
from bot.paper.export import account_csv
from bot.speech import change_photo, change_text, indicating, say, say_text, show_photo, show_text
from bot.texts import Markup
from bot.topboard import TopBoard
from bot.views import money
from bot.views.card import Card, lines
from bot.views.failures import failure_card
from bot.views.paper_account import reset_text
from bot.views.paper_lists import file_name
from bot.views.reader import Place, Reader
from engine.club.people import Person
from engine.errors import Refused
from engine.exchange.contract import Contract
from engine.exchange.rules.filters import floored
from engine.exchange.venues.paper.values import SMALL_START_USDT, START_USDT, PaperAccount, PaperPosition

router = Router(name="paper-lists")

STARTS = (START_USDT, SMALL_START_USDT)
_ALL = Decimal(100)


@on_command(router, POSITIONS)
async def positions(message: Message, reader: Reader, person: Person, paper: PaperDesk) -> None:
    await say(message, await paper.positions_card(await paper.purse.open(person.user_id), reader))


@on_command(router, ORDERS)
async def orders(message: Message, reader: Reader, person: Person, paper: PaperDesk) -> None:
    await say(message, await paper.orders_card(await paper.purse.open(person.user_id), reader))


@on_command(router, ACCOUNT)
async def account(
    message: Message, reader: Reader, person: Person, paper: PaperDesk, account_curves: AccountCurves
) -> None:
    await _curve(message, await paper.purse.open(person.user_id), reader, account_curves)


async def _curve(message: Message, account: PaperAccount, reader: Reader, curves: AccountCurves) -> None:
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        photo = await curves.photo(account, reader)
    await show_photo(message, photo, curves.show.gallery)


@on_command(router, HISTORY)
async def history(message: Message, reader: Reader, person: Person, paper: PaperDesk) -> None:
    await say(message, await paper.history_card(await paper.purse.open(person.user_id), 0, reader))


@on_command(router, RESET)
async def reset(message: Message, reader: Reader, person: Person, paper: PaperDesk) -> None:
    await say(message, await _reset_card(await paper.purse.open(person.user_id), reader, paper))


async def _reset_card(account: PaperAccount, reader: Reader, paper: PaperDesk) -> Card:
    worth = await paper.purse.worth(account)
    return Card(reset_text(worth, reader), reset_keyboard(account.account_id, STARTS, reader))


@on_command(router, CLOSE)
async def close(message: Message, command: CommandObject, reader: Reader, person: Person, paper: PaperDesk) -> None:
    """`/close BTC`, `/close BTC 50%`. Without a coin: what there is, with its buttons."""
    words = (command.args or "").split()[:3]
    account = await paper.purse.open(person.user_id)
    if not words:
        card = await paper.positions_card(account, reader)
        await say(message, Card(lines(reader.t("paper-close-how"), card.text), card.keyboard))
        return
    try:
        coin = await paper.desk.coin_of(words[0])
    except Refused as refusal:
        await say(message, failure_card(refusal, reader))
        return
    share = _share("".join(words[1:]))
    held = [one for one in await paper.parts.reader.positions(account.account_id) if one.coin == coin]
    if share is None:
        await say_text(message, reader.t("paper-close-odd", typed=" ".join(words[1:])[:40], coin=coin))
    elif not held:
        await say_text(message, reader.t("paper-close-none", coin=coin))
    else:
        await _close(message, held, share, reader, paper)


def _share(typed: str) -> Decimal | None:
    """Percent; all of it where nothing was said. None for anything that is none."""
    text = typed.removesuffix("%").replace(",", ".")
    if not text:
        return _ALL
    try:
        share = Decimal(text)
    except InvalidOperation:
        return None
    return share if text.isascii() and share.is_finite() and 0 < share <= _ALL else None


async def _close(message: Message, held: list[PaperPosition], share: Decimal, reader: Reader, paper: PaperDesk) -> None:
    """What comes of it is told by the position's own message, which first comes down here."""
    whole = share == _ALL
    for one in held:
        contract = await paper.parts.contracts.of_symbol(one.symbol)
        if contract is None:
            await say_text(message, reader.t("reason-no-contract"))
            return
        part = floored(one.quantity * share / 100, contract.lot_size)
        if not whole and part < contract.min_quantity:
            await say_text(message, _too_small(one, contract, share, reader))
            return
        card = await paper.following.card_of(one)
        if card is not None:
            await paper.cards.follow_here(message, card, reader)
        await paper.acting.close_typed(one, None if whole else part, contract)
    said = reader.t("paper-close-sent", part="all" if whole else "some", share=money.plain(share), coin=held[0].coin)
    await say_text(message, lines(said, reader.t("paper-simulated")))


def _too_small(position: PaperPosition, contract: Contract, share: Decimal, reader: Reader) -> Markup:
    least = money.plain(contract.min_quantity)
    return reader.t("paper-close-too-small", share=money.plain(share), least=least, coin=position.coin)


@router.callback_query(AccountPress.filter())
async def account_pressed(
    query: CallbackQuery,
    callback_data: AccountPress,
    reader: Reader,
    paper: PaperDesk,
    account_curves: AccountCurves,
    board: TopBoard,
) -> str | None:
    message, pressed = query.message, callback_data
    if reader.person is None or reader.place is not Place.PRIVATE or not isinstance(message, Message):
        return reader.t.plain("press-old")
    held = await paper.purse.open(reader.person.user_id)
    match pressed.do:
        case AccountTask.ACCOUNT if message.photo:
            photo = await account_curves.photo(held, reader)
            is_new = await change_photo(message, photo, account_curves.show.gallery)
            return None if is_new else reader.t.plain("same-still")
        case AccountTask.CURVE:
            await _curve(message, held, reader, account_curves)
        case AccountTask.NEXT:
            await say(message, await board.first(reader))
        case AccountTask.ACCOUNT:
            return await _show(message, await paper.account_card(held, reader), reader)
        case AccountTask.POSITIONS:
            return await _show(message, await paper.positions_card(held, reader), reader)
        case AccountTask.HISTORY:
            return await _show(message, await paper.history_card(held, pressed.page, reader), reader)
        case AccountTask.CSV:
            file = BufferedInputFile(
                await account_csv(paper.parts, held.account_id), file_name(held.number, reader.now)
            )
            await message.answer_document(file, caption=reader.t("paper-history-csv", number=str(held.number)))
        case AccountTask.RESET:
            return await _show(message, await _reset_card(held, reader, paper), reader)
        case AccountTask.RESET_DO:
            return await _begin_again(message, pressed, held, reader, paper)
    return None


async def _show(message: Message, card: Card, reader: Reader) -> str | None:
    return None if await show_text(message, card) else reader.t.plain("same-still")


async def _begin_again(
    message: Message, pressed: AccountPress, held: PaperAccount, reader: Reader, paper: PaperDesk
) -> str | None:
    """Of the account that was asked about, once: an old button closes nothing new."""
    start = Decimal(pressed.page)
    if start not in STARTS:
        return reader.t.plain("press-old")
    intent = f"reset:{pressed.id}"
    asked = await paper.parts.reader.account(pressed.id)
    if asked is None or asked.user_id != held.user_id or held.number - asked.number > 1:
        return reader.t.plain("paper-reset-old")
    await paper.parts.opener.reset(held.user_id, held.source, start, paper.purse.now(), intent)
    await change_text(
        message, Card(lines(reader.t("paper-reset-done", start=money.usd(start)), reader.t("paper-simulated")))
    )
    return None
