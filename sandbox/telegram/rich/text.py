"""Rich text: a string, a list of rich texts, or an object with `type` and `text`."""

from typing import Any

Json = dict[str, Any]
RichText = str | list[Any] | Json
STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "mark": "marked", "sub": "subscript", "sup": "superscript",
}  # fmt: skip


def joined(parts: list[RichText]) -> RichText:
    """The shortest form: neighbours that are plain strings become one, a single part stands alone."""
    flat: list[Any] = []
    for part in parts:
        if part == "":
            continue
        if isinstance(part, str) and flat and isinstance(flat[-1], str):
            flat[-1] += part
        else:
            flat.append(part)
    if not flat:
        return ""
    first: RichText = flat[0]
    return first if len(flat) == 1 else flat


def stripped(text: RichText) -> RichText:
    """Without white space at both ends."""
    if isinstance(text, str):
        return text.strip()
    if isinstance(text, list) and text:
        ends = list(text)
        if isinstance(ends[0], str):
            ends[0] = ends[0].lstrip()
        if isinstance(ends[-1], str):
            ends[-1] = ends[-1].rstrip()
        return joined(ends)
    return text


def text_length(value: Any) -> int:
    """Characters a reader sees in rich text, blocks, or lists of them."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(text_length(part) for part in value)
    if isinstance(value, dict):
        inner = ("text", "summary", "caption", "credit", "blocks", "items", "cells", "buttons")
        return sum(text_length(value[name]) for name in inner if name in value)
    return 0
