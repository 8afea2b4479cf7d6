"""The people's side over HTTP. Bodies and answers are JSON; `as` is a persona's key or id."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

from sandbox.telegram.api import Api
from sandbox.telegram.params import Params, read_params
from sandbox.telegram.person import actions, groups, presses, views
from sandbox.telegram.person.waiting import wait_for_answer, wait_for_messages
from sandbox.telegram.refusals import Refusal

Json = dict[str, Any]
Action = Callable[[Api, Params], Awaitable[Any] | Any]
API = web.AppKey("api", Api)


def person_of(api: Api, params: Params) -> Json:
    person = api.world.person_by_key(params.text("as", "admin"))
    if person is None:
        raise Refusal(404, "there is no such person")
    return person


def chat_of(api: Api, params: Params, person: Json) -> Json:
    chat = api.world.chat_by_key(params.text("chat", "bot"), person)
    if chat is None:
        raise Refusal(404, "there is no such chat")
    return chat


def who_and_where(api: Api, params: Params) -> tuple[Json, Json]:
    person = person_of(api, params)
    return person, chat_of(api, params, person)


def send(api: Api, params: Params) -> Json:
    person, chat = who_and_where(api, params)
    message = actions.send_text(
        api, person, chat, params.text("text"), params.integer("reply_to"), params.flag("anonymous")
    )
    return views.message_view(message, person["id"])


def upload(api: Api, params: Params) -> Json:
    person, chat = who_and_where(api, params)
    file = params.files.get("file")
    if file is None:
        raise Refusal(400, "a file is needed in the field `file`")
    as_photo = params.flag("photo")
    message = actions.send_file(api, person, chat, file, params.text("caption"), as_photo)
    return views.message_view(message, person["id"])


def start(api: Api, params: Params) -> Json:
    person = person_of(api, params)
    return views.message_view(actions.send_start(api, person, params.text("payload")), person["id"])


async def press(api: Api, params: Params) -> Json:
    """With `wait` seconds the bot's answer is waited for; `forge: true` sends `data` no button carries."""
    person, chat = who_and_where(api, params)
    message = presses.find_message(
        api, person, chat, params.integer("message_id"), params.integer("ephemeral_message_id")
    )
    async with wait_for_answer(api, person, float(params.text("wait") or 0)) as answered:
        if params.flag("forge"):
            data = params.text("data")
            pressed: Json = {"kind": "callback", "query_id": presses.forged(api, person, chat, message, data)}
        else:
            button = presses.find_button(message, params.values)
            pressed = presses.press(api, person, chat, message, button)
        if params.values.get("age_s") and "query_id" in pressed:
            api.callbacks.make_older(pressed["query_id"], float(params.values["age_s"]))
        return {**pressed, **await answered(pressed)}


async def inline(api: Api, params: Params) -> Json:
    person = person_of(api, params)
    async with wait_for_answer(api, person, float(params.text("wait") or 0)) as answered:
        asked = presses.ask_inline(api, person, params.text("text"))
        return {**asked, **await answered(asked)}


def pay(api: Api, params: Params) -> Json:
    return presses.pay_link(api, person_of(api, params), params.text("link"))


def react(api: Api, params: Params) -> Json:
    person, chat = who_and_where(api, params)
    message = presses.find_message(api, person, chat, params.integer("message_id"))
    presses.react(api, person, chat, message, params.text("emoji"))
    return {}


def edit(api: Api, params: Params) -> Json:
    person, chat = who_and_where(api, params)
    message = actions.edit_own(api, person, chat, params.integer("message_id"), params.text("text"))
    return views.message_view(message, person["id"])


def stop_draft(api: Api, params: Params) -> Json:
    presses.stop_draft(api, person_of(api, params))
    return {}


def block(api: Api, params: Params) -> Json:
    actions.set_blocked(api, person_of(api, params), True)
    return {}


def unblock(api: Api, params: Params) -> Json:
    actions.set_blocked(api, person_of(api, params), False)
    return {}


def join(api: Api, params: Params) -> Json:
    person = person_of(api, params)
    chat = api.world.chat_by_key(params.text("chat"), person) if params.has("chat") else None
    return {"outcome": groups.join(api, person, chat, params.text("link"), params.flag("direct"))}


def leave(api: Api, params: Params) -> Json:
    groups.leave(api, *who_and_where(api, params))
    return {}


