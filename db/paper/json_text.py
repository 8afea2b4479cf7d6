"""Frozen dataclasses straight to JSON text: what `to_json` says of them, in a third of the time.

For each class a function is written out once, a line a field, as `dataclass` itself does: a loop over the fields would
cost more than the text.
"""

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

Write = Callable[[Any], str]
_encode = json.JSONEncoder(separators=(",", ":")).encode
_encode_word = lru_cache(maxsize=8192)(_encode)
_PLAIN: dict[Any, Write] = {int: int.__repr__, str: _encode_word, bool: lambda flag: "true" if flag else "false"}


def json_text(value: Any) -> str:
    """Fields that have their default are left out."""
    kind: Any = type(value)  # hashable, which its type does not say; so below
    return _writer_of(kind)(value)


@cache
def _writer_of(kind: Any) -> Write:
    """`write_3` and `default_3` are those of the fourth field; each text begins with a comma, the first one's goes."""
    known: dict[str, Any] = {}
    hints, lines = get_type_hints(kind), ["def write(one):", " text = ''"]
    for number, field in enumerate(fields(kind)):
        known[f"write_{number}"] = _writer(hints[field.name])
        known[f"default_{number}"] = field.default
        lines.append(_line(number, field, hints[field.name]))
    lines.append(" return '{' + text[1:] + '}'")
    exec("\n".join(lines), known)
    written: Write = known["write"]
    return written


def _line(number: int, field: "Field[Any]", hint: Any) -> str:
    """What adds a field to the text. Names only, no values: these are what the line refers to."""
    text = "{found}" if hint is int else f"{{write_{number}(found)}}"
    add = f"text += f',\"{field.name}\":{text}'"
    if field.default is MISSING:
        return f" found = one.{field.name}; {add}"
    differs = f"found is not default_{number} and found != default_{number}"
    return f" found = one.{field.name}\n if {differs}: {add}"


def _writer(hint: Any) -> Write:
    """Raises `TypeError` for a type nobody has said how to write."""
    if isinstance(hint, NewType):
        return _writer(hint.__supertype__)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member: _encode(member.value) for member in hint}.__getitem__
    if is_dataclass(hint):
        kind: Any = hint
        return _writer_of(kind)
    if get_origin(hint) in (Union, types.UnionType):
        return _optional(hint)
    if get_origin(hint) is tuple:
        return _encode
    raise TypeError(f"nobody has said how {hint} is written")


def _optional(hint: Any) -> Write:
    [inner] = [arg for arg in get_args(hint) if arg is not types.NoneType]
    write = _writer(inner)
    return lambda found: "null" if found is None else write(found)
