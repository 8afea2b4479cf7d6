"""What a person reads on the page: formatted text, pictures, tables, and nothing that runs."""

import json

import pytest
from playwright.async_api import expect

from sandbox.telegram.people import GROUP_ID, MEMBER_ID
from tests.end_to_end.page.conftest import Chat
from tests.end_to_end.page.pictures import png
from tests.integration.sandbox_telegram.client import Client

pytestmark = pytest.mark.page
desktop_only = pytest.mark.parametrize("device", ["desktop"], indirect=True)
COLUMNS = "\n".join(["A2 68,260 +2.5% $262M ##########", "-- 66,586 price ----------------", "1234567890" * 3 + "1234"])
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


async def start(client: Client) -> None:
    await client.person("start", who_acts="member")


async def test_formatted_text_is_shown_formatted(chat: Chat, client: Client) -> None:
    await start(client)
    text = (
        f"<b>bold</b> <i>it</i> <a href='https://example.org/'>link</a>\n<pre>{COLUMNS}</pre>\n"
        "<tg-spoiler>secret</tg-spoiler>\n<blockquote expandable>1\n2\n3\n4\n5\n6</blockquote>"
    )
    await client.ok("sendMessage", chat_id=MEMBER_ID, text=text, parse_mode="HTML")
    page = await chat.open()
    last = page.locator(".message").last
    await expect(last.locator("strong")).to_have_text("bold")
    await expect(last.locator("a[href='https://example.org/']")).to_have_attribute("rel", "noopener noreferrer")
    pre = last.locator("pre")
    assert await pre.evaluate("node => node.scrollWidth <= node.clientWidth"), "34 columns must fit"
    assert await pre.evaluate("node => node.textContent") == COLUMNS
    spoiler = last.locator(".spoiler")
    await expect(spoiler).to_have_css("color", "rgba(0, 0, 0, 0)")
    await spoiler.click()
    await expect(spoiler).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    quote = last.locator("blockquote")
    folded = await quote.evaluate("node => node.offsetHeight")
    await quote.locator(".unfold").click()
    assert await quote.evaluate("node => node.offsetHeight") > folded


async def test_hostile_names_captions_and_files_stay_text(chat: Chat, client: Client) -> None:
    await start(client)
    await client.person("people", key="mallory", first_name=HOSTILE, started=True, role=HOSTILE)
    await client.person("join", who_acts="mallory", chat="group", direct=True)
    await client.person("send", who_acts="mallory", chat="group", text=HOSTILE)
    keyboard = {"inline_keyboard": [[{"text": HOSTILE, "callback_data": HOSTILE[:20]}]]}
    await client.ok("sendMessage", chat_id=GROUP_ID, text=HOSTILE, reply_markup=keyboard)
    await client.form("sendDocument", {"document": (f"{HOSTILE}.html", b"<script>parent.hacked=1</script>")},
                      chat_id=MEMBER_ID, caption=HOSTILE)  # fmt: skip
    await client.ok("setMyCommands", commands=[{"command": "x", "description": HOSTILE}])
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="x", entities=[
        {"type": "text_link", "offset": 0, "length": 1, "url": "javascript:window.hacked=1"}])  # fmt: skip
    await client.ok("sendRichMessage", chat_id=MEMBER_ID, rich_message={"blocks": [
        {"type": "paragraph", "text": {"type": "url", "text": HOSTILE, "url": "javascript:window.hacked=1"}}
    ]})  # fmt: skip
    page = await chat.open("as=member&chat=group")
    await expect(page.get_by_text(HOSTILE).first).to_be_attached()
    await chat.open("as=member&chat=bot&inspector=1")
    assert await page.locator("img[src='x'], a[href^='javascript']").count() == 0
    assert await page.evaluate("window.hacked") is None
    address = await page.locator("a.file").first.get_attribute("href")
    answer = await page.request.get(f"{client.sandbox.base_url}{address}")
    assert "attachment" in answer.headers["content-disposition"]


async def test_photos_open_large_and_close_by_keyboard(chat: Chat, client: Client) -> None:
    await start(client)
    await client.form("sendPhoto", {"photo": ("map.png", png())}, chat_id=MEMBER_ID, caption="a map")
    page = await chat.open()
    image = page.locator(".photo img")
    box = await image.bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(640 / 360, rel=0.02)
    await page.locator(".photo").press("Enter")
    await expect(page.locator(".lightbox img")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".lightbox")).to_have_count(0)


@desktop_only
async def test_albums_are_one_message_and_rich_tables_are_tables(chat: Chat, client: Client) -> None:
    await start(client)
    media = json.dumps([{"type": "photo", "media": f"attach://{n}"} for n in "abc"])
    files = {name: (f"{name}.png", png((n * 60, 80, 90))) for n, name in enumerate("abc")}
    assert (await client.form("sendMediaGroup", files, chat_id=MEMBER_ID, media=media))["ok"]
    table = "<h2>Top</h2><table><tr><th>coin</th><th>heavy</th></tr><tr><td>BTC</td><td>81% up</td></tr></table>"
    await client.ok("sendRichMessage", chat_id=MEMBER_ID, rich_message={"html": table})
    page = await chat.open()
    await expect(page.locator(".message:not(.out)")).to_have_count(2)
    await expect(page.locator(".photos img")).to_have_count(3)
    await expect(page.locator(".rich td").first).to_have_text("BTC")


async def test_nothing_is_wider_than_the_screen(chat: Chat, client: Client) -> None:
    await start(client)
    row = [{"text": str(n), "callback_data": str(n)} for n in range(8)]
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="w" * 500, reply_markup={"inline_keyboard": [row]})
    await client.ok("sendMessage", chat_id=MEMBER_ID, text=f"<pre>{'x' * 200}</pre>", parse_mode="HTML")
    page = await chat.open()
    for width in (page.viewport_size or {}).get("width", 0), 900, 760:  # and of a tablet
        await page.set_viewport_size({"width": width, "height": 800})
        assert await page.evaluate("document.querySelector('.app').offsetWidth <= innerWidth")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await page.evaluate("document.getElementById('scroller').scrollWidth <= innerWidth")
    await expect(page.locator(".strip-note strong")).to_have_text("Not Telegram.")


async def test_each_persona_sees_their_own_chats_only(chat: Chat, client: Client) -> None:
    await start(client)
    await client.ok("sendMessage", chat_id=MEMBER_ID, text="for Maya alone")
    only = {"receiver_user_id": MEMBER_ID}
    await client.ok("sendMessage", chat_id=GROUP_ID, text="balance 10,021", ephemeral_message_parameters=only)
    page = await chat.open("as=member&chat=group")
    await expect(page.locator(".only-you")).to_contain_text("balance 10,021")
    await page.locator("[data-persona=admin]").click()
    await expect(page.locator("[data-persona=admin]")).to_have_attribute("aria-checked", "true")
    await expect(page.locator(".only-you")).to_have_count(0)
    await chat.open("as=stranger&chat=bot")
    await expect(page.get_by_text("for Maya alone")).to_have_count(0)
    await expect(page.locator(".big-button")).to_have_text("START")
