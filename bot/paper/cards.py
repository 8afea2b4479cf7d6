"""Messages that follow an order: what they say now, and where they stand."""

import hashlib
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from bot.keyboards.paper_card import card_keyboard
from bot.paper.following import Following
from bot.paper.stories import Told
from bot.paper_parts import PaperParts
from bot.speech import change_text, is_gone, is_unchanged, say
from bot.views.card import Card
from bot.views.paper_card import card_text
from bot.views.reader import Reader
from engine.club.paper_cards import PaperCard


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as it is now, and the hash of what it says."""

    card: Card
    text_hash: str
    told: Told


@dataclass(frozen=True, slots=True)
class CardDesk:
    """Raises `StorageAway`."""

    parts: PaperParts
    following: Following

    async def show(self, card: PaperCard, reader: Reader) -> Shown:
        told = await self.following.tell(card)
        text, keys = card_text(card, told, reader), card_keyboard(card, told, reader)
        return Shown(Card(text, keys), hash_of(text, keys.model_dump_json() if keys else ""), told)

    async def take_over(self, message: Message, card: PaperCard, reader: Reader) -> None:
        """The ticket's message becomes the order's. Done again after a crash, it is the same message."""
        shown = await self.show(card, reader)
        await change_text(message, shown.card)
        await self._keep(card, shown)

    async def follow_here(self, message: Message, card: PaperCard, reader: Reader) -> None:
        """As an answer; the message it stood in before says no more than where it went."""
        shown = await self.show(card, reader)
        sent = await say(message, shown.card)
        await self.parts.cards.move(card.order_id, sent.chat.id, sent.message_id, shown.text_hash)
        if message.bot is not None and card.message_id != sent.message_id:
            await _leave(message.bot, card, reader)

    async def _keep(self, card: PaperCard, shown: Shown) -> None:
        kept = await self.parts.cards.put(replace(card, text_hash=shown.text_hash))
        if shown.told.is_ended:
            await self.parts.cards.shows(kept.order_id, shown.text_hash, is_ended=True)


def hash_of(text: str, keys: str) -> str:
    return hashlib.sha256(f"{text}\n{keys}".encode()).hexdigest()[:16]


async def _leave(bot: Bot, card: PaperCard, reader: Reader) -> None:
    """Deleted by somebody, it needs no word."""
    try:
        await bot.edit_message_text(
            reader.t("paper-card-moved", coin=card.coin), chat_id=card.chat_id, message_id=card.message_id
        )
    except TelegramBadRequest as error:
        if not (is_gone(error) or is_unchanged(error)):
            raise
