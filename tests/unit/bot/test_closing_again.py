"""Who presses Close while no price comes presses often: no press is one too many."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.paper.acting import Acting
from bot.paper.purse import Purse
from bot.paper_parts import PaperParts
from bot.sending.handling import Handling, handling
from engine.exchange.orders import Command, Reason
from engine.exchange.venues.paper.ports import CommandRow, CommandState
from engine.market.values import MarketSource
from tests.unit.bot.paper import POSITION
from tests.unit.exchange.contracts import some_contract
from tests.unit.exchange.paper.fakes import StillClock


@dataclass
class BarrenBook:
    """Implements `CommandBook`, for an exchange that refuses everything a moment later."""

    rows: dict[str, CommandRow] = field(default_factory=dict)

    async def send(self, account_id: int, make: Callable[[int], Command], sent_at: datetime, intent: str) -> CommandRow:
        if intent in self.rows:
            return self.rows[intent]
        command_id = 4 * len(self.rows) + 4
        row = CommandRow(command_id, account_id, make(command_id), sent_at, CommandState.WAITING)
        self.rows[intent] = replace(row, state=CommandState.REFUSED, refusal=Reason.NO_PRICE)
        return row

    async def find(self, command_id: int) -> CommandRow | None:
        return next((row for row in self.rows.values() if row.command_id == command_id), None)

    async def outcome(self, command_id: int, within_s: float) -> CommandRow | None:
        return await self.find(command_id)


async def test_every_press_on_close_is_an_order_as_long_as_none_comes_to_anything() -> None:
    book, nothing_else = BarrenBook(), dict[str, Any].fromkeys(("opener", "quotes", "news", "contracts", "drafts"))
    parts = PaperParts(MarketSource.LIVE, StillClock(), book, reader=None, cards=None, **nothing_else)  # type: ignore[arg-type]
    acting = Acting(parts, Purse(parts))
    for update_id in range(25):
        with handling(Handling(update_id)):
            before = len(book.rows)
            await acting.close(POSITION, None, some_contract())
            assert len(book.rows) > before, f"press {update_id} was not sent"
