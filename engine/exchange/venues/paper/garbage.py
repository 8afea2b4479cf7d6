"""What the collector looks at in a process that holds very many accounts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 50_000, 20, 10
"""Growth by so many objects; as often again; as often again. By default it is 700: with twenty thousand accounts at
hand a settlement of many holders would be interrupted by passes of a tenth of a second through all of them."""


@contextmanager
def taking_in() -> Iterator[None]:
    """While all accounts are taken in. They live for good: to look through them again and again would take longer than
    to read them, and stop the exchange afterwards."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        if was_enabled:
            gc.enable()


def forget_taken_in() -> None:
    """An exchange that was taken up before in this process, and is no more."""
    gc.unfreeze()
    gc.collect()
