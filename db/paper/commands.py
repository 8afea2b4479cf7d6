"""A command as JSON text and back: `{"v": 1, "do": "place", "with": {...}}`."""

import json
from collections.abc import Mapping
from typing import get_args

from db.paper.coding import from_json, to_json
from engine.exchange.orders import (
    AddMargin,
    Amend,
    Cancel,
    CancelAll,
    CloseAccount,
    Command,
    OpenAccount,
    Place,
    SetLeverage,
    SetLimits,
    SetMode,
    SetStops,
)

VERSION = 1
KINDS: Mapping[str, type[Command]] = {
    "place": Place,
    "cancel": Cancel,
    "cancel-all": CancelAll,
    "amend": Amend,
    "set-stops": SetStops,
    "set-leverage": SetLeverage,
    "set-mode": SetMode,
    "add-margin": AddMargin,
    "open-account": OpenAccount,
    "close-account": CloseAccount,
    "set-limits": SetLimits,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
if set(_NAMES) != set(get_args(Command)):
    raise RuntimeError("a command has no name to be written under")


class UnknownCommand(Exception):
    """Written by a newer Helix: this one must not carry out anything that comes after it."""


def command_text(command: Command) -> str:
    return json.dumps({"v": VERSION, "do": _NAMES[type(command)], "with": to_json(command)}, separators=(",", ":"))


def command_from(text: str) -> Command:
    """Raises `UnknownCommand`."""
    body = json.loads(text)
    if body["v"] != VERSION or body["do"] not in KINDS:
        raise UnknownCommand(f"version {body['v']}, {body['do']!r}")
    return from_json(KINDS[body["do"]], body["with"])
