"""Telegram's HTML: its tags, its attributes, its refusals with byte offsets."""

import html as html_entities
import re
from dataclasses import dataclass, field

from sandbox.telegram.entities.formatted import Builder, Formatted, byte_length, parse_refusal

SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
}  # fmt: skip
TAGS = {*SIMPLE, "a", "code", "pre", "blockquote", "span", "tg-emoji", "tg-time"}
CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));?")
NAME_ENDS = " \t\r\n\v\f>="
SPACES = " \t\r\n\v\f"


@dataclass(slots=True)
class OpenTag:
    name: str
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class HtmlParser:
    source: str
    at: int = 0
    out: Builder = field(default_factory=Builder)
    open_tags: list[OpenTag] = field(default_factory=list)

    def parse(self) -> Formatted:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self.read_tag()
            else:
                self.read_text()
        if self.open_tags:
            raise parse_refusal(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')
        return self.out.done()

    def offset(self, position: int) -> int:
        return byte_length(self.source[:position])

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def read_text(self) -> None:
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        self.out.write(unescape(self.source[self.at : end]))
        self.at = end

    def read_tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.peek() == "/":
            self.read_end_tag(begin)
        else:
            self.read_start_tag(begin)

    def take_name(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at].lower()

    def skip_spaces(self) -> None:
        while self.peek() and self.peek() in SPACES:
            self.at += 1

    def read_start_tag(self, begin: int) -> None:
        name = self.take_name(SPACES + ">")
        if not self.peek():
            raise parse_refusal(f"Unclosed start tag at byte offset {self.offset(begin)}")
        if name not in TAGS:
            raise parse_refusal(f'Unsupported start tag "{name}" at byte offset {self.offset(begin)}')
        tag = OpenTag(name, self.out.position)
        self.read_attributes(tag, begin)
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise parse_refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {self.offset(begin)}')
        self.open_tags.append(tag)

    def read_attributes(self, tag: OpenTag, begin: int) -> None:
        while True:
            self.skip_spaces()
            if self.peek() == ">":
                self.at += 1
                return
            where = self.at
            attribute = self.take_name(NAME_ENDS)
            if not self.peek():
                raise parse_refusal(f'Unclosed start tag "{tag.name}" at byte offset {self.offset(begin)}')
            if not attribute:
                raise parse_refusal(f'Empty attribute name in the tag "{tag.name}" at byte offset {self.offset(where)}')
            self.skip_spaces()
            tag.attributes[attribute] = self.read_value(tag, begin) if self.peek() == "=" else ""

    def read_value(self, tag: OpenTag, begin: int) -> str:
        self.at += 1
        self.skip_spaces()
        quote = self.peek()
        if quote in {"'", '"'} and quote:
            end = self.source.find(quote, self.at + 1)
            if end < 0:
                raise parse_refusal(f"Unclosed start tag at byte offset {self.offset(begin)}")
            value = self.source[self.at + 1 : end]
            self.at = end + 1
            return unescape(value)
        start = self.at
        self.take_name(SPACES + ">")
        if not self.peek():
            raise parse_refusal(f'Unclosed start tag "{tag.name}" at byte offset {self.offset(begin)}')
        return unescape(self.source[start : self.at])

    def read_end_tag(self, begin: int) -> None:
        if not self.open_tags:
            raise parse_refusal(f"Unexpected end tag at byte offset {self.offset(begin)}")
        self.at += 1
        name = self.take_name(SPACES + ">")
        self.skip_spaces()
        if self.peek() != ">":
            raise parse_refusal(f"Unclosed end tag at byte offset {self.offset(begin)}")
        self.at += 1
        tag = self.open_tags.pop()
        if name and name != tag.name:
            raise parse_refusal(
                f'Unmatched end tag at byte offset {self.offset(begin)}, expected "</{tag.name}>", found "</{name}>"'
            )
        self.close(tag)

    def close(self, tag: OpenTag) -> None:
        if tag.name in SIMPLE:
            self.out.close(SIMPLE[tag.name], tag.start)
        elif tag.name == "span":
            self.out.close("spoiler", tag.start)
        elif tag.name == "a":
            self.close_link(tag)
        elif tag.name in {"code", "pre"}:
            self.close_code(tag)
        elif tag.name == "blockquote":
            kind = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
            self.out.close(kind, tag.start)
        elif tag.name == "tg-emoji":
            self.out.close("custom_emoji", tag.start, custom_emoji_id=tag.attributes.get("emoji-id", ""))
        else:
            self.close_time(tag)

    def close_link(self, tag: OpenTag) -> None:
        url = tag.attributes.get("href") or self.out.since(tag.start)
        user = re.fullmatch(r"tg://user\?id=(\d+)", url)
        if user:
            self.out.close("text_mention", tag.start, user={"id": int(user[1]), "is_bot": False, "first_name": ""})
        elif valid_link(url):
            self.out.close("text_link", tag.start, url=complete_link(url))

    def close_code(self, tag: OpenTag) -> None:
        """`<pre><code class="language-x">` is one block with a language."""
        parent = self.open_tags[-1] if self.open_tags else None
        language = tag.attributes.get("class", "").removeprefix("language-")
        if tag.name == "code" and parent is not None and parent.name == "pre" and parent.start == tag.start:
            if language:
                parent.attributes["language"] = language
            return
        extra = {"language": tag.attributes["language"]} if tag.attributes.get("language") else {}
        self.out.close(tag.name, tag.start, **extra)

    def close_time(self, tag: OpenTag) -> None:
        unix = tag.attributes.get("unix", "")
        if not re.fullmatch(r"\d{1,10}", unix):
            raise parse_refusal('Invalid "unix" attribute of the tag "tg-time"')
        extra = {"date_time_format": tag.attributes["format"]} if tag.attributes.get("format") else {}
        self.out.close("date_time", tag.start, unix_time=int(unix), **extra)


def unescape(text: str) -> str:
    return CHARACTER.sub(lambda found: html_entities.unescape(found[0].rstrip(";") + ";"), text)


def valid_link(url: str) -> bool:
    return bool(re.match(r"(?i)^(?:https?://|tg://|ton://|mailto:)?[^\s/]+\.?[^\s]*$", url)) and (
        "://" in url or "." in url
    )


def complete_link(url: str) -> str:
    return url if re.match(r"(?i)^[a-z]+:", url) else f"http://{url}/"


def parse_html(source: str) -> Formatted:
    return HtmlParser(source).parse()
