"""MarkdownV2: every reserved character is markup, escaped, or refused."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.entities.formatted import Builder, Formatted, byte_length, parse_refusal
from sandbox.telegram.entities.html import complete_link, valid_link

RESERVED = "_*[]()~`>#+-=|{}.!"
MARKS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
NAMES = {
    "bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough",
    "spoiler": "Spoiler", "code": "Code", "pre": "Pre", "text_link": "TextUrl", "custom_emoji": "CustomEmoji",
}  # fmt: skip


@dataclass(slots=True)
class OpenMark:
    kind: str
    start: int
    offset: int
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class MarkdownV2Parser:
    source: str
    at: int = 0
    out: Builder = field(default_factory=Builder)
    open_marks: list[OpenMark] = field(default_factory=list)
    quote_start: int | None = None

    def parse(self) -> Formatted:
        while self.at < len(self.source):
            self.step()
        if self.open_marks:
            last = self.open_marks[-1]
            raise parse_refusal(f"Can't find end of {NAMES[last.kind]} entity at byte offset {last.offset}")
        self.end_quote()
        return self.out.done()

    def offset(self) -> int:
        return byte_length(self.source[: self.at])

    def innermost(self) -> str:
        return self.open_marks[-1].kind if self.open_marks else ""

    def looking_at(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def step(self) -> None:
        character = self.source[self.at]
        if character == "\\" and self.at + 1 < len(self.source) and 0 < ord(self.source[self.at + 1]) < 127:
            self.out.write(self.source[self.at + 1])
            self.at += 2
        elif self.innermost() in {"code", "pre"}:
            self.step_in_code(character)
        elif character == "\n":
            self.end_line()
        elif character == ">" and self.at_line_start():
            self.start_quote()
        elif character in RESERVED:
            self.read_mark(character)
        else:
            self.out.write(character)
            self.at += 1

    def at_line_start(self) -> bool:
        return self.at == 0 or self.source[self.at - 1] == "\n"

    def start_quote(self) -> None:
        if self.quote_start is None:
            self.quote_start = self.out.position
        self.at += 1

    def end_line(self) -> None:
        next_line_quoted = self.source.startswith(">", self.at + 1)
        if self.quote_start is not None and not next_line_quoted:
            self.end_quote()
        self.out.write("\n")
        self.at += 1

    def end_quote(self, kind: str = "blockquote") -> None:
        if self.quote_start is not None:
            self.out.close(kind, self.quote_start)
            self.quote_start = None

    def step_in_code(self, character: str) -> None:
        closing = "```" if self.innermost() == "pre" else "`"
        if self.looking_at(closing):
            self.close_mark(len(closing))
        elif character == "`":
            raise self.reserved(character)
        else:
            self.out.write(character)
            self.at += 1

    def reserved(self, character: str) -> Exception:
        return parse_refusal(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def read_mark(self, character: str) -> None:
        if self.quote_start is not None and self.looking_at("||") and self.ends_expandable_quote():
            self.at += 2
            self.end_quote("expandable_blockquote")
        elif character == "`":
            self.open_code()
        elif character == "[" or self.looking_at("!["):
            self.open_link()
        elif character == "]" and self.innermost() in {"text_link", "custom_emoji"}:
            self.close_link()
        else:
            self.toggle(character)

    def ends_expandable_quote(self) -> bool:
        after = self.source[self.at + 2 : self.at + 3]
        return after in {"", "\n"} and self.innermost() != "spoiler"

    def toggle(self, character: str) -> None:
        """`__` is taken greedily as underline, as Telegram's own documents warn."""
        if self.looking_at("**>") and self.at_line_start():
            self.end_quote()
            self.at += 2
            self.start_quote()
            return
        mark = next((double for double in ("__", "||") if self.looking_at(double)), character)
        kind = MARKS.get(mark)
        if kind is None:
            raise self.reserved(character)
        if self.innermost() == kind:
            self.close_mark(len(mark))
        else:
            self.push(kind, len(mark))

    def has_open(self, kind: str) -> bool:
        return any(mark.kind == kind for mark in self.open_marks)

    def push(self, kind: str, width: int, **details: Any) -> None:
        if self.has_open(kind):
            raise parse_refusal(f"Can't find end of {NAMES[self.innermost()]} entity at byte offset {self.offset()}")
        self.open_marks.append(OpenMark(kind, self.out.position, self.offset(), details))
        self.at += width

    def close_mark(self, width: int) -> None:
        mark = self.open_marks.pop()
        self.out.close(mark.kind, mark.start, **mark.details)
        self.at += width

    def open_code(self) -> None:
        if not self.looking_at("```"):
            self.push("code", 1)
            return
        self.push("pre", 3)
        language = re.match(r"([^\s`]+)\n", self.source[self.at :])
        if language:
            self.open_marks[-1].details["language"] = language[1]
            self.at += len(language[1])
        if self.looking_at("\n"):
            self.at += 1

    def open_link(self) -> None:
        emoji = self.looking_at("![")
        self.push("custom_emoji" if emoji else "text_link", 2 if emoji else 1)

    def close_link(self) -> None:
        mark = self.open_marks.pop()
        self.at += 1
        url = ""
        if self.looking_at("("):
            end = self.link_end()
            url = re.sub(r"\\([\x01-\x7e])", r"\1", self.source[self.at + 1 : end])
            self.at = end + 1
        self.finish_link(mark, url or self.out.since(mark.start))

    def link_end(self) -> int:
        position = self.at + 1
        while position < len(self.source) and self.source[position] != ")":
            position += 2 if self.source[position] == "\\" else 1
        if position >= len(self.source):
            raise parse_refusal(f"Can't find end of a URL at byte offset {self.offset()}")
        return position

    def finish_link(self, mark: OpenMark, url: str) -> None:
        emoji = re.fullmatch(r"tg://emoji\?id=(\d+)", url)
        time = re.fullmatch(r"tg://time\?unix=(\d{1,10})(?:&format=(\w*))?", url)
        if emoji:
            self.out.close("custom_emoji", mark.start, custom_emoji_id=emoji[1])
        elif time:
            extra = {"date_time_format": time[2]} if time[2] else {}
            self.out.close("date_time", mark.start, unix_time=int(time[1]), **extra)
        elif mark.kind == "custom_emoji":
            raise parse_refusal("Custom emoji entity must contain a tg://emoji URL")
        elif valid_link(url):
            self.out.close("text_link", mark.start, url=complete_link(url))


def parse_markdown_v2(source: str) -> Formatted:
    return MarkdownV2Parser(source).parse()
