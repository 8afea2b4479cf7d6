"""Rich messages (Bot API 10.1) and streamed drafts (9.5)."""

from typing import Any

from sandbox.telegram.addressing import reachable_chat
from sandbox.telegram.api import Call
from sandbox.telegram.entities.parse import parse_text
from sandbox.telegram.methods.ephemeral import maybe_ephemeral
from sandbox.telegram.outbox import send
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.rich.blocks import read_blocks
from sandbox.telegram.rich.html import parse_rich_html
from sandbox.telegram.rich.markdown import parse_rich_markdown
from sandbox.telegram.rich.text import text_length

Json = dict[str, Any]
MAX_RICH = 32_768
MAX_DRAFT = 4096


def rich_content(call: Call) -> Json:
    """`rich_message` of the call as blocks; exactly one of html, markdown and blocks must be given."""
    given = call.params.mapping("rich_message")
    if given is None:
        raise bad_request("rich message must be non-empty")
    forms = [name for name in ("html", "markdown", "blocks") if given.get(name)]
    if len(forms) != 1:
        raise bad_request("exactly one of the fields html, markdown, and blocks must be specified")
    blocks = read_form(forms[0], given[forms[0]])
    if not blocks:
        raise bad_request("rich message must be non-empty")
    if text_length(blocks) > MAX_RICH:
        raise bad_request("rich message is too long")
    message: Json = {"blocks": blocks}
    if given.get("is_rtl"):
        message["is_rtl"] = True
    return {"rich_message": message}


def read_form(form: str, value: Any) -> list[Json]:
    if form == "html":
        return parse_rich_html(str(value))
    if form == "markdown":
        return parse_rich_markdown(str(value))
    return read_blocks(value)


def send_rich_message(call: Call) -> Json:
    chat = reachable_chat(call)
    content = rich_content(call)
    return maybe_ephemeral(call, chat, content) or send(call, chat, content)


def draft_chat(call: Call) -> Json:
    chat = reachable_chat(call)
    if chat["type"] != "private":
        raise bad_request("message drafts can be sent only to private chats")
    if not call.params.integer("draft_id"):
        raise bad_request("draft_id must be non-zero")
    return chat


def show_draft(call: Call, chat: Json, content: Json) -> bool:
    draft = {
        "draft_id": call.params.integer("draft_id"), "can_stop": call.params.flag("can_stop"),
        "keep_on_stop": call.params.flag("keep_on_stop"), **content,
    }  # fmt: skip
    call.api.drafts[chat["id"]] = draft
    call.world.hub.publish({"type": "draft", "chat_id": chat["id"], "draft": draft})
    return True


def send_message_draft(call: Call) -> bool:
    """Shown for 30 s or until the real message comes; an empty text is the "thinking" bubble."""
    chat = draft_chat(call)
    value = parse_text(call.params.text("text"), call.params.text("parse_mode"), call.params.items("entities"))
    if value.length > MAX_DRAFT:
        raise bad_request("message is too long")
    return show_draft(call, chat, {"text": value.text, "entities": value.entities})


def send_rich_draft(call: Call) -> bool:
    chat = draft_chat(call)
    return show_draft(call, chat, rich_content(call))


METHODS = {
    "sendRichMessage": send_rich_message,
    "sendMessageDraft": send_message_draft,
    "sendRichMessageDraft": send_rich_draft,
}
