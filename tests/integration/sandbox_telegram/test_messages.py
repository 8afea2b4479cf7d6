"""Sending, editing, deleting: what is taken and what is refused."""

import io
import json
import os

import pytest
from PIL import Image

from sandbox.telegram.people import GROUP_ID, PROBE_ID
from tests.integration.sandbox_telegram.client import Client


def png(width: int = 64, height: int = 64) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


async def send(client: Client, text: str = "x", **more: object) -> int:
    return int((await client.ok("sendMessage", chat_id=PROBE_ID, text=text, **more))["message_id"])


async def test_length_is_counted_after_parsing_in_utf16(client: Client) -> None:
    assert await send(client, "🗺" * 2048)
    assert "message is too long" in await client.refused("sendMessage", chat_id=PROBE_ID, text="🗺" * 2049)
    assert await send(client, "&lt;" * 4096, parse_mode="HTML")


async def test_forms_carry_json_and_a_get_works_too(client: Client) -> None:
    markup = json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "d"}]]})
    async with client.http.post(
        f"{client.root}/sendMessage", data={"chat_id": PROBE_ID, "text": "x", "reply_markup": markup}
    ) as form:
        assert (await form.json())["result"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "d"
    async with client.http.get(f"{client.root}/SENDMESSAGE", params={"chat_id": PROBE_ID, "text": "x"}) as plain:
        assert (await plain.json())["ok"]


async def test_edits_are_checked(client: Client) -> None:
    message_id = await send(client, "<b>same</b>", parse_mode="HTML")
    where = {"chat_id": PROBE_ID, "message_id": message_id}
    assert "message is not modified" in await client.refused(
        "editMessageText", **where, text="<b>same</b>", parse_mode="HTML"
    )
    assert "no caption" in await client.refused("editMessageCaption", **where, caption="x")
    changed = await client.ok("editMessageText", **where, text="same")
    assert "edit_date" in changed
    own = await client.person("send", who_acts="probe", text="mine")
    assert "message can't be edited" in await client.refused(
        "editMessageText", chat_id=PROBE_ID, message_id=own["message_id"], text="x"
    )


async def test_a_keyboard_edit_keeps_the_text_and_a_text_edit_drops_the_keyboard(client: Client) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "d"}]]}
    message_id = await send(client, "text", reply_markup=markup)
    where = {"chat_id": PROBE_ID, "message_id": message_id}
    assert "message is not modified" in await client.refused("editMessageReplyMarkup", **where, reply_markup=markup)
    assert "reply_markup" not in await client.ok("editMessageText", **where, text="other")
    assert (await client.ok("editMessageReplyMarkup", **where, reply_markup=markup))["text"] == "other"


