"""Everything the local Telegram knows: people, chats, messages. Reads from memory, writes through to the store."""

import itertools
from collections.abc import Iterable
from typing import Any

from sandbox.telegram.clock import Clock
from sandbox.telegram.events import Hub
from sandbox.telegram.people import ALIASES, BOT_NAME, BOT_USERNAME
from sandbox.telegram.seed import seed_chats, seed_people
from sandbox.telegram.store import Store

Json = dict[str, Any]
KEPT_MESSAGES_PER_CHAT = 1000
INSIDE = {"creator", "administrator", "member", "restricted"}
PUBLIC_CHAT_FIELDS = ("id", "type", "title", "username", "first_name", "is_forum")


class World:
    def __init__(self, store: Store, clock: Clock, hub: Hub, token: str) -> None:
        self.store = store
        self.clock = clock
        self.hub = hub
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.people: dict[int, Json] = {}
        self.chats: dict[int, Json] = {}
        self.messages: dict[int, dict[int, Json]] = {}
        self.last_ids: dict[int, int] = {}
        self.load()

    def load(self) -> None:
        self.people = {body["id"]: body for _, body in self.store.all("person")}
        self.chats = {body["id"]: body for _, body in self.store.all("chat")}
        self.messages = {}
        for chat_id, message_id, body in self.store.messages():
            self.messages.setdefault(chat_id, {})[message_id] = body
        self.last_ids = {int(key): body for key, body in self.store.all("last_id")}
        if not self.people:
            self.seed()

    def seed(self) -> None:
        for person in seed_people():
            self.save_person(person)
        for chat in seed_chats(self.bot_id):
            self.save_chat(chat)

    def reset(self) -> None:
        self.store.clear()
        self.people, self.chats, self.messages, self.last_ids = {}, {}, {}, {}
        self.seed()

    # people and chats

    def save_person(self, person: Json) -> None:
        self.people[person["id"]] = person
        self.store.put("person", person["id"], person)

    def save_chat(self, chat: Json) -> None:
        self.chats[chat["id"]] = chat
        self.store.put("chat", chat["id"], chat)

    def bot_user(self) -> Json:
        return {"id": self.bot_id, "is_bot": True, "first_name": self.bot_name(), "username": BOT_USERNAME}

    def bot_name(self) -> str:
        names = self.store.get("profile", "name") or {}
        return str(names.get("") or BOT_NAME)

    def user(self, user_id: int) -> Json:
        """The Bot API's `User`; an id nobody has is a stranger without a name."""
        if user_id == self.bot_id:
            return self.bot_user()
        person = self.people.get(user_id, {"id": user_id, "first_name": "Deleted Account"})
        fields = ("id", "first_name", "last_name", "username", "language_code")
        return {"is_bot": False, **{name: person[name] for name in fields if person.get(name)}}

    def person_by_key(self, key: str) -> Json | None:
        key = ALIASES.get(key.lower(), key.lower())
        return next((p for p in self.people.values() if key in (p["key"], str(p["id"]))), None)

    def chat(self, chat_id: int) -> Json | None:
        """A stored chat, or the private chat every person has with the bot."""
        if chat_id in self.chats:
            return self.chats[chat_id]
        person = self.people.get(chat_id)
        if person is None:
            return None
        fields = {name: person[name] for name in ("id", "first_name", "username") if person.get(name)}
        return {**fields, "type": "private", "pinned": self.store.get("private_pins", chat_id) or []}

    def set_pinned(self, chat: Json, pinned: list[int]) -> None:
        if chat["type"] == "private":
            self.store.put("private_pins", chat["id"], pinned)
        else:
            self.save_chat({**chat, "pinned": pinned})

    def chat_by_username(self, username: str) -> Json | None:
        return next((c for c in self.chats.values() if c.get("username", "").lower() == username.lower()), None)

    def chat_by_key(self, key: str, person: Json) -> Json | None:
        if key in {"", "bot", "private"}:
            return self.chat(person["id"])
        known = next((c for c in self.chats.values() if c.get("key") == key.lower() and not c.get("moved_to")), None)
        if known or not key.lstrip("-").isdigit():
            return known
        return self.chat(int(key))

    def status(self, chat: Json, user_id: int) -> str:
        if chat["type"] == "private":
            return "member" if user_id in (chat["id"], self.bot_id) else "left"
        return str(chat["members"].get(str(user_id), {}).get("status", "left"))

    def is_inside(self, chat: Json, user_id: int) -> bool:
        return self.status(chat, user_id) in INSIDE

    def can_see(self, chat_id: int, user_id: int) -> bool:
        """A private chat is seen by its person, a public channel by everybody, the rest by members."""
        chat = self.chat(chat_id)
        if chat is None:
            return False
        return self.is_inside(chat, user_id) or (chat["type"] == "channel" and self.status(chat, user_id) != "kicked")

    def members(self, chat: Json) -> Iterable[tuple[int, str]]:
        for user_id, member in chat["members"].items():
            if member["status"] in INSIDE:
                yield int(user_id), member["status"]

    # messages

    def next_message_id(self, chat_id: int) -> int:
        self.last_ids[chat_id] = self.last_ids.get(chat_id, 0) + 1
        self.store.put("last_id", chat_id, self.last_ids[chat_id])
        return self.last_ids[chat_id]

    def message(self, chat_id: int, message_id: int) -> Json | None:
        return self.messages.get(chat_id, {}).get(message_id)

    def save_message(self, message: Json) -> None:
        chat_id = message["chat"]["id"]
        history = self.messages.setdefault(chat_id, {})
        history[message["message_id"]] = message
        self.store.put_message(chat_id, message["message_id"], message)
        self.trim(chat_id, history)

    def trim(self, chat_id: int, history: dict[int, Json]) -> None:
        surplus = len(history) - KEPT_MESSAGES_PER_CHAT
        for message_id in list(itertools.islice(history, max(0, surplus))):
            self.forget_message(chat_id, message_id)

    def forget_message(self, chat_id: int, message_id: int) -> None:
        self.messages.get(chat_id, {}).pop(message_id, None)
        self.store.drop_message(chat_id, message_id)


def public_chat(chat: Json) -> Json:
    return {name: chat[name] for name in PUBLIC_CHAT_FIELDS if chat.get(name) is not None}


def public_message(message: Json) -> Json:
    """As the Bot API shows it: without what only the page needs."""
    shown = {name: value for name, value in message.items() if name != "_"}
    for name in ("reply_to_message", "pinned_message"):
        if name in shown:
            shown[name] = public_message(shown[name])
    return shown
