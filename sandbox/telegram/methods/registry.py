"""All methods by lower-case name; Telegram does not care about case either."""

from collections.abc import Callable
from typing import Any

from sandbox.telegram.api import Call
from sandbox.telegram.methods import (
    chats,
    chatter,
    copies,
    edits,
    ephemeral,
    inline,
    media,
    members,
    payments,
    profile,
    rich,
    texts,
    webhooks,
)

Method = Callable[[Call], Any]
SUBJECTS = (
    chats, chatter, copies, edits, ephemeral, inline, media, members, payments, profile, rich, texts, webhooks,
)  # fmt: skip


def all_methods() -> dict[str, Method]:
    table: dict[str, Method] = {}
    for subject in SUBJECTS:
        table.update((name.lower(), method) for name, method in subject.METHODS.items())
    return table
