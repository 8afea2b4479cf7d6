"""Blocks a bot writes itself: known types with the fields they need."""

from typing import Any

from sandbox.telegram.keyboards import inline_button
from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]
NEEDED = {
    "paragraph": ("text",), "heading": ("text", "size"), "table": ("cells",), "list": ("items",),
    "details": ("summary", "blocks"), "blockquote": ("blocks",), "expandable_blockquote": ("text",),
    "pullquote": ("text",), "pre": ("text",), "divider": (), "footer": ("text",), "buttons": ("buttons",),
}  # fmt: skip
MAX_BLOCKS = 500


def read_blocks(value: Any) -> list[Json]:
    if not isinstance(value, list):
        raise bad_request("can't parse rich message: blocks must be an Array")
    if len(value) > MAX_BLOCKS:
        raise bad_request("rich message has too many blocks")
    return [read_block(block) for block in value]


def read_block(block: Any) -> Json:
    kind = block.get("type") if isinstance(block, dict) else None
    if kind not in NEEDED:
        raise bad_request(f'can\'t parse rich message: unsupported block type "{kind}"')
    missing = [name for name in NEEDED[kind] if block.get(name) is None]
    if missing:
        raise bad_request(f'can\'t parse rich message: field "{missing[0]}" of block "{kind}" is missing')
    checked: Json = dict(block)
    if "blocks" in checked:
        checked["blocks"] = read_blocks(checked["blocks"])
    if kind == "list":
        checked["items"] = [list_item(item) for item in checked["items"]]
    if kind == "table":
        checked["cells"] = [[cell(c) for c in row] for row in checked["cells"]]
    if kind == "buttons":
        checked["buttons"] = [inline_button(button, {"type": "private"}) for button in checked["buttons"]]
    return checked


def list_item(item: Json) -> Json:
    return {"label": "•", **item, "blocks": read_blocks(item.get("blocks") or [])}


def cell(given: Json) -> Json:
    return {"align": "left", "valign": "middle", **given}
