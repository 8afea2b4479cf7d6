"""Cards that keep themselves up to date: what one shows, and putting one up or away."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from bot.desk import Desk
from bot.keyboards.watch import watch_keyboard
from bot.ports import Boards
from bot.speech import is_gone, is_unchanged, say
from bot.views.card import Card
from bot.views.reader import Reader
from bot.views.watch import WatchRow, hash_of, watch_body, watch_text
from engine.club.watching import WatchBook, WatchCard
from engine.errors import Refused, UnknownWindow
from engine.market.asked import parse_window
from engine.market.present import present_ticker
from engine.market.values import Coin
from engine.market.windows import Window

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as it is now, and the hash of what it says."""

    card: Card
    text_hash: str


@dataclass(frozen=True, slots=True)
class WatchDesk:
    desk: Desk
    boards: Boards
    book: WatchBook

    async def understand(self, words: Sequence[str]) -> tuple[Window | None, tuple[Coin, ...]]:
        """A word that can only be a length of time is the window. Raises `UnknownCoin`."""
        window, coins = None, []
        for word in words:
            try:
                coins.append(await self.desk.coin_of(word))
            except Refused:
                try:
                    window = parse_window(word)
                except UnknownWindow:
                    await self.desk.coin_of(word)
        return window, tuple(dict.fromkeys(coins))

    async def show(self, coins: Sequence[Coin], window: Window, reader: Reader) -> Shown:
        market = self.desk.market
        rows = [WatchRow(coin, await present_ticker(market, coin), self.boards.row(coin, window)) for coin in coins]
        text = watch_text(rows, window, market.source, reader)
        return Shown(Card(text, watch_keyboard(coins, window, reader)), hash_of(watch_body(rows, window, reader)))

    async def put_up(
        self, message: Message, user_id: int, coins: tuple[Coin, ...], window: Window, reader: Reader
    ) -> bool:
        """A new card, pinned, and then the old one away: there is never none. False where it could not be pinned."""
        shown = await self.show(coins, window, reader)
        sent = await say(message, shown.card)
        source = self.desk.market.source
        card = WatchCard(message.chat.id, user_id, source, coins, window, sent.message_id, shown.text_hash)
        earlier = await self.book.put(card)
        if earlier is not None:
            await _put_away(message, earlier, reader)
        return await _pinned(sent)

    async def change(self, card: WatchCard, coins: tuple[Coin, ...], window: Window, reader: Reader) -> Shown:
        """The same message with other coins or another window."""
        shown = await self.show(coins, window, reader)
        changed = WatchCard(card.chat_id, card.user_id, card.source, coins, window, card.message_id, shown.text_hash)
        await self.book.put(changed)
        return shown

    async def put_away(self, message: Message, reader: Reader) -> bool:
        """False where the chat has none."""
        card = await self.book.of(message.chat.id)
        if card is None or not await self.book.end(card.chat_id, card.message_id):
            return False
        await _put_away(message, card, reader)
        return True


async def _pinned(message: Message) -> bool:
    """Without a sound."""
    try:
        return await message.pin(disable_notification=True)
    except TelegramBadRequest as error:
        log.info("watch_card_not_pinned", chat_id=message.chat.id, error=error.message)
        return False


async def _put_away(message: Message, card: WatchCard, reader: Reader) -> None:
    """The old card says so and is no longer pinned; deleted by somebody, it needs neither."""
    bot = message.bot
    if bot is None:
        return
    try:
        await bot.edit_message_text(reader.t("watch-ended"), chat_id=card.chat_id, message_id=card.message_id)
        await bot.unpin_chat_message(card.chat_id, message_id=card.message_id)
    except TelegramBadRequest as error:
        if not (is_gone(error) or is_unchanged(error)):
            log.info("watch_card_stays_pinned", chat_id=card.chat_id, error=error.message)
