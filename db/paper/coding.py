"""Frozen dataclasses to JSON values and back, exactly: fields that have their default are left out.

Made once a class from its fields, so a field that is added with a default is written and read without a change here,
and what was written before it existed is read with the default.
"""

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Convert = Callable[[Any], Any]
_PLAIN = (int, str, bool)


def to_json(value: Any, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Fields other than those of `skip`, as JSON values."""
    kind: Any = type(value)  # hashable, which its type does not say
    found_all, writers = _writers(kind, skip)
    if not writers:
        return {}
    return {
        name: found if write is _same else write(found)
        for (name, write, default), found in zip(writers, found_all(value), strict=True)
        if found is not default and found != default
    }


def from_json(kind: type[T], body: Mapping[str, Any]) -> T:
    """Raises `TypeError` where a field is missing or unknown, `ValueError` where a word of it is."""
    return kind(**fields_from_json(kind, body))


def fields_from_json(kind: type, body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are there, as the class takes them."""
    made = dict(body)
    for name, read in _readers(kind):
        if name in made:
            made[name] = read(made[name])
    return made


@cache
def _writers(kind: Any, skip: frozenset[str]) -> tuple[Convert, tuple[tuple[str, Convert, object], ...]]:
    """What takes all fields of a value at once, and for each its name, how it is written, its default."""
    hints = get_type_hints(kind)
    wanted = [field for field in fields(kind) if field.name not in skip]
    writers = tuple((field.name, _writer(hints[field.name]), _default(field.default)) for field in wanted)
    return taker([field.name for field in wanted]), writers


def taker(names: list[str]) -> Convert:
    """What takes these of a value at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def _readers(kind: type) -> tuple[tuple[str, Convert], ...]:
    """Of fields that are not taken as they are."""
    readers = ((name, _reader(hint)) for name, hint in get_type_hints(kind).items())
    return tuple((name, read) for name, read in readers if read is not _same)


def _default(value: object) -> object:
    return _Never if value is MISSING else value


class _Never:
    """Equal to nothing: a field without a default is always written."""


def _writer(hint: Any) -> Convert:
    return _converter(hint, write_enum=lambda kind: lambda found: found.value, write_record=lambda kind: to_json)


def _reader(hint: Any) -> Convert:
    return _converter(
        hint, write_enum=_member_of, write_record=lambda kind: lambda body: from_json(kind, body), joined=tuple
    )


def _member_of(kind: type[Enum]) -> Convert:
    """To call an enum costs more than all else of reading it."""
    members = {member.value: member for member in kind}
    return lambda found: members[found] if found in members else kind(found)


def _converter(
    hint: Any,
    write_enum: Callable[[Any], Convert],
    write_record: Callable[[Any], Convert],
    joined: Callable[[Iterable[Any]], Any] = list,
) -> Convert:
    """What turns a value of the type. Raises `TypeError` for a type nobody has said how to write."""

    def again(inner: Any) -> Convert:
        return _converter(inner, write_enum, write_record, joined)

    if isinstance(hint, NewType):
        return again(hint.__supertype__)
    if hint in _PLAIN:
        return _same
    if isinstance(hint, type) and issubclass(hint, Enum):
        return write_enum(hint)
    if is_dataclass(hint):
        return write_record(hint)
    if get_origin(hint) in (Union, types.UnionType):
        return _optional(hint, again)
    if get_origin(hint) is tuple:
        return _sequence(get_args(hint), again, joined)
    raise TypeError(f"nobody has said how {hint} is written")


def _same(found: Any) -> Any:
    return found


def _optional(hint: Any, again: Callable[[Any], Convert]) -> Convert:
    [inner] = [arg for arg in get_args(hint) if arg is not types.NoneType]
    convert = again(inner)
    return lambda found: None if found is None else convert(found)


def _sequence(
    args: tuple[Any, ...], again: Callable[[Any], Convert], joined: Callable[[Iterable[Any]], Any]
) -> Convert:
    if len(args) == 2 and args[1] is Ellipsis:
        each = again(args[0])
        return lambda found: joined(each(one) for one in found)
    all_of_them = [again(arg) for arg in args]
    return lambda found: joined(one(value) for one, value in zip(all_of_them, found, strict=True))