def promote(api: Api, params: Params) -> Json:
    """`who`: a persona's key, or "bot"; `status`: administrator (default), member, left, kicked."""
    person, chat = who_and_where(api, params)
    who = params.text("who") or person["key"]
    target = api.world.bot_id if who == "bot" else (api.world.person_by_key(who) or person)["id"]
    groups.set_status(api, target, chat, params.text("status", "administrator"), person["id"])
    return {}


def migrate(api: Api, params: Params) -> Json:
    _, chat = who_and_where(api, params)
    return {"chat_id": groups.migrate(api, chat)["id"]}


def language(api: Api, params: Params) -> Json:
    person = person_of(api, params)
    api.world.save_person({**person, "language_code": params.text("language_code", "en")[:8]})
    api.world.hub.publish({"type": "chats"})
    return {}


def people(api: Api, params: Params) -> Json:
    return views.person_view(groups.add_person(api, params.values))


async def messages(api: Api, params: Params) -> Json:
    """With `wait` seconds the answer comes when something newer than `after` is there."""
    person, chat = who_and_where(api, params)
    if params.has("before"):
        return {"messages": views.visible_messages(api, person, chat, 0, params.integer("before"))}
    wait_s = float(params.text("wait") or 0)
    found = await wait_for_messages(api, person, chat, params.integer("after"), wait_s, params.flag("from_bot"))
    return {"chat": views.chat_view(api, chat, person), "messages": found}


def state(api: Api, params: Params) -> Json:
    return views.state_of(api, person_of(api, params))


def calls(api: Api, params: Params) -> Json:
    after = params.integer("after")
    method = params.text("method").lower()
    found = [c for c in api.inspector.calls if c["id"] > after and method in ("", c["method"].lower())]
    return {"calls": found, "violations": sum(c["violation"] for c in found)}


def faults(api: Api, params: Params) -> Json:
    return {"faults": [fault.shown() for fault in api.faults.current()]}


def add_fault(api: Api, params: Params) -> Json:
    if params.flag("clear"):
        api.faults.clear()
        return faults(api, params)
    try:
        return api.faults.add(params.values).shown()
    except (TypeError, ValueError) as error:
        raise Refusal(400, str(error)) from error


def reset(api: Api, params: Params) -> Json:
    """Back to the first day: chats, people, updates, log, limits and faults. A webhook stays."""
    api.world.reset()
    api.updates.load()
    api.limits.clear()
    api.faults.clear()
    api.inspector.clear()
    for table in (api.drafts, api.ephemeral, api.orders, api.callbacks.presses):
        table.clear()
    api.world.hub.publish({"type": "reset"})
    return {}


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events for one persona; a comment line every 15 s keeps the line open."""
    api = request.app[API]
    user_id = person_of(api, Params(dict(request.query)))["id"]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    await response.write(b"retry: 1000\n\n")
    with api.world.hub.listening(user_id) as subscriber, suppress(ConnectionResetError):
        while not subscriber.overrun and not api.world.hub.closed:
            line = b": still here\n\n"
            try:
                async with asyncio.timeout(15):
                    event = views.event_view(api, await subscriber.queue.get(), user_id)
                if event is None:
                    continue
                line = b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"
            except TimeoutError:
                pass
            await response.write(line)
    return response


READING: dict[str, Action] = {"state": state, "messages": messages, "calls": calls, "faults": faults}
WRITING: dict[str, Action] = {
    "send": send, "upload": upload, "start": start, "press": press, "inline": inline, "pay": pay, "react": react,
    "edit": edit, "stop-draft": stop_draft, "block": block, "unblock": unblock, "join": join, "leave": leave,
    "promote": promote, "migrate-to-supergroup": migrate, "language": language, "people": people, "faults": add_fault,
    "reset": reset,
}  # fmt: skip


def handler(action: Action) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            answer = action(request.app[API], await read_params(request))
            if isinstance(answer, Awaitable):
                answer = await answer
        except Refusal as refusal:
            status = refusal.code if 400 <= refusal.code < 500 else 400
            return web.json_response({"ok": False, "error": refusal.description}, status=status)
        except (KeyError, TypeError, ValueError) as error:
            return web.json_response({"ok": False, "error": f"cannot read the request: {error!r}"}, status=400)
        return web.json_response({"ok": True, **answer})

    return handle


def add_person_routes(app: web.Application) -> None:
    for name, action in READING.items():
        app.router.add_get(f"/api/{name}", handler(action))
    for name, action in WRITING.items():
        app.router.add_post(f"/api/{name}", handler(action))
    app.router.add_get("/api/events", events)
