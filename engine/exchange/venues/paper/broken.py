"""What the exchange itself fails at: a command is refused for good, an account stands still, and nobody else's trading
ends by it."""

import structlog
from prometheus_client import Counter

from engine.exchange.orders import Reason
from engine.exchange.venues.paper.ports import Batch, CommandDone, Journal
from engine.market.ports import Clock

log = structlog.get_logger()

_STANDING = Counter("helix_paper_broken_accounts", "Accounts at which the paper exchange failed")


class CommandBroken(Exception):
    """The exchange failed in the middle of this command: what it holds in memory is not to be trusted any more."""

    def __init__(self, command_id: int) -> None:
        super().__init__(f"command {command_id} could not be carried out")
        self.command_id = command_id


class AccountBroken(Exception):
    """The exchange failed in the middle of this account's share of what the market did."""

    def __init__(self, account_id: int) -> None:
        super().__init__(f"account {account_id} could not be worked on")
        self.account_id = account_id


class Standing:
    """Accounts the exchange failed at since this process began: left out of it, as they are written down, until the
    next start. So many at most: where more fail it is not the accounts."""

    def __init__(self, most: int = 20) -> None:
        self._most = most
        self.accounts: set[int] = set()

    def still(self, several: BaseExceptionGroup[AccountBroken]) -> None:
        for one in several.exceptions:
            if isinstance(one, BaseExceptionGroup):
                self.still(one)
                continue
            _STANDING.inc()
            log.error("paper_account_stands_still", account_id=one.account_id, exc_info=one)
            if len(self.accounts) < self._most:
                self.accounts.add(one.account_id)


async def refuse_for_good(journal: Journal, clock: Clock, broken: CommandBroken) -> None:
    """By a batch that holds nothing else: whatever else was not written down yet is done anew from what is."""
    number, _ = await journal.last()
    await journal.write(Batch(number + 1, clock.now(), (CommandDone(broken.command_id, Reason.BROKEN),), ()))
