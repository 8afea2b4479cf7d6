"""Rich HTML to blocks."""

import re
from typing import Any

from sandbox.telegram.rich.text import STYLES, RichText, joined, stripped
from sandbox.telegram.rich.tree import HEADINGS, INLINE, Node, read_tree

Json = dict[str, Any]


def parse_rich_html(source: str) -> list[Json]:
    return blocks_of(read_tree(source).children)


def blocks_of(children: list[Node | str]) -> list[Json]:
    """Block elements become blocks; loose text and inline elements between them become paragraphs."""
    blocks: list[Json] = []
    loose: list[Node | str] = []
    for child in children:
        if isinstance(child, str) or child.name in INLINE:
            loose.append(child)
        else:
            blocks += paragraphs(loose)
            loose = []
            blocks += block_of(child)
    return blocks + paragraphs(loose)


def paragraphs(loose: list[Node | str]) -> list[Json]:
    text = stripped(inline(loose))
    return [{"type": "paragraph", "text": text}] if text else []


def block_of(node: Node) -> list[Json]:
    if node.name in HEADINGS:
        return [{"type": "heading", "text": stripped(inline(node.children)), "size": int(node.name[1])}]
    if node.name == "p":
        return paragraphs(node.children)
    if node.name == "hr":
        return [{"type": "divider"}]
    if node.name == "footer":
        return [{"type": "footer", "text": stripped(inline(node.children))}]
    return complex_block(node)


def complex_block(node: Node) -> list[Json]:
    if node.name == "table":
        return [table(node)]
    if node.name in ("ul", "ol"):
        return [listing(node)]
    if node.name == "details":
        return [details(node)]
    if node.name in ("blockquote", "aside"):
        return [quotation(node)]
    if node.name == "pre":
        return [preformatted(node)]
    return blocks_of(node.children)


def inline(children: list[Node | str], keep_spaces: bool = False) -> RichText:
    parts: list[RichText] = []
    for child in children:
        if isinstance(child, str):
            parts.append(child if keep_spaces else re.sub(r"\s+", " ", child))
        else:
            parts.append(inline_element(child, keep_spaces))
    return joined(parts)


def inline_element(node: Node, keep_spaces: bool) -> RichText:
    if node.name == "br":
        return "\n"
    text = inline(node.children, keep_spaces)
    if node.name in STYLES:
        return {"type": STYLES[node.name], "text": text}
    if node.name == "a":
        return {"type": "url", "text": text, "url": node.attributes.get("href", "")}
    if node.name == "tg-time":
        unix, shape = node.attributes.get("unix", "0"), node.attributes.get("format", "")
        return {"type": "date_time", "text": text, "unix_time": int(unix), "date_time_format": shape}
    return text


def table(node: Node) -> Json:
    rows = node.elements("tr")
    for section in node.elements("thead", "tbody"):
        rows += section.elements("tr")
    block: Json = {"type": "table", "cells": [[cell(c) for c in row.elements("td", "th")] for row in rows]}
    for flag in ("bordered", "striped", "compact"):
        if flag in node.attributes:
            block[f"is_{flag}"] = True
    caption = node.elements("caption")
    return {**block, "caption": stripped(inline(caption[0].children))} if caption else block


def cell(node: Node) -> Json:
    shown: Json = {"align": node.attributes.get("align", "left"), "valign": node.attributes.get("valign", "middle")}
    text = stripped(inline(node.children))
    if text:
        shown["text"] = text
    if node.name == "th":
        shown["is_header"] = True
    for span in ("colspan", "rowspan"):
        if node.attributes.get(span, "").isdigit():
            shown[span] = int(node.attributes[span])
    return shown


def listing(node: Node) -> Json:
    ordered = node.name == "ol"
    items = [list_item(item, f"{n}." if ordered else "•") for n, item in enumerate(node.elements("li"), 1)]
    return {"type": "list", "items": items}


def list_item(node: Node, label: str) -> Json:
    item: Json = {"label": label, "blocks": blocks_of(node.without("input"))}
    box = node.elements("input")
    if box:
        item["has_checkbox"] = True
        item["is_checked"] = "checked" in box[0].attributes
    return item


def details(node: Node) -> Json:
    summary = node.elements("summary")
    block: Json = {
        "type": "details", "summary": stripped(inline(summary[0].children)) if summary else "Details",
        "blocks": blocks_of(node.without("summary")),
    }  # fmt: skip
    return {**block, "is_open": True} if "open" in node.attributes else block


def quotation(node: Node) -> Json:
    credit = node.elements("cite")
    extra = {"credit": stripped(inline(credit[0].children))} if credit else {}
    inside = node.without("cite")
    if node.name == "aside":
        return {"type": "pullquote", "text": stripped(inline(inside)), **extra}
    if "expandable" in node.attributes:
        return {"type": "expandable_blockquote", "text": stripped(inline(inside)), **extra}
    return {"type": "blockquote", "blocks": blocks_of(inside), **extra}


def preformatted(node: Node) -> Json:
    code = node.elements("code")
    source = code[0] if code else node
    block: Json = {"type": "pre", "text": inline(source.children, keep_spaces=True)}
    language = source.attributes.get("class", "").removeprefix("language-")
    return {**block, "language": language} if language else block
