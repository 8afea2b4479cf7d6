"""The library Helix uses must take every answer of the sandbox."""

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    InputRichMessage,
    LabeledPrice,
    Message,
)
from PIL import Image

from sandbox.telegram.people import GROUP_ID, MEMBER_ID, PROBE_ID, SILENT_ID
from sandbox.telegram.server import Sandbox
from tests.integration.sandbox_telegram.client import Client


def png(colour: tuple[int, int, int]) -> BufferedInputFile:
    buffer = io.BytesIO()
    Image.new("RGB", (320, 180), colour).save(buffer, "PNG")
    return BufferedInputFile(buffer.getvalue(), "map.png")


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.base_url))
    async with Bot(sandbox.token, session=session) as running:
        yield running


async def test_a_bot_answers_a_command_and_a_press(bot: Bot, client: Client) -> None:
    dispatcher = Dispatcher()
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="more", callback_data="more")]])

    @dispatcher.message(Command("start"))
    async def started(message: Message) -> None:
        await message.answer("<b>hello</b>", parse_mode="HTML", reply_markup=keyboard)

    @dispatcher.callback_query(F.data == "more")
    async def pressed(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("more of it")
        await query.answer("done", show_alert=True)

    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5))
        start = await client.person("start", **{"as": "member"})
        found = await client.look("messages", **{"as": "member", "after": start["message_id"], "wait": 5})
        answer = found["messages"][0]
        press = {"as": "member", "message_id": answer["message_id"], "data": "more", "wait": 5}
        outcome = await client.person("press", **press)
        await dispatcher.stop_polling()
    assert answer["entities"] == [{"offset": 0, "length": 5, "type": "bold"}]
    assert outcome["answer"] == {"text": "done", "show_alert": True, "url": ""}
    after = await client.look("messages", **{"as": "member"})
    assert after["messages"][-1]["text"] == "more of it"


async def test_pictures_albums_edits_and_downloads_fit_the_library(bot: Bot) -> None:
    sent = await bot.send_photo(PROBE_ID, png((1, 2, 3)), caption="one")
    assert sent.photo is not None
    again = await bot.send_photo(PROBE_ID, sent.photo[-1].file_id)
    assert again.photo is not None
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    album = await bot.send_media_group(PROBE_ID, [InputMediaPhoto(media=png((n, n, n))) for n in (5, 6)])
    assert len({message.media_group_id for message in album}) == 1
    edited = await bot.edit_message_media(
        InputMediaPhoto(media=png((9, 9, 9)), caption="two"), chat_id=PROBE_ID, message_id=sent.message_id
    )
    assert isinstance(edited, Message)
    assert edited.caption == "two"
    content = await bot.download(sent.photo[-1].file_id)
    assert content is not None
    assert Image.open(content).size == (320, 180)


async def test_rich_messages_invoices_and_members_fit_the_library(bot: Bot) -> None:
    table = (
        "<h2>Top</h2><table><tr><th>coin</th></tr><tr><td>BTC</td></tr></table><details><summary>?</summary>x</details>"
    )
    rich = await bot.send_rich_message(PROBE_ID, InputRichMessage(html=table))
    assert rich.rich_message is not None
    assert [block.type for block in rich.rich_message.blocks] == ["heading", "table", "details"]
    invoice = await bot.send_invoice(
        PROBE_ID,
        title="Pro",
        description="30 days",
        payload="p",
        currency="XTR",
        prices=[LabeledPrice(label="x", amount=9)],
    )
    assert invoice.invoice is not None
    owner = await bot.get_chat_administrators(GROUP_ID)
    assert [member.status for member in owner] == ["creator"]
    assert (await bot.get_chat_member(GROUP_ID, MEMBER_ID)).status == "member"
    assert (await bot.get_chat(GROUP_ID)).title == "Helix Traders"


async def test_refusals_arrive_as_the_librarys_errors(bot: Bot) -> None:
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(SILENT_ID, "hello")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(5, "hello")
