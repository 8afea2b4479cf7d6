"""A text with its entities; offsets and lengths count UTF-16 code units, as everywhere in the Bot API."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.refusals import Refusal, bad_request

Entity = dict[str, Any]


def utf16_length(text: str) -> int:
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def byte_length(text: str) -> int:
    return len(text.encode())


def parse_refusal(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


@dataclass(frozen=True, slots=True)
class Formatted:
    """`text` without markup; `entities` sorted by offset, outer before inner."""

    text: str
    entities: list[Entity] = field(default_factory=list)

    @property
    def length(self) -> int:
        return utf16_length(self.text)


@dataclass(slots=True)
class Builder:
    """Collects output text and closed entities while a parser walks its input."""

    parts: list[str] = field(default_factory=list)
    position: int = 0
    entities: list[Entity] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.position += utf16_length(text)

    def close(self, kind: str, start: int, **details: Any) -> None:
        """Empty entities vanish, as they do in Telegram."""
        if self.position > start:
            self.entities.append({"offset": start, "length": self.position - start, "type": kind, **details})

    def since(self, start: int) -> str:
        text = "".join(self.parts)
        return slice_utf16(text, start, self.position - start)

    def done(self) -> Formatted:
        return trimmed(Formatted("".join(self.parts), ordered(drop_inside_code(self.entities))))


def slice_utf16(text: str, offset: int, length: int) -> str:
    raw = text.encode("utf-16-le")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "ignore")


def ordered(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def drop_inside_code(entities: list[Entity]) -> list[Entity]:
    """Monospace holds no other formatting: Telegram keeps the code and drops what is inside or around it."""
    codes = [entity for entity in entities if entity["type"] in {"code", "pre"}]
    quotes = {"blockquote", "expandable_blockquote"}
    return [
        entity
        for entity in entities
        if entity in codes or entity["type"] in quotes or not any(overlaps(entity, code) for code in codes)
    ]


def overlaps(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def trimmed(value: Formatted) -> Formatted:
    """Outer white space goes; on the left only as far as the first entity starts."""
    text = value.text.rstrip()
    lead = len(text) - len(text.lstrip())
    if value.entities:
        lead = min(lead, value.entities[0]["offset"])
    text = text[lead:]
    return Formatted(text, clipped(value.entities, lead, utf16_length(text)))


def clipped(entities: list[Entity], shift: int, limit: int) -> list[Entity]:
    kept = []
    for entity in entities:
        offset = entity["offset"] - shift
        length = min(entity["length"], limit - offset)
        if length > 0:
            kept.append({**entity, "offset": offset, "length": length})
    return kept
