"""The legacy Markdown: four marks, no nesting, and the classic snake_case refusal."""

import re

from sandbox.telegram.entities.formatted import Builder, Formatted, byte_length, parse_refusal
from sandbox.telegram.entities.html import complete_link, valid_link

KINDS = {"*": "bold", "_": "italic", "`": "code"}


def parse_markdown(source: str) -> Formatted:
    out = Builder()
    at = 0
    while at < len(source):
        character = source[at]
        if character == "\\" and source[at + 1 : at + 2] in {"_", "*", "`", "["}:
            out.write(source[at + 1])
            at += 2
        elif character in "*_`[":
            at = read_entity(source, at, out)
        else:
            out.write(character)
            at += 1
    return out.done()


def read_entity(source: str, begin: int, out: Builder) -> int:
    """Position after the entity that opens at `begin`."""
    if source.startswith("```", begin):
        return read_block(source, begin, out)
    character = source[begin]
    closing = "]" if character == "[" else character
    end = source.find(closing, begin + 1)
    if end < 0:
        raise unfinished(source, begin)
    start = out.position
    out.write(source[begin + 1 : end])
    if character != "[":
        out.close(KINDS[character], start)
        return end + 1
    return read_link(source, end + 1, start, out)


def read_link(source: str, at: int, start: int, out: Builder) -> int:
    found = re.match(r"\(([^)]*)\)", source[at:])
    if found is None:
        return at
    user = re.fullmatch(r"tg://user\?id=(\d+)", found[1])
    if user:
        out.close("text_mention", start, user={"id": int(user[1]), "is_bot": False, "first_name": ""})
    elif valid_link(found[1]):
        out.close("text_link", start, url=complete_link(found[1]))
    return at + found.end()


def read_block(source: str, begin: int, out: Builder) -> int:
    end = source.find("```", begin + 3)
    if end < 0:
        raise unfinished(source, begin)
    body = source[begin + 3 : end]
    language = re.match(r"([^\s`]+)\n", body)
    details = {"language": language[1]} if language else {}
    start = out.position
    out.write(body[language.end() :] if language else body.removeprefix("\n"))
    out.close("pre", start, **details)
    return end + 3


def unfinished(source: str, begin: int) -> Exception:
    return parse_refusal(f"Can't find end of the entity starting at byte offset {byte_length(source[:begin])}")
