"""Values in the text form of Postgres' COPY: far cheaper than binding each, and the same bytes each time."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from db.times import at_ms

NULL = r"\N"
_encode = json.JSONEncoder(separators=(",", ":")).encode


@lru_cache(maxsize=8192)
def text_of_ms(ms: int) -> str:
    return at_ms(ms).isoformat(timespec="milliseconds")


def text_of_ms_or_null(ms: int) -> str:
    """0 is nothing."""
    return text_of_ms(ms) if ms else NULL


def text_of_money(units: int) -> str:
    """Of units of 1e-10 USDT; exact."""
    return f"{units}e-10"


@lru_cache(maxsize=8192)
def text_of_word(word: str | None) -> str:
    if word is None:
        return NULL
    return word.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def json_of(value: Any) -> str:
    return _encode(value)


def escaped(text: str) -> str:
    """For a column; of text without tabs and line ends."""
    return text.replace("\\", "\\\\") if "\\" in text else text


def text_of_flag(flag: bool) -> str:
    return "t" if flag else "f"


def as_file(lines: Sequence[str]) -> bytes:
    """Each line with its end."""
    return ("\n".join(lines) + "\n").encode() if lines else b""
