"""Frozen values that are made by the hundred thousand a second."""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from functools import wraps
from typing import Any, TypeVar

Value = TypeVar("Value")


def swift(frozen: type[Value]) -> type[Value]:
    """Of a frozen, slotted dataclass: the same class, made in half the time.

    A frozen dataclass sets each of its fields by a call, which is most of what it costs. Here they are set plainly, as
    attributes of a twin class with the same slots that is not frozen; then the value is made one of its own class.
    """
    twin: Any = type(frozen.__name__, (), {"__slots__": tuple(one.name for one in fields(frozen))})  # type: ignore[arg-type]
    fill, become = _plain_init(frozen), object.__setattr__

    @wraps(frozen.__init__)
    def make(self: Any, *given: Any, **named: Any) -> None:
        become(self, "__class__", twin)
        fill(self, *given, **named)
        self.__class__ = frozen

    frozen.__init__ = make  # type: ignore[method-assign]
    return frozen


def _plain_init(frozen: Any) -> Callable[..., None]:
    """What `dataclass` makes of the same fields when nothing is frozen."""
    defaults = {one.name: one.default for one in fields(frozen) if one.default is not MISSING}
    body = {"__annotations__": {one.name: one.type for one in fields(frozen)}, **defaults}
    plain: Any = dataclass(type(frozen.__name__, (), body))
    init: Callable[..., None] = plain.__init__
    return init
