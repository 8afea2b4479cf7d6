import pytest

from sandbox.telegram.refusals import Refusal
from sandbox.telegram.rich.blocks import read_blocks
from sandbox.telegram.rich.html import parse_rich_html
from sandbox.telegram.rich.markdown import parse_rich_markdown
from sandbox.telegram.rich.text import text_length


def test_html_gives_headings_tables_lists_and_details() -> None:
    blocks = parse_rich_html(
        "<h2>Top <b>12h</b></h2>loose text"
        "<table bordered><tr><th align=right>coin</th></tr><tr><td>BTC</td></tr></table>"
        "<ul><li>one</li><li><input type=checkbox checked>two</li></ul>"
        "<details open><summary>Why</summary><p>because</p></details><hr><footer>f</footer>"
    )
    assert [block["type"] for block in blocks] == [
        "heading", "paragraph", "table", "list", "details", "divider", "footer",
    ]  # fmt: skip
    assert blocks[0]["text"] == ["Top ", {"type": "bold", "text": "12h"}]
    assert blocks[2]["cells"][0] == [{"align": "right", "valign": "middle", "text": "coin", "is_header": True}]
    assert blocks[3]["items"][1]["is_checked"] is True
    assert blocks[4]["is_open"] is True


def test_markdown_gives_the_same_kinds() -> None:
    blocks = parse_rich_markdown(
        "# Top\n\n| coin | % |\n|:--|--:|\n| **BTC** | 81 |\n\n- one\n- [x] two\n\n> q\n\n```py\nx\n```\n---\nend *it*"
    )
    assert [block["type"] for block in blocks] == [
        "heading", "table", "list", "blockquote", "pre", "divider", "paragraph",
    ]  # fmt: skip
    assert blocks[1]["cells"][1][1] == {"align": "right", "valign": "middle", "text": "81"}
    assert blocks[-1]["text"] == ["end ", {"type": "italic", "text": "it"}]


@pytest.mark.parametrize("source", ["<table><tr><td>x</tr></table>", "<h1>x", "</p>", "<script>x</script>"])
def test_broken_or_foreign_html_is_refused(source: str) -> None:
    with pytest.raises(Refusal, match="can't parse entities"):
        parse_rich_html(source)


def test_blocks_need_their_fields_and_good_buttons() -> None:
    good = [{"type": "buttons", "buttons": [{"text": "x", "callback_data": "d"}]}, {"type": "divider"}]
    assert read_blocks(good) == good
    for bad in (
        [{"type": "video"}],
        [{"type": "heading", "text": "x"}],
        [{"type": "buttons", "buttons": [{"text": "x"}]}],
    ):
        with pytest.raises(Refusal):
            read_blocks(bad)


def test_length_counts_what_is_read() -> None:
    assert text_length(parse_rich_html("<h1>ab</h1><table><tr><td>cd</td><td>e</td></tr></table>")) == 5
