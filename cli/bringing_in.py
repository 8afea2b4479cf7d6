"""Imports without the search for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def bringing_in() -> Iterator[None]:
    """What imports make stays for good: looking through it for garbage, over and over while it grew, took a sixth of a
    start. What is there at the end is never looked through again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
