"""A command at which the exchange itself fails: it is refused for good, so that nobody else's trading ends by it."""

from engine.exchange.orders import Reason
from engine.exchange.venues.paper.ports import Batch, CommandDone, Journal
from engine.market.ports import Clock


class CommandBroken(Exception):
    """The exchange failed in the middle of this command: what it holds in memory is not to be trusted any more."""

    def __init__(self, command_id: int) -> None:
        super().__init__(f"command {command_id} could not be carried out")
        self.command_id = command_id


async def refuse_for_good(journal: Journal, clock: Clock, broken: CommandBroken) -> None:
    """By a batch that holds nothing else: whatever else was not written down yet is done anew from what is."""
    number, _ = await journal.last()
    await journal.write(Batch(number + 1, clock.now(), (CommandDone(broken.command_id, Reason.BROKEN),), ()))
