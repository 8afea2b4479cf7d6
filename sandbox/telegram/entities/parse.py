"""One door for every text a bot sends: by parse_mode, by explicit entities, or plain."""

from sandbox.telegram.entities.formatted import (
    Entity,
    Formatted,
    clipped,
    drop_inside_code,
    ordered,
    trimmed,
    utf16_length,
)
from sandbox.telegram.entities.html import parse_html
from sandbox.telegram.entities.markdown import parse_markdown
from sandbox.telegram.entities.markdown_v2 import parse_markdown_v2
from sandbox.telegram.entities.plain import with_found_entities
from sandbox.telegram.refusals import bad_request

PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}


def parse_text(source: str, parse_mode: str, entities: list[Entity] | None) -> Formatted:
    """Raises `Refusal` where Telegram would; the length is the caller's to check, after parsing."""
    if "\0" in source:
        source = source.replace("\0", "")
    if entities:
        kept = clipped([e for e in entities if int(e.get("length", 0)) > 0], 0, utf16_length(source))
        return with_found_entities(trimmed(Formatted(source, ordered(drop_inside_code(kept)))))
    if not parse_mode or parse_mode.lower() == "none":
        return with_found_entities(trimmed(Formatted(source)))
    parser = PARSERS.get(parse_mode.lower())
    if parser is None:
        raise bad_request("unsupported parse_mode")
    return with_found_entities(parser(source))
