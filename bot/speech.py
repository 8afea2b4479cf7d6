"""Saying something in the right place: as an answer, in its thread, with an indicator while it is made."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import SendChatAction
from aiogram.types import InlineKeyboardMarkup, InputMediaPhoto, Message, ReplyParameters

from bot.groups.scope import current_group
from bot.pictures.gallery import Gallery
from bot.show import PhotoCard
from bot.views.card import Card

log = structlog.get_logger()

_INDICATE_AFTER_S = 0.4  # what is faster needs no indicator
_INDICATE_EVERY_S = 4.5


def replies_to(message: Message) -> ReplyParameters | None:
    """In a group the answer hangs on the question, which also keeps it in its comment thread."""
    if message.chat.type == "private" or message.chat.type == "channel":
        return None
    return ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)


async def say(message: Message, card: Card) -> Message:
    """In a group with a topic of its own for answers they go there."""
    group, bot = current_group(), message.bot
    topic = None if group is None or bot is None else group.topic_for(message)
    if topic is not None and bot is not None:
        sent = await _in_topic(bot, message, topic, card)
    else:
        sent = await message.answer(card.text, reply_markup=card.keyboard, reply_parameters=replies_to(message))
    if group is not None:
        await group.answered(sent)
    return sent


async def _in_topic(bot: Bot, message: Message, topic: int, card: Card) -> Message:
    """Where it was asked when the topic is no longer there."""
    try:
        return await bot.send_message(message.chat.id, card.text, message_thread_id=topic, reply_markup=card.keyboard)
    except TelegramBadRequest as error:
        if "thread" not in error.message:
            raise
        log.info("topic_not_there", chat_id=message.chat.id, topic=topic, error=error.message)
    return await message.answer(card.text, reply_markup=card.keyboard, reply_parameters=replies_to(message))


async def say_text(message: Message, text: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
    return await say(message, Card(text, keyboard))


async def point_to(message: Message, text: str, message_id: int) -> None:
    """An answer that hangs on another message: what was asked for stands there already."""
    group, bot = current_group(), message.bot
    topic = None if group is None or bot is None else group.topic_for(message)
    there = ReplyParameters(message_id=message_id, allow_sending_without_reply=True)
    if topic is not None and bot is not None:
        sent = await bot.send_message(message.chat.id, text, message_thread_id=topic, reply_parameters=there)
    else:
        sent = await message.answer(text, reply_parameters=there)
    if group is not None:
        await group.answered(sent)


async def show_photo(message: Message, card: PhotoCard, gallery: Gallery) -> Message:
    group, bot = current_group(), message.bot
    topic = None if group is None or bot is None else group.topic_for(message)
    try:
        if topic is not None and bot is not None:
            sent = await _photo_in_topic(bot, message, topic, card)
        else:
            sent = await _photo_here(message, card)
    except TelegramBadRequest as error:
        if is_stale_file(error):
            await gallery.forget(card.picture)
        raise
    await gallery.sent(card.picture, sent)
    if group is not None:
        await group.answered(sent)
    return sent


async def _photo_here(message: Message, card: PhotoCard) -> Message:
    return await message.answer_photo(
        card.picture.media, caption=card.caption, reply_markup=card.keyboard, reply_parameters=replies_to(message)
    )


async def _photo_in_topic(bot: Bot, message: Message, topic: int, card: PhotoCard) -> Message:
    try:
        return await bot.send_photo(
            message.chat.id,
            card.picture.media,
            caption=card.caption,
            message_thread_id=topic,
            reply_markup=card.keyboard,
        )
    except TelegramBadRequest as error:
        if "thread" not in error.message:
            raise
        log.info("topic_not_there", chat_id=message.chat.id, topic=topic, error=error.message)
    return await _photo_here(message, card)


async def change_photo(message: Message, card: PhotoCard, gallery: Gallery) -> bool:
    """False where the message shows exactly that already."""
    media = InputMediaPhoto(media=card.picture.media, caption=card.caption)
    try:
        changed = await message.edit_media(media, reply_markup=card.keyboard)
    except TelegramBadRequest as error:
        if is_unchanged(error):
            return False
        if is_stale_file(error):
            await gallery.forget(card.picture)
        raise
    await gallery.sent(card.picture, changed)
    return True


async def change_text(message: Message, card: Card) -> bool:
    """False where the message says exactly that already."""
    try:
        await message.edit_text(card.text, reply_markup=card.keyboard)
    except TelegramBadRequest as error:
        if is_unchanged(error):
            return False
        raise
    return True


async def show_text(message: Message, card: Card) -> bool:
    """In place; a picture keeps its place, and what is said comes under it. False where the message says exactly that
    already."""
    if not message.photo:
        return await change_text(message, card)
    await say(message, card)
    return True


async def change_keys(message: Message, keyboard: InlineKeyboardMarkup | None) -> bool:
    try:
        await message.edit_reply_markup(reply_markup=keyboard)
    except TelegramBadRequest as error:
        if is_unchanged(error):
            return False
        raise
    return True


async def remove(message: Message) -> None:
    """Gone already, or too old to be deleted: no matter."""
    try:
        await message.delete()
    except TelegramBadRequest as error:
        log.info("message_stays", error=error.message)


def is_unchanged(error: TelegramBadRequest) -> bool:
    return "not modified" in error.message


def is_stale_file(error: TelegramBadRequest) -> bool:
    return "file identifier" in error.message or "file_id" in error.message or "FILE_REFERENCE" in error.message


def is_gone(error: TelegramBadRequest) -> bool:
    """The message to edit was deleted, or belongs to somebody else."""
    return "not found" in error.message or "can't be edited" in error.message


@asynccontextmanager
async def indicating(message: Message, action: str = "typing") -> AsyncIterator[None]:
    """Shows that something is being made, when it takes a moment."""
    bot = message.bot
    if bot is None:
        yield
        return
    thread_id = message.message_thread_id if message.is_topic_message else None
    try:
        async with asyncio.TaskGroup() as group:
            indicator = group.create_task(_indicate(bot, message.chat.id, action, thread_id))
            yield
            indicator.cancel()
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def _indicate(bot: Bot, chat_id: int, action: str, thread_id: int | None) -> None:
    await asyncio.sleep(_INDICATE_AFTER_S)
    while True:
        try:
            await bot(SendChatAction(chat_id=chat_id, action=action, message_thread_id=thread_id), request_timeout=3)
        except TelegramAPIError:
            return
        await asyncio.sleep(_INDICATE_EVERY_S)
