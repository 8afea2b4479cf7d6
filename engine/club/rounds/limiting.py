"""Telling the exchange whose orders have to keep to a round's limits."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from engine.club.rounds.rules import LIMITS
from engine.club.rounds.stores import MemberStore
from engine.exchange.orders import Command, SetLimits
from engine.exchange.venues.paper.ports import CommandBook

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Limiter:
    """From joining any kind of round until the last is left. The wish is written down with the joining, and sent under
    its own intent: after a crash it is sent again and counts once."""

    members: MemberStore
    commands: CommandBook

    async def look(self, now: datetime) -> int:
        """How many accounts were told."""
        due = await self.members.unlimited(_AT_ONCE)
        for account_id, is_limited, turn in due:
            make = partial(_command, account_id, is_limited)
            row = await self.commands.send(account_id, make, now, f"round-limits-{turn}")
            await self.members.limited(account_id, turn, row.command_id)
        return len(due)


def _command(account_id: int, is_limited: bool, _: int) -> Command:
    return SetLimits(account_id, LIMITS if is_limited else None)
