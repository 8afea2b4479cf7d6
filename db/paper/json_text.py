"""Frozen dataclasses straight to JSON text: what `to_json` says of them, in half the time."""

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from db.paper.coding import taker

Write = Callable[[Any], str]
_encode = json.JSONEncoder(separators=(",", ":")).encode
_encode_word = lru_cache(maxsize=8192)(_encode)
_PLAIN: dict[Any, Write] = {int: int.__repr__, str: _encode_word, bool: lambda flag: "true" if flag else "false"}
_NEVER = object()  # a field without a default is always written


def json_text(value: Any) -> str:
    """Fields that have their default are left out."""
    kind: Any = type(value)  # hashable, which its type does not say
    take_all, writers = _writers(kind)
    said = [
        head + write(found)
        for (head, write, default), found in zip(writers, take_all(value), strict=True)
        if default is _NEVER or (found is not default and found != default)
    ]
    return f"{{{','.join(said)}}}"


@cache
def _writers(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[str, Write, object], ...]]:
    """What takes all fields of a value at once, and for each its head, how it is written, its default."""
    hints, wanted = get_type_hints(kind), fields(kind)
    writers = tuple(
        (f'"{each.name}":', _writer(hints[each.name]), _NEVER if each.default is MISSING else each.default)
        for each in wanted
    )
    return taker([each.name for each in wanted]), writers


def _writer(hint: Any) -> Write:
    """Raises `TypeError` for a type nobody has said how to write."""
    if isinstance(hint, NewType):
        return _writer(hint.__supertype__)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member: _encode(member.value) for member in hint}.__getitem__
    if is_dataclass(hint):
        return json_text
    if get_origin(hint) in (Union, types.UnionType):
        return _optional(hint)
    if get_origin(hint) is tuple:
        return _encode
    raise TypeError(f"nobody has said how {hint} is written")


def _optional(hint: Any) -> Write:
    [inner] = [arg for arg in get_args(hint) if arg is not types.NoneType]
    write = _writer(inner)
    return lambda found: "null" if found is None else write(found)
