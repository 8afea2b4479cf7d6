"""Asking a service on the network once, within three seconds, and putting its answer in words without secrets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from cli.doctor_checks import Check, State

LIMIT = aiohttp.ClientTimeout(total=3.0)
Judge = Callable[[int, Any], str]
"""(status, JSON or None) to a detail. Raises `Denied`."""


class Denied(Exception):
    """The service answers, and not to us. The message says what it said."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request. `needed`: being away is a failure, not a warning."""

    name: str
    url: str
    judge: Judge
    needed: bool
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    hint: str = ""


async def ask(session: aiohttp.ClientSession, question: Question) -> Check:
    away = State.FAIL if question.needed else State.WARN
    try:
        async with session.get(question.url, headers=question.headers, timeout=LIMIT) as answer:
            detail = question.judge(answer.status, await _json(answer))
    except Denied as denied:
        return Check(question.name, State.FAIL, str(denied), question.hint)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Check(question.name, away, f"does not answer ({_why(error)})", "is there a way to it from here?")
    return Check(question.name, State.OK, detail)


async def _json(answer: aiohttp.ClientResponse) -> Any:
    try:
        return await answer.json(content_type=None)
    except ValueError:
        return None


def _why(error: BaseException) -> str:
    """Never the address: it may hold a token."""
    if isinstance(error, TimeoutError):
        return "no answer within 3 s"
    if isinstance(error, aiohttp.ClientConnectorError):
        return error.os_error.strerror or "no connection"
    return type(error).__name__
