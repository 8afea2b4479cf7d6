import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.entities.formatted import Formatted, slice_utf16
from sandbox.telegram.entities.markdown import parse_markdown
from sandbox.telegram.entities.markdown_v2 import RESERVED, parse_markdown_v2
from sandbox.telegram.entities.parse import parse_text
from sandbox.telegram.refusals import Refusal


def kinds(value: Formatted) -> list[tuple[str, str]]:
    return [(e["type"], slice_utf16(value.text, e["offset"], e["length"])) for e in value.entities]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("*b*", [("bold", "b")]),
        ("_i_ __u__ ~s~ ||p||", [("italic", "i"), ("underline", "u"), ("strikethrough", "s"), ("spoiler", "p")]),
        ("*b _i_*", [("bold", "b i"), ("italic", "i")]),
        ("__u _i_**__", [("underline", "u i"), ("italic", "i")]),
        ("`c` ```py\nx```", [("code", "c"), ("pre", "x")]),
        ("[l](https://e.org/\\))", [("text_link", "l")]),
        (">q\n>r\nend", [("blockquote", "q\nr")]),
        ("**>q\n>r||", [("expandable_blockquote", "q\nr")]),
        ("![x](tg://time?unix=5&format=r)", [("date_time", "x")]),
    ],
)
def test_markdown_v2_marks_become_entities(source: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(parse_markdown_v2(source)) == expected


@pytest.mark.parametrize("character", [c for c in RESERVED if c not in "_*[]`~|>!"])
def test_a_reserved_character_alone_is_refused(character: str) -> None:
    with pytest.raises(Refusal, match="is reserved and must be escaped"):
        parse_markdown_v2(f"a{character}b")


@pytest.mark.parametrize(("mark", "name"), [("*", "Bold"), ("_", "Italic"), ("`", "Code"), ("~", "Strikethrough")])
def test_an_open_mark_is_refused_with_its_offset(mark: str, name: str) -> None:
    with pytest.raises(Refusal, match=f"Can't find end of {name} entity at byte offset 2"):
        parse_markdown_v2(f"é{mark}b")


@given(st.text(max_size=60).filter(lambda text: "\n" not in text))
def test_escaped_markdown_v2_comes_back_as_it_was(text: str) -> None:
    escaped = "".join(f"\\{c}" if 0 < ord(c) < 127 else c for c in text)
    assert parse_markdown_v2(escaped).text == text.strip()


@given(st.text(alphabet=RESERVED + "ab \n\\🗺", max_size=40))
def test_any_markdown_is_parsed_or_refused(text: str) -> None:
    for parse in (parse_markdown_v2, parse_markdown):
        with contextlib.suppress(Refusal):
            value = parse(text)
            assert all(e["offset"] + e["length"] <= value.length for e in value.entities)


def test_legacy_markdown_refuses_snake_case() -> None:
    with pytest.raises(Refusal, match="Can't find end of the entity starting at byte offset 5"):
        parse_markdown("snake_case")
    assert kinds(parse_markdown("*b* _i_ `c` [l](http://e.org)")) == [
        ("bold", "b"), ("italic", "i"), ("code", "c"), ("text_link", "l"),
    ]  # fmt: skip


def test_commands_mentions_and_addresses_are_found_outside_code() -> None:
    value = parse_text("/scan BTC @helix_demo_bot #btc $ETH https://e.org/a. x@e.org <code>/no</code>", "HTML", None)
    assert [kind for kind, _ in kinds(value)] == [
        "bot_command", "mention", "hashtag", "cashtag", "url", "email", "code",
    ]  # fmt: skip
    assert ("url", "https://e.org/a") in kinds(value)


def test_explicit_entities_are_taken_as_given_and_an_unknown_mode_is_refused() -> None:
    value = parse_text("BTC up", "", [{"type": "bold", "offset": 0, "length": 3}])
    assert kinds(value) == [("bold", "BTC")]
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        parse_text("x", "BBCode", None)
