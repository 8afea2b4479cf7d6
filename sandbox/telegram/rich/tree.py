"""HTML of a rich message as a tree; unknown, unclosed and crossed tags are refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sandbox.telegram.entities.formatted import parse_refusal

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "span", "code", "mark", "sub", "sup",
    "a", "tg-time", "tg-emoji", "br",
}  # fmt: skip
BLOCKS = {
    *HEADINGS, "p", "table", "thead", "tbody", "tr", "td", "th", "caption", "ul", "ol", "li", "details", "summary",
    "blockquote", "aside", "cite", "pre", "hr", "footer", "input",
}  # fmt: skip
VOID = {"br", "hr", "input"}


@dataclass(slots=True)
class Node:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    def elements(self, *names: str) -> "list[Node]":
        return [child for child in self.children if isinstance(child, Node) and child.name in names]

    def without(self, *names: str) -> "list[Node | str]":
        return [child for child in self.children if isinstance(child, str) or child.name not in names]


class TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE | BLOCKS:
            raise parse_refusal(f'Unsupported start tag "{tag}" at line {self.getpos()[0]}')
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(node)
        if tag not in VOID:
            self.path.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if len(self.path) == 1:
            raise parse_refusal(f'Unexpected end tag "{tag}"')
        expected = self.path.pop().name
        if tag != expected:
            raise parse_refusal(f'Unmatched end tag, expected "</{expected}>", found "</{tag}>"')

    def handle_data(self, data: str) -> None:
        self.path[-1].children.append(data)


def read_tree(source: str) -> Node:
    builder = TreeBuilder()
    feed: Callable[[str], None] = builder.feed
    feed(source)
    builder.close()
    if len(builder.path) > 1:
        raise parse_refusal(f'Can\'t find end tag corresponding to start tag "{builder.path[-1].name}"')
    return builder.root
