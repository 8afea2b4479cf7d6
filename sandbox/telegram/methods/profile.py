"""The bot itself: who it is, its commands by scope and language, its descriptions and menu button."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.telegram.addressing import known_chat
from sandbox.telegram.api import Call
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
)  # fmt: skip
LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(call: Call) -> Json:
    return {
        **call.world.bot_user(), "can_join_groups": True, "can_read_all_group_messages": False,
        "supports_inline_queries": True, "can_connect_to_business": False, "has_main_web_app": False,
    }  # fmt: skip


def scope_key(call: Call) -> str:
    """A scope and a language as one key: "chat:-100200|es"."""
    scope = call.params.mapping("scope") or {"type": "default"}
    kind = str(scope.get("type", ""))
    if kind not in SCOPES:
        raise bad_request("unsupported bot command scope type")
    if kind.startswith("chat"):
        nested = Call(call.api, Params(scope))
        kind += f":{known_chat(nested)['id']}"
    if scope.get("type") == "chat_member":
        kind += f":{nested.params.integer('user_id')}"
    return f"{kind}|{call.params.text('language_code')}"


def checked_command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    description = str(command.get("description", "")).strip()
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    extra = {"is_ephemeral": True} if command.get("is_ephemeral") else {}
    return {"command": name, "description": description, **extra}


def set_my_commands(call: Call) -> bool:
    commands = [checked_command(command) for command in call.params.items("commands")]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.world.store.put("commands", scope_key(call), commands)
    call.world.hub.publish({"type": "commands"})
    return True


def get_my_commands(call: Call) -> list[Json]:
    return call.world.store.get("commands", scope_key(call)) or []


def delete_my_commands(call: Call) -> bool:
    call.world.store.drop("commands", scope_key(call))
    call.world.hub.publish({"type": "commands"})
    return True


def setter(field: str) -> Callable[[Call], bool]:
    def set_field(call: Call) -> bool:
        value = call.params.text(field)
        if len(value) > LIMITS[field]:
            raise bad_request(f"{field.upper()}_TOO_LONG")
        values = call.world.store.get("profile", field) or {}
        call.world.store.put("profile", field, {**values, call.params.text("language_code"): value})
        call.world.hub.publish({"type": "commands"})
        return True

    return set_field


def getter(field: str) -> Callable[[Call], Json]:
    def get_field(call: Call) -> Json:
        values = call.world.store.get("profile", field) or {}
        fallback = call.world.bot_name() if field == "name" else ""
        return {field: values.get(call.params.text("language_code")) or values.get("") or fallback}

    return get_field


def set_menu_button(call: Call) -> bool:
    button = call.params.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("unsupported menu button type")
    call.world.store.put("menu_button", call.params.text("chat_id"), button)
    call.world.hub.publish({"type": "commands"})
    return True


def get_menu_button(call: Call) -> Json:
    own: Json | None = call.world.store.get("menu_button", call.params.text("chat_id"))
    return own or call.world.store.get("menu_button", "") or {"type": "commands"}


METHODS = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": setter("name"),
    "getMyName": getter("name"),
    "setMyDescription": setter("description"),
    "getMyDescription": getter("description"),
    "setMyShortDescription": setter("short_description"),
    "getMyShortDescription": getter("short_description"),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
