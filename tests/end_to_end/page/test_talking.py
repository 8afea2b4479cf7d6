"""What a person does on the page: start, write, press, pay, send files; and what the bot's answers do to it."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.telegram.people import GROUP_ID, MEMBER_ID
from tests.end_to_end.page.conftest import Chat
from tests.integration.sandbox_telegram.client import Client

pytestmark = pytest.mark.page
desktop_only = pytest.mark.parametrize("device", ["desktop"], indirect=True)
KEYBOARD = {"inline_keyboard": [[{"text": "More", "callback_data": "more", "style": "primary"}]]}


async def test_start_button_and_deep_link_reach_the_bot_once(chat: Chat, client: Client) -> None:
    page = await chat.open("as=member&chat=bot&start=scan_BTC_12h")
    await page.locator(".big-button").click()
    await expect(page.locator(".message.out")).to_contain_text("/start scan_BTC_12h")
    await chat.open("as=member&chat=bot&send=/scan+BTC+12h")
    await expect(page.locator(".message.out").last).to_contain_text("/scan BTC 12h")
    await page.reload()
    await page.wait_for_selector("html[data-ready]")
    texts = [update["message"]["text"] for update in await client.updates()]
    assert texts == ["/start scan_BTC_12h", "/scan BTC 12h"]


async def test_a_press_spins_until_it_is_answered(chat: Chat, client: Client) -> None:
    await client.person("start", who_acts="member")
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="x", reply_markup=KEYBOARD)
    page = await chat.open()
    key = page.locator(".key", has_text="More")
    await client.updates(offset=10**12)
    await key.click()
    await expect(key).to_have_class(re.compile("busy"))
    query = (await client.updates(timeout=5))[-1]["callback_query"]
    await client.ok("answerCallbackQuery", callback_query_id=query["id"], text="Same as 8 s ago")
    await expect(page.locator("#toast")).to_have_text("Same as 8 s ago")
    await expect(key).not_to_have_class(re.compile("busy"))


@desktop_only
async def test_a_double_tap_gets_both_answers(chat: Chat, client: Client) -> None:
    await client.person("start", who_acts="member")
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="x", reply_markup=KEYBOARD)
    page = await chat.open()
    key = page.locator(".key", has_text="More")
    await client.updates(offset=10**12)
    await key.dblclick()
    first = (await client.updates(timeout=5))[0]
    second = (await client.updates(offset=first["update_id"] + 1, timeout=5))[0]
    for update, text in ((first, "one"), (second, "two")):
        await client.ok("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text=text)
        await expect(page.locator("#toast")).to_have_text(text)
    await expect(key).not_to_have_class(re.compile("busy"))


@desktop_only
async def test_the_arrow_keys_edit_and_answer(chat: Chat, client: Client) -> None:
    await client.person("send", who_acts="member", text="typo")
    page = await chat.open()
    await page.locator("textarea").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.type("!")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.out")).to_contain_text("typo!")
    await page.keyboard.press("Control+ArrowUp")
    await page.keyboard.type("yes")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.out .quote-reply")).to_contain_text("typo!")
    kinds = [next(kind for kind in update if kind != "update_id") for update in await client.updates()]
    assert kinds == ["message", "edited_message", "message"]


async def test_an_alert_waits_for_ok_and_a_late_press_turns_red(chat: Chat, client: Client) -> None:
    await client.person("start", who_acts="member")
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="x", reply_markup=KEYBOARD)
    await chat.page.clock.install()
    page = await chat.open()
    key = page.locator(".key", has_text="More")
    await client.updates(offset=10**12)
    await key.click()
    query = (await client.updates(timeout=5))[-1]["callback_query"]
    await expect(key).to_have_class(re.compile("busy"))
    await page.clock.run_for(10_500)
    await expect(key).to_have_class(re.compile("late"))
    await client.ok("answerCallbackQuery", callback_query_id=query["id"], text="Wait", show_alert=True)
    dialog = page.locator("[role=alertdialog]")
    await expect(dialog).to_contain_text("Wait")
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)
    await expect(key).not_to_have_class(re.compile("late"))


async def test_an_edit_does_not_move_what_is_being_read(chat: Chat, client: Client) -> None:
    await client.person("start", who_acts="member")
    sent = [await client.ok("sendMessage", chat_id=MEMBER_ID, text=f"message {n}\n" * 4) for n in range(24)]
    page = await chat.open()
    await expect(page.locator(f"[data-key='{sent[-1]['message_id']}']")).to_be_in_viewport()  # it has gone to its end
    await page.locator("#scroller").evaluate("node => { node.scrollTop = node.scrollHeight / 2 }")
    anchor = page.locator(f"[data-key='{sent[14]['message_id']}']")
    before = await anchor.bounding_box()
    await client.ok("editMessageText", chat_id=MEMBER_ID, message_id=sent[2]["message_id"], text="long\n" * 20)
    await expect(page.locator(f"[data-key='{sent[2]['message_id']}'] .stamp")).to_contain_text("edited")
    await client.ok("deleteMessage", chat_id=MEMBER_ID, message_id=sent[4]["message_id"])
    await expect(page.locator(f"[data-key='{sent[4]['message_id']}']")).to_have_count(0)
    after = await anchor.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == pytest.approx(before["y"], abs=1.5)


@desktop_only
async def test_an_edit_keeps_an_opened_quote_open(chat: Chat, client: Client) -> None:
    await client.person("start", who_acts="member")
    text = "<b>{}</b>\n<blockquote expandable>1\n2\n3\n4\n5</blockquote>"
    sent = await client.ok("sendMessage", chat_id=MEMBER_ID, text=text.format("one"), parse_mode="HTML")
    page = await chat.open()
    await page.locator(".unfold").click()
    new = text.format("two")
    await client.ok("editMessageText", chat_id=MEMBER_ID, message_id=sent["message_id"], text=new, parse_mode="HTML")
    await expect(page.locator(".message strong")).to_have_text("two")
    await expect(page.locator("blockquote")).not_to_have_class(re.compile("folded"))


async def test_commands_are_completed_by_keyboard_in_the_readers_language(chat: Chat, client: Client) -> None:
    await client.person("start", who_acts="member")
    await client.person("language", who_acts="member", language_code="es")
    await client.ok("setMyCommands", commands=[{"command": "scan", "description": "Scan"}])
    spanish = [{"command": "scan", "description": "Escanear"}, {"command": "top", "description": "Lo mejor"}]
    await client.ok("setMyCommands", commands=spanish, language_code="es")
    page = await chat.open()
    await page.locator("textarea").focus()
    await page.keyboard.type("/")
    await expect(page.locator(".completion [role=option]").first).to_contain_text("Escanear")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.out").last).to_contain_text("/top")
    await page.get_by_role("button", name="Commands of the bot").click()
    await expect(page.locator(".completion [role=option]")).to_have_count(2)


@desktop_only
async def test_paying_asks_the_bot_and_shows_how_it_ended(chat: Chat, client: Client) -> None:
    await client.person("start", who_acts="member")
    price = [{"label": "30 days", "amount": 250}]
    await client.ok(
        "sendInvoice", chat_id=MEMBER_ID, title="Pro", description="d", payload="p", currency="XTR", prices=price
    )
    page = await chat.open()
    await client.updates(offset=10**12)
    for good in (False, True):
        await page.locator(".key").click()
        await page.get_by_role("button", name=re.compile("Confirm")).click()
        query = (await client.updates(timeout=5))[-1]
        await client.updates(offset=query["update_id"] + 1)
        query_id = query["pre_checkout_query"]["id"]
        await client.ok("answerPreCheckoutQuery", pre_checkout_query_id=query_id, ok=good, error_message="sold out")
        await expect(page.locator("dialog .soft")).to_have_text("Paid. Thank you!" if good else "Refused: sold out")
        await page.get_by_role("button", name="Close").click()
    await expect(page.locator(".service").last).to_contain_text("⭐ 250")


@desktop_only
async def test_files_typing_drafts_and_reply_keyboards(chat: Chat, client: Client, tmp_path: Path) -> None:
    await client.person("start", who_acts="member")
    keyboard = {"keyboard": [[{"text": "Yes"}, {"text": "No"}]], "one_time_keyboard": True}
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="Sure?", reply_markup=keyboard)
    page = await chat.open()
    await page.locator(".reply-keys .key", has_text="Yes").click()
    await expect(page.locator(".message.out").last).to_contain_text("Yes")
    await expect(page.locator(".reply-keys")).to_have_count(0)
    table = tmp_path / "trades.csv"
    table.write_text("coin,side\nBTC,long\n")
    await page.locator("input[type=file]").set_input_files(table)
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator(".file-name")).to_have_text("trades.csv")
    await client.ok("sendChatAction", chat_id=MEMBER_ID, action="upload_photo")
    await expect(page.locator(".head-sub")).to_have_text("sending a photo")
    await client.ok("sendMessageDraft", chat_id=MEMBER_ID, draft_id=1, text="half of it", can_stop=True)
    await expect(page.locator(".draft")).to_contain_text("half of it")
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="all of it")
    await expect(page.locator(".draft")).to_have_count(0)
    await expect(page.locator(".message").last).to_contain_text("all of it")


@desktop_only
async def test_joining_asks_and_the_bot_lets_in(chat: Chat, client: Client) -> None:
    page = await chat.open("as=stranger&chat=group")
    await page.get_by_role("button", name="ASK TO JOIN").click()
    await expect(page.locator(".big-button")).to_be_disabled()
    request = (await client.updates(timeout=5))[-1]["chat_join_request"]
    await client.ok("approveChatJoinRequest", chat_id=GROUP_ID, user_id=request["from"]["id"])
    await expect(page.locator("textarea")).to_be_visible()


async def test_the_inspector_shows_refusals_and_makes_trouble(chat: Chat, client: Client) -> None:
    page = await chat.open("as=admin&chat=bot&inspector=1")
    await client.refused("sendMessage", chat_id=5, text="x")
    await expect(page.locator(".call.refused .why")).to_be_attached()
    await page.locator(".call.refused summary").click()
    await expect(page.locator(".call.refused .why")).to_contain_text("chat not found")
    await page.locator(".fault-buttons .chip", has_text="429").click()
    await expect(page.locator(".chip.hot")).to_contain_text("429")
    answer = await client.api("getMe")
    assert answer["parameters"] == {"retry_after": 3}
    assert (await client.api("getMe"))["ok"]


@desktop_only
async def test_theme_follows_the_system_until_it_is_chosen(chat: Chat) -> None:
    await chat.page.emulate_media(color_scheme="dark")
    page = await chat.open()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await page.locator("#theme").click()
    await expect(page.locator("html")).to_have_attribute("data-theme", "light")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "light")
