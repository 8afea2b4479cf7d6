"""What one Bot API method gets to work with."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.callbacks import Callbacks
from sandbox.telegram.faults import Faults
from sandbox.telegram.files import Files
from sandbox.telegram.inspector import Inspector
from sandbox.telegram.limits import Limits
from sandbox.telegram.params import Params
from sandbox.telegram.updates import Updates
from sandbox.telegram.world import World

Json = dict[str, Any]


@dataclass(slots=True)
class Api:
    """The parts of one running sandbox. `insecure_webhooks` allows http to loopback, for tests."""

    world: World
    updates: Updates
    files: Files
    limits: Limits
    callbacks: Callbacks
    faults: Faults
    inspector: Inspector
    insecure_webhooks: bool = False
    drafts: dict[int, Json] = field(default_factory=dict)
    ephemeral: dict[tuple[int, int], Json] = field(default_factory=dict)
    ephemeral_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    orders: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot: the sandbox and the arguments."""

    api: Api
    params: Params
    base_url: str = ""

    @property
    def world(self) -> World:
        return self.api.world
