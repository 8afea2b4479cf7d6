"""sendMessage, and the reading of texts and captions for everybody else."""

from typing import Any

from sandbox.telegram.addressing import reachable_chat
from sandbox.telegram.api import Call
from sandbox.telegram.entities.formatted import Formatted
from sandbox.telegram.entities.parse import parse_text
from sandbox.telegram.methods.ephemeral import maybe_ephemeral
from sandbox.telegram.outbox import send
from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]
MAX_TEXT = 4096
MAX_CAPTION = 1024


def read_text(call: Call) -> Json:
    """`text` and `entities` of a message; length is counted after parsing."""
    source = call.params.text("text")
    if not source.strip():
        raise bad_request("message text is empty")
    value = parse_text(source, call.params.text("parse_mode"), call.params.items("entities"))
    if not value.text:
        raise bad_request("message text is empty")
    if value.length > MAX_TEXT:
        raise bad_request("message is too long")
    return as_content("text", "entities", value)


def read_caption(source: str, parse_mode: str, entities: list[Json] | None, above: bool = False) -> Json:
    value = parse_text(source, parse_mode, entities)
    if value.length > MAX_CAPTION:
        raise bad_request("message caption is too long")
    content = as_content("caption", "caption_entities", value)
    return {**content, "show_caption_above_media": True} if content and above else content


def caption_of(call: Call) -> Json:
    params = call.params
    entities = params.items("caption_entities")
    return read_caption(
        params.text("caption"), params.text("parse_mode"), entities, params.flag("show_caption_above_media")
    )


def as_content(text_name: str, entities_name: str, value: Formatted) -> Json:
    if not value.text:
        return {}
    content: Json = {text_name: value.text}
    if value.entities:
        content[entities_name] = value.entities
    return content


def preview_options(call: Call) -> Json:
    options = call.params.mapping("link_preview_options")
    if options is None and call.params.flag("disable_web_page_preview"):
        options = {"is_disabled": True}
    return {"link_preview_options": options} if options else {}


def send_message(call: Call) -> Json:
    chat = reachable_chat(call)
    content = {**read_text(call), **preview_options(call)}
    return maybe_ephemeral(call, chat, content) or send(call, chat, content)


METHODS = {"sendMessage": send_message}
