import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.entities.formatted import Formatted, slice_utf16
from sandbox.telegram.entities.html import parse_html
from sandbox.telegram.refusals import Refusal


def kinds(value: Formatted) -> list[tuple[str, str]]:
    return [(e["type"], slice_utf16(value.text, e["offset"], e["length"])) for e in value.entities]


def test_tags_become_entities_in_utf16_units() -> None:
    value = parse_html("🗺 <b>BTC <i>12h</i></b> &lt;3 &amp; &#36;1")
    assert value.text == "🗺 BTC 12h <3 & $1"
    assert value.entities[0] == {"offset": 3, "length": 7, "type": "bold"}
    assert kinds(value) == [("bold", "BTC 12h"), ("italic", "12h")]


@pytest.mark.parametrize(
    ("source", "kind", "detail"),
    [
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', "text_link", {"url": "https://e.org/?a=1&b=2"}),
        ("<a href='tg://user?id=7'>x</a>", "text_mention", {"user": {"id": 7, "is_bot": False, "first_name": ""}}),
        ('<pre><code class="language-py">x</code></pre>', "pre", {"language": "py"}),
        ("<pre>x</pre>", "pre", {}),
        ("<code>x</code>", "code", {}),
        ("<span class='tg-spoiler'>x</span>", "spoiler", {}),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler", {}),
        ("<blockquote>x</blockquote>", "blockquote", {}),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote", {}),
        ('<tg-emoji emoji-id="5">x</tg-emoji>', "custom_emoji", {"custom_emoji_id": "5"}),
        ('<tg-time unix="99" format="wDT">x</tg-time>', "date_time", {"unix_time": 99, "date_time_format": "wDT"}),
    ],
)
def test_each_tag_gives_its_entity(source: str, kind: str, detail: dict[str, object]) -> None:
    assert parse_html(source).entities == [{"offset": 0, "length": 1, "type": kind, **detail}]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("x <3", "Unclosed start tag at byte offset 2"),
        ("<b>x</i></b>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_white_space_goes_as_far_as_the_first_entity() -> None:
    assert parse_html("\n\n x <b>y</b> \n").text == "x y"
    value = parse_html("<b> y</b>\n")
    assert value.text == " y"
    assert value.entities == [{"offset": 0, "length": 2, "type": "bold"}]


def test_nothing_is_formatted_inside_code() -> None:
    assert kinds(parse_html("<pre>a <b>b</b></pre>")) == [("pre", "a b")]


@given(st.text(max_size=60))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped).text == text.rstrip().lstrip()


@given(st.text(alphabet="<>/abipre =\"'&;#x\n🗺", max_size=40))
def test_any_input_is_parsed_or_refused_and_entities_stay_inside(text: str) -> None:
    with contextlib.suppress(Refusal):
        value = parse_html(text)
        assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= value.length for e in value.entities)
