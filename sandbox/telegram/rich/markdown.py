"""Rich Markdown to blocks: headings, tables, lists, quotes, fences, rules, and inline marks."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.telegram.rich.text import RichText, joined

Json = dict[str, Any]
INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|__(?P<underline>.+?)__|\*(?P<italic>[^*]+?)\*|_(?P<slanted>[^_]+?)_|~~(?P<strike>.+?)~~"
    r"|\|\|(?P<spoiler>.+?)\|\||`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<url>[^)\s]+)\)"
)
KINDS = {
    "bold": "bold", "underline": "underline", "italic": "italic", "slanted": "italic", "strike": "strikethrough",
    "spoiler": "spoiler",
}  # fmt: skip


def parse_rich_markdown(source: str) -> list[Json]:
    lines = source.replace("\r\n", "\n").split("\n")
    blocks: list[Json] = []
    while lines:
        if not lines[0].strip():
            lines.pop(0)
            continue
        blocks.append(next_block(lines))
    return blocks


def next_block(lines: list[str]) -> Json:
    """Takes the lines of one block from the front."""
    line = lines[0]
    heading = re.match(r"(#{1,6})\s+(.*)", line)
    if heading:
        lines.pop(0)
        return {"type": "heading", "size": len(heading[1]), "text": inline(heading[2])}
    if re.fullmatch(r"\s*(-{3,}|\*{3,})\s*", line):
        lines.pop(0)
        return {"type": "divider"}
    for starts, read in READERS:
        if re.match(starts, line):
            return read(lines)
    return {"type": "paragraph", "text": inline("\n".join(take(lines, r"\s*(#{1,6}\s|\||>|```|[-*]\s|\d+\.\s)")))}


def take(lines: list[str], stop: str) -> list[str]:
    """The first line and those after it, up to an empty one or one that matches `stop`."""
    taken = [lines.pop(0)]
    while lines and lines[0].strip() and not re.match(stop, lines[0]):
        taken.append(lines.pop(0))
    return taken


def take_while(lines: list[str], wanted: str) -> list[str]:
    taken = []
    while lines and re.match(wanted, lines[0]):
        taken.append(lines.pop(0))
    return taken


def fence(lines: list[str]) -> Json:
    language = lines.pop(0).strip().removeprefix("```").strip()
    body = []
    while lines and not lines[0].startswith("```"):
        body.append(lines.pop(0))
    if lines:
        lines.pop(0)
    block: Json = {"type": "pre", "text": "\n".join(body)}
    return {**block, "language": language} if language else block


def quote(lines: list[str]) -> Json:
    inside = [re.sub(r"^>\s?", "", line) for line in take_while(lines, r">")]
    return {"type": "blockquote", "blocks": parse_rich_markdown("\n".join(inside))}


def table(lines: list[str]) -> Json:
    rows = [split_row(line) for line in take_while(lines, r"\s*\|")]
    ruler = rows[1] if len(rows) > 1 and all(re.fullmatch(r":?-+:?", c) for c in rows[1]) else None
    aligns = [alignment(mark) for mark in ruler] if ruler else []
    body = rows[:1] + rows[2:] if ruler else rows
    cells = [
        [cell(text, aligns[c] if c < len(aligns) else "left", bool(ruler) and r == 0) for c, text in enumerate(row)]
        for r, row in enumerate(body)
    ]
    return {"type": "table", "cells": cells, "is_bordered": True}


def split_row(line: str) -> list[str]:
    return [part.strip() for part in line.strip().strip("|").split("|")]


def alignment(mark: str) -> str:
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "right"
    return "left"


def cell(text: str, align: str, header: bool) -> Json:
    shown: Json = {"align": align, "valign": "middle", "text": inline(text)}
    return {**shown, "is_header": True} if header else shown


def listing(lines: list[str]) -> Json:
    items = []
    for line in take_while(lines, r"\s*([-*]|\d+\.)\s"):
        mark, box, text = re.match(r"\s*([-*]|\d+\.)\s+(\[[ xX]\]\s+)?(.*)", line).groups()  # type: ignore[union-attr] # the lines were taken by this very pattern
        item: Json = {
            "label": mark if mark[0].isdigit() else "•",
            "blocks": [{"type": "paragraph", "text": inline(text)}],
        }
        if box:
            item.update(has_checkbox=True, is_checked=box[1] in "xX")
        items.append(item)
    return {"type": "list", "items": items}


READERS: tuple[tuple[str, Callable[[list[str]], Json]], ...] = (
    (r"```", fence),
    (r">", quote),
    (r"\s*\|", table),
    (r"\s*([-*]|\d+\.)\s", listing),
)


def inline(text: str) -> RichText:
    parts: list[RichText] = []
    at = 0
    for match in INLINE.finditer(text):
        parts += [text[at : match.start()], styled(match)]
        at = match.end()
    return joined([*parts, text[at:]])


def styled(match: "re.Match[str]") -> RichText:
    if match["code"] is not None:
        return {"type": "code", "text": match["code"]}
    if match["label"] is not None:
        return {"type": "url", "text": inline(match["label"]), "url": match["url"]}
    name = next(name for name in KINDS if match[name] is not None)
    return {"type": KINDS[name], "text": inline(match[name])}
