"""Numba's decorator with the types kept: what is decorated is called as it was written."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile on first use; machine code goes to disk only as a part of the entry points (see `kernels`)."""
    return cast(Function, njit(function))


def inner(function: Function) -> Function:
    """Like `compiled`, for what only kernels call: without the wrappers Python would need, which take long to make."""
    options: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}  # numba knows, its stub does not
    return cast(Function, njit(**options)(function))


def entry_point(function: Function) -> Function:
    """Compile on first use, keep the machine code on disk, run without the interpreter's lock.

    The place is numba's: NUMBA_CACHE_DIR, else beside the source, else the user's cache folder. Where none of them can
    be written, every start compiles anew.
    """
    try:
        return cast(Function, njit(cache=True, nogil=True)(function))
    except RuntimeError:  # "no locator available": nowhere to write
        return cast(Function, njit(nogil=True)(function))
