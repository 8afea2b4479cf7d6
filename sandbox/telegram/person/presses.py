"""Pressing what a message offers: callback buttons, payments, the stop of a draft."""

import secrets
from typing import Any

from sandbox.telegram.api import Api
from sandbox.telegram.person.actions import nonsense
from sandbox.telegram.world import public_chat, public_message

Json = dict[str, Any]


def find_message(api: Api, person: Json, chat: Json, message_id: int, ephemeral_id: int = 0) -> Json:
    message = api.ephemeral.get((person["id"], ephemeral_id)) if ephemeral_id else None
    message = message or api.world.message(chat["id"], message_id)
    if message is None or not api.world.can_see(chat["id"], person["id"]):
        raise nonsense("there is no such message")
    return message


def all_buttons(message: Json) -> list[list[Json]]:
    rows: list[list[Json]] = list(message.get("reply_markup", {}).get("inline_keyboard", []))
    rich = message.get("rich_message", {}).get("blocks", [])
    return rows + [block["buttons"] for block in rich if block["type"] == "buttons"]


def find_button(message: Json, request: Json) -> Json:
    """By `data`, by `text`, or by `row` and `col`; `pay` is the button every invoice has."""
    if request.get("pay") and "invoice" in message:
        return {"pay": True}
    rows = all_buttons(message)
    buttons = [button for row in rows for button in row]
    if "row" in request:
        try:
            return rows[int(request["row"])][int(request.get("col", 0))]
        except IndexError:
            raise nonsense("there is no such button") from None
    for field, name in (("data", "callback_data"), ("text", "text")):
        if field in request:
            found = [button for button in buttons if button.get(name) == request[field]]
            if found:
                return found[0]
    raise nonsense("there is no such button")


def press(api: Api, person: Json, chat: Json, message: Json, button: Json) -> Json:
    """What the press led to: a callback query, an order, or something the client does by itself."""
    if "callback_data" in button:
        return {"kind": "callback", "query_id": callback(api, person, chat, message, button["callback_data"])}
    if button.get("pay"):
        return {"kind": "order", **order_of(api, person, message)}
    for kind in ("url", "copy_text", "web_app", "login_url", "disabled"):
        if kind in button:
            return {"kind": kind, kind: button[kind]}
    raise nonsense("this sandbox cannot press such a button")


def callback(api: Api, person: Json, chat: Json, message: Json, data: str) -> str:
    query_id = api.callbacks.open(person["id"], chat["id"], message["message_id"])
    query = {
        "id": query_id, "from": api.world.user(person["id"]), "message": public_message(message),
        "chat_instance": str(abs(chat["id"]) * 7919), "data": data,
    }  # fmt: skip
    api.updates.add("callback_query", query)
    return query_id


def forged(api: Api, person: Json, chat: Json, message: Json, data: str) -> str:
    """A callback with data no button carries, as a modified client can send."""
    return callback(api, person, chat, message, data)


def order_of(api: Api, person: Json, message: Json) -> Json:
    stars, payload = message["invoice"]["total_amount"], message["_"]["payload"]
    return open_order(api, person, message["chat"]["id"], stars, payload)


def open_order(api: Api, person: Json, chat_id: int, stars: int, payload: str) -> Json:
    """Asks the bot whether it still sells; it has ten seconds."""
    order_id = str(secrets.randbits(62))
    api.orders[order_id] = {
        "id": order_id, "user_id": person["id"], "chat_id": chat_id, "stars": stars, "payload": payload,
        "state": "asked", "asked_at_s": api.limits.steady(),
    }  # fmt: skip
    query = {
        "id": order_id, "from": api.world.user(person["id"]), "currency": "XTR", "total_amount": stars,
        "invoice_payload": payload,
    }  # fmt: skip
    api.updates.add("pre_checkout_query", query)
    return {"order_id": order_id}


def pay_link(api: Api, person: Json, link: str) -> Json:
    invoice = api.world.store.get("invoice_link", link.rpartition("$")[2])
    if invoice is None:
        raise nonsense("there is no such invoice")
    return open_order(api, person, person["id"], invoice["stars"], invoice["payload"])


def ask_inline(api: Api, person: Json, text: str) -> Json:
    """`@bot text` typed in any chat; the bot answers with results."""
    query_id = str(secrets.randbits(62))
    api.world.store.put("inline_query", query_id, {"user_id": person["id"]})
    query = {"id": query_id, "from": api.world.user(person["id"]), "query": text[:256], "offset": ""}
    api.updates.add("inline_query", query)
    return {"kind": "inline", "query_id": query_id}


def stop_draft(api: Api, person: Json) -> None:
    draft = api.drafts.get(person["id"])
    if draft is None or not draft["can_stop"]:
        raise nonsense("there is no draft to stop")
    if not draft["keep_on_stop"]:
        del api.drafts[person["id"]]
        api.world.hub.publish({"type": "draft", "chat_id": person["id"], "draft": None})
    chat = api.world.chat(person["id"]) or {}
    api.updates.add("stopped_message_generation", {"chat": public_chat(chat), "draft_id": draft["draft_id"]})


def react(api: Api, person: Json, chat: Json, message: Json, emoji: str) -> None:
    before = message["_"].get("reactions", {}).get(str(person["id"]), "")
    reactions = {**message["_"].get("reactions", {}), str(person["id"]): emoji}
    message["_"]["reactions"] = {user: shown for user, shown in reactions.items() if shown}
    api.world.save_message(message)
    api.world.hub.publish({"type": "edited", "chat_id": chat["id"], "message": message})
    change = {
        "chat": public_chat(chat), "message_id": message["message_id"], "user": api.world.user(person["id"]),
        "date": api.world.clock.unix(), "old_reaction": reaction(before), "new_reaction": reaction(emoji),
    }  # fmt: skip
    api.updates.add("message_reaction", change)


def reaction(emoji: str) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
