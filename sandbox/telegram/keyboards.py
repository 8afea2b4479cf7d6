"""What Telegram accepts as `reply_markup`."""

from typing import Any

from sandbox.telegram.entities.formatted import byte_length
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
STYLES = {"danger", "success", "primary"}
MAX_PER_ROW = 8
MAX_BUTTONS = 100


def read_markup(params: Params, chat: Json, pay_allowed: bool = False) -> Json | None:
    """The checked markup, without empty rows; `None` where none was given."""
    if not params.has("reply_markup"):
        return None
    markup = params.structure("reply_markup")
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    return checked_markup(markup, chat, pay_allowed)


def checked_markup(markup: Json, chat: Json, pay_allowed: bool = False) -> Json | None:
    if "inline_keyboard" in markup:
        return inline_keyboard(markup["inline_keyboard"], chat, pay_allowed)
    if "keyboard" in markup:
        return {
            **markup,
            "keyboard": [[reply_button(b) for b in row] for row in rows_of(markup["keyboard"], "keyboard")],
        }
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def rows_of(value: Any, name: str) -> list[list[Any]]:
    if not isinstance(value, list):
        raise bad_request(f'field "{name}" of the ReplyMarkup must be an Array of Arrays')
    if not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{name}" of the ReplyMarkup must be an Array of Arrays')
    return value


def inline_keyboard(value: Any, chat: Json, pay_allowed: bool) -> Json:
    rows = [row for row in rows_of(value, "inline_keyboard") if row]
    if any(len(row) > MAX_PER_ROW for row in rows) or sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    checked = [[inline_button(button, chat) for button in row] for row in rows]
    pays = [(r, c) for r, row in enumerate(checked) for c, button in enumerate(row) if button.get("pay")]
    if pays and (not pay_allowed or pays != [(0, 0)]):
        raise bad_request("BUTTON_TYPE_INVALID")
    return {"inline_keyboard": checked}


def inline_button(button: Any, chat: Json) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    actions = [name for name in ACTIONS if button.get(name) is not None and button.get(name) is not False]
    if len(actions) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    check_style(button)
    check_action(actions[0], button[actions[0]], chat)
    return {name: content for name, content in button.items() if content is not None}


def check_style(button: Json) -> None:
    if button.get("style") not in (None, "", *STYLES):
        raise bad_request("invalid button style specified")


def check_action(action: str, value: Any, chat: Json) -> None:
    if action == "callback_data" and not 1 <= byte_length(str(value)) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "copy_text" and not 1 <= len(str((value or {}).get("text", ""))) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if action == "url" and not str(value).lower().startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "web_app":
        check_web_app(value, chat)


def check_web_app(value: Any, chat: Json) -> None:
    url = str((value or {}).get("url", ""))
    if not url.startswith("https://"):
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    if chat.get("type") != "private":
        raise bad_request("BUTTON_TYPE_INVALID")


def reply_button(button: Any) -> Json:
    body = {"text": button} if isinstance(button, str) else button
    if not isinstance(body, dict) or not str(body.get("text") or "").strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be non-empty')
    check_style(body)
    return body