async def test_deleting_takes_it_from_everybody(client: Client) -> None:
    ids = [await send(client) for _ in range(3)]
    await client.ok("deleteMessage", chat_id=PROBE_ID, message_id=ids[0])
    assert "message to delete not found" in await client.refused("deleteMessage", chat_id=PROBE_ID, message_id=ids[0])
    await client.ok("deleteMessages", chat_id=PROBE_ID, message_ids=ids)
    assert (await client.look("messages", who_acts="probe"))["messages"] == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (png()[:60], "IMAGE_PROCESS_FAILED"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (png(9990, 600), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_bad_photos_are_refused(client: Client, content: bytes, reason: str) -> None:
    answer = await client.form("sendPhoto", {"photo": ("p.png", content)}, chat_id=PROBE_ID)
    assert answer["description"] == f"Bad Request: {reason}"


async def test_too_large_uploads_get_413(client: Client) -> None:
    answer = await client.form("sendPhoto", {"photo": ("p.png", png() + b"\0" * 10_500_000)}, chat_id=PROBE_ID)
    assert answer["error_code"] == 413


async def test_files_are_sent_again_by_id_but_not_as_another_kind(client: Client) -> None:
    photo = await client.form("sendPhoto", {"photo": ("p.png", png())}, chat_id=PROBE_ID)
    file_id = photo["result"]["photo"][-1]["file_id"]
    assert (await client.ok("sendPhoto", chat_id=PROBE_ID, photo=file_id))["photo"][-1]["file_id"] == file_id
    assert "can't use file of type Photo as Document" in await client.refused(
        "sendDocument", chat_id=PROBE_ID, document=file_id
    )
    assert "wrong file identifier" in await client.refused("sendPhoto", chat_id=PROBE_ID, photo="nope")
    assert "failed to get HTTP URL content" in await client.refused(
        "sendPhoto", chat_id=PROBE_ID, photo="https://e.org/x.png"
    )


async def test_downloads_give_the_bytes_and_nothing_else_in_the_folder(client: Client) -> None:
    sent = await client.form("sendDocument", {"document": ("t.csv", b"a,b\n")}, chat_id=PROBE_ID)
    file = await client.ok("getFile", file_id=sent["result"]["document"]["file_id"])
    base = f"{client.sandbox.base_url}/file/bot{client.sandbox.token}"
    async with client.http.get(f"{base}/{file['file_path']}") as answer:
        assert await answer.read() == b"a,b\n"
    for path in ("../telegram.sqlite", "documents/..%2f..%2ftelegram.sqlite", "lock"):
        async with client.http.get(f"{base}/{path}") as answer:
            assert answer.status == 404


async def test_a_small_photo_size_is_really_smaller(client: Client) -> None:
    sent = await client.form("sendPhoto", {"photo": ("p.png", png(1280, 720))}, chat_id=PROBE_ID)
    small = sent["result"]["photo"][0]
    assert (small["width"], small["height"]) == (320, 180)
    async with client.http.get(f"{client.sandbox.base_url}/media/{small['file_id']}") as answer:
        assert Image.open(io.BytesIO(await answer.read())).size == (320, 180)


async def test_albums_hold_two_to_ten_of_one_kind(client: Client) -> None:
    files = {"a": ("a.png", png()), "b": ("b.txt", b"x")}
    mixed = json.dumps([{"type": "photo", "media": "attach://a"}, {"type": "document", "media": "attach://b"}])
    assert (
        "can't be mixed" in (await client.form("sendMediaGroup", files, chat_id=PROBE_ID, media=mixed))["description"]
    )
    same = json.dumps([{"type": "photo", "media": "attach://a"}] * 2)
    album = (await client.form("sendMediaGroup", files, chat_id=PROBE_ID, media=same))["result"]
    assert len({m["media_group_id"] for m in album}) == 1


async def test_after_two_days_a_message_stays(client: Client) -> None:
    message_id = await send(client)
    stored = client.sandbox.api.world.messages[PROBE_ID][message_id]
    stored["date"] -= 48 * 3600 + 60
    assert "message can't be deleted" in await client.refused("deleteMessage", chat_id=PROBE_ID, message_id=message_id)


async def test_copies_lose_their_author_and_forwards_keep_it(client: Client) -> None:
    own = await client.person("send", who_acts="probe", text="mine")
    source = {"from_chat_id": PROBE_ID, "message_id": own["message_id"], "chat_id": PROBE_ID}
    forwarded = await client.ok("forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"]["id"] == PROBE_ID
    copied = await client.ok("copyMessage", **source)
    shown = (await client.look("messages", who_acts="probe"))["messages"][-1]
    assert shown["message_id"] == copied["message_id"]
    assert "forward_origin" not in shown


async def test_pins_are_kept_and_need_rights_in_groups(client: Client) -> None:
    sent = await client.ok("sendMessage", chat_id=GROUP_ID, text="board")
    await client.ok("pinChatMessage", chat_id=GROUP_ID, message_id=sent["message_id"], disable_notification=True)
    assert (await client.ok("getChat", chat_id=GROUP_ID))["pinned_message"]["text"] == "board"
    await client.ok("unpinChatMessage", chat_id=GROUP_ID)
    assert "message to unpin not found" in await client.refused("unpinChatMessage", chat_id=GROUP_ID)
    await client.person("promote", who_acts="admin", chat="group", who="bot", status="member")
    assert "not enough rights" in await client.refused(
        "pinChatMessage", chat_id=GROUP_ID, message_id=sent["message_id"]
    )


async def test_ephemeral_messages_are_seen_by_one_member(client: Client) -> None:
    only = {"receiver_user_id": PROBE_ID}
    sent = await client.ok("sendMessage", chat_id=GROUP_ID, text="for you", ephemeral_message_parameters=only)
    assert sent["message_id"] == 0
    where = {"chat_id": GROUP_ID, "receiver_user_id": PROBE_ID, "ephemeral_message_id": sent["ephemeral_message_id"]}
    assert await client.ok("editEphemeralMessageText", **where, text="still for you") is True
    mine = (await client.look("messages", who_acts="probe", chat="group"))["messages"]
    others = (await client.look("messages", who_acts="admin", chat="group"))["messages"]
    assert ([m["text"] for m in mine], others) == (["still for you"], [])
    assert "only to groups" in await client.refused(
        "sendMessage", chat_id=PROBE_ID, text="x", ephemeral_message_parameters=only
    )


async def test_the_oldest_files_go_when_there_are_too_many(client: Client) -> None:
    sent = [
        await client.form("sendDocument", {"document": (f"{n}.txt", b"x" * 100)}, chat_id=PROBE_ID) for n in range(3)
    ]
    ids = [answer["result"]["document"]["file_id"] for answer in sent]
    files = client.sandbox.api.files
    for age, file_id in enumerate(reversed(ids)):
        path = files.path_of(files.find(file_id) or {})
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    assert files.sweep(keep_bytes=250) == 1
    assert "invalid file_id" in await client.refused("getFile", file_id=ids[0])
    assert (await client.ok("getFile", file_id=ids[2]))["file_size"] == 100


async def test_old_history_is_trimmed(client: Client) -> None:
    api = client.sandbox.api
    first = await send(client)
    template = api.world.messages[PROBE_ID][first]
    for _ in range(1000):
        api.world.save_message({**template, "message_id": api.world.next_message_id(PROBE_ID)})
    assert len(api.world.messages[PROBE_ID]) == 1000
    assert api.world.message(PROBE_ID, first) is None
