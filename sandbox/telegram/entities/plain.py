"""What Telegram finds by itself in any text: commands, mentions, tags, addresses."""

import re

from sandbox.telegram.entities.formatted import Entity, Formatted, ordered, overlaps, utf16_length

PATTERNS = (
    ("url", re.compile(r"(?i)(?<![\w@./])(?:https?://[^\s<>\"]+|(?:[a-z0-9-]+\.)+(?:com|org|net|io|app|me|dev|xyz)(?:/[^\s<>\"]*)?)")),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,32}(?:@[a-zA-Z0-9_]{5,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<!\w)@[a-zA-Z0-9_]{4,32}\b")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w+")),
    ("cashtag", re.compile(r"(?<!\w)\$[A-Z]{1,8}\b")),
)  # fmt: skip
OPAQUE = {"code", "pre", "text_link", "text_mention", "date_time", "custom_emoji"}


def with_found_entities(value: Formatted) -> Formatted:
    """Adds what the text itself shows, outside code and links."""
    found: list[Entity] = []
    taken = [entity for entity in value.entities if entity["type"] in OPAQUE]
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(value.text):
            word = match[0].rstrip(".,;:!?)") if kind == "url" else match[0]
            entity = {"offset": utf16_length(value.text[: match.start()]), "length": utf16_length(word), "type": kind}
            if not any(overlaps(entity, other) for other in taken):
                taken.append(entity)
                found.append(entity)
    return Formatted(value.text, ordered([*value.entities, *found]))
