"""What nobody else understood: free words in private, unknown commands, old or foreign buttons."""

import re

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.callbacks import CardKind
from bot.commands import Role, allowed
from bot.desk import Desk, card_of
from bot.handlers.cards import answer_card
from bot.keyboards.screens import main_keyboard
from bot.posted import PostedCards
from bot.show import Show
from bot.speech import say, say_text
from bot.texts import Markup
from bot.views.card import lines
from bot.views.failures import failure_card
from bot.views.reader import Place, Reader
from engine.errors import Refused

router = Router(name="rest")

_FEW_WORDS = 3  # that may be meant as coin and window
_LONGEST_NAME = 32
_NUMBER = re.compile(r"^[\s$]*\d[\d\s.,]*[%$]?\s*$")
_MAP_WORDS = frozenset({"map", "heatmap", "mapa", "карта"})


@router.message(F.text.startswith("/"))
async def unknown_command(message: Message, reader: Reader, role: Role) -> None:
    typed = (message.text or "/").split()[0]
    name, _, addressed = typed[1:].partition("@")
    if reader.place is not Place.PRIVATE and addressed.lower() != reader.links.bot_name.lower():
        return  # another bot's command
    known = {command.name: command for command in allowed(role)}
    near = process.extract(name.lower()[:_LONGEST_NAME], list(known), scorer=JaroWinkler.similarity, limit=3)
    rows = [Markup(f"/{found} {reader.t(known[found].text_key)}") for found, _, _ in near]
    said = reader.t("unknown-command", command=typed[: _LONGEST_NAME + 1])
    await say_text(message, lines(said, *rows), main_keyboard(reader))


@router.message(F.chat.type == "private", F.text)
async def free_text(message: Message, reader: Reader, desk: Desk, show: Show, posted: PostedCards) -> None:
    words = (message.text or "").split()
    kind = CardKind.HEATMAP if _MAP_WORDS & {word.lower() for word in words[:5]} else CardKind.SCAN
    words = [word for word in words if word.lower() not in _MAP_WORDS]
    try:
        asked = await desk.understand(" ".join(words))
    except Refused as refusal:
        if _NUMBER.match(message.text or ""):
            typed = " ".join(words)[:_LONGEST_NAME]
            await say_text(message, reader.t("unknown-number", typed=typed), main_keyboard(reader))
        elif len(words) <= _FEW_WORDS:
            await say(message, failure_card(refusal, reader, kind))
        else:
            await say_text(message, reader.t("unknown-text"), main_keyboard(reader))
        return
    if asked.coin is None or len([word for word in words if "=" not in word]) > _FEW_WORDS:
        await say_text(message, reader.t("unknown-text"), main_keyboard(reader))
        return
    card = card_of(kind, asked.coin, asked.window or reader.prefers.window, asked.rest, reader.owner)
    await answer_card(message, card, reader, show, posted)


@router.message(F.chat.type == "private", ~F.successful_payment)
async def anything_else(message: Message, reader: Reader) -> None:
    """Stickers, pictures, places."""
    await say_text(message, reader.t("unknown-text"), main_keyboard(reader))


@router.callback_query()
async def old_press(query: CallbackQuery, reader: Reader) -> str:
    return reader.t.plain("press-old")
