"""/scan and /heatmap, and words that mean them."""

from aiogram import Router
from aiogram.enums import ChatAction
from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.callbacks import CardKind, CardPress
from bot.commands import HEATMAP, SCAN
from bot.desk import Desk, card_of
from bot.handlers.registration import on_command
from bot.keyboards.cards import coins_keyboard
from bot.posted import PostedCards
from bot.show import Show
from bot.speech import indicating, point_to, say, say_text, show_photo
from bot.views.failures import failure_card
from bot.views.reader import Place, Reader
from engine.errors import Refused
from engine.market.windows import Window

router = Router(name="cards")


@on_command(router, SCAN)
async def scan(
    message: Message, command: CommandObject, reader: Reader, desk: Desk, show: Show, posted: PostedCards
) -> None:
    await answer_words(message, command.args or "", CardKind.SCAN, reader, desk, show, posted)


@on_command(router, HEATMAP)
async def heatmap(
    message: Message, command: CommandObject, reader: Reader, desk: Desk, show: Show, posted: PostedCards
) -> None:
    await answer_words(message, command.args or "", CardKind.HEATMAP, reader, desk, show, posted)


async def answer_words(
    message: Message, words: str, kind: CardKind, reader: Reader, desk: Desk, show: Show, posted: PostedCards
) -> None:
    """`btc 12h min=75`; without a coin the largest are offered."""
    try:
        asked = await desk.understand(words)
    except Refused as refusal:
        coin = await _coin_beside(words, desk)
        await say(message, failure_card(refusal, reader, kind, coin=coin))
        return
    window = asked.window or reader.prefers.window
    if asked.coin is None:
        keys = coins_keyboard(kind, await desk.biggest(), window, reader.owner)
        await say_text(message, reader.t("pick-coin"), keys)
        return
    await answer_card(message, card_of(kind, asked.coin, window, asked.rest, reader.owner), reader, show, posted)


async def _coin_beside(words: str, desk: Desk) -> str | None:
    """The coin of `/scan btc 48h`, where only the window was wrong."""
    first = words.split()[:1]
    try:
        return await desk.coin_of(first[0]) if first else None
    except Refused:
        return None


async def answer_card(message: Message, card: CardPress, reader: Reader, show: Show, posted: PostedCards) -> None:
    """In a group the same map is posted once a minute and others are pointed to it."""
    in_group = reader.place is Place.GROUP
    earlier = await posted.find(message, card) if in_group else None
    if earlier is not None:
        await point_to(message, reader.t("asked-before", seconds=earlier.seconds_ago), earlier.message_id)
        return
    try:
        sent = await send_card(message, card, reader, show)
    except Refused as refusal:
        await say(message, failure_card(refusal, reader, card.kind, card.window, card.coin))
        return
    if in_group:
        await posted.remember(message, card, sent)


async def send_card(message: Message, card: CardPress, reader: Reader, show: Show) -> Message:
    if card.kind is CardKind.SCAN:
        async with indicating(message, ChatAction.TYPING):
            made = await show.scan(card, reader)
        return await say(message, made)
    async with indicating(message, ChatAction.UPLOAD_PHOTO):
        photo = await show.heatmap(card, reader)
    return await show_photo(message, photo, show.gallery)


def link_card(payload: str) -> tuple[CardKind, str, Window] | None:
    """`scan_BTC_12h`, `heatmap_BTC_7d` of a link; None for anything else."""
    kinds = {"scan": CardKind.SCAN, "heatmap": CardKind.HEATMAP}
    parts = payload.split("_")
    if len(parts) < 3 or parts[0] not in kinds or parts[2] not in set(Window):
        return None
    return kinds[parts[0]], parts[1], Window(parts[2])
