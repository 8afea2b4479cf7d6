"""What a ticket stands on, and what can be offered from there: targets in the levels, stops by the margin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.keyboards.ticket import Goal
from bot.paper.purse import Worth
from engine.club.drafts import Draft, SizeBy
from engine.errors import NoData, Refused
from engine.exchange.contract import Contract
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.ticket import Ticket, make_ticket
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.venues.paper.round_rules import check_round
from engine.exchange.venues.paper.values import PaperPosition
from engine.exchange.wish import AtPrice, Coins, OfMargin, Risk, ShareOfAvailable, Size, Stake, Wish
from engine.liquidations.values import Cluster, Scan
from engine.market.values import Coin, Side

_MOST_GOALS = 4
_HALF = Decimal("0.5")  # between a level's near edge and its centre, as in the plan


class NoContract(NoData):
    """The coin has no filters or no risk tiers here."""

    def __init__(self, coin: Coin) -> None:
        super().__init__(coin, "reason-no-contract")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a ticket stands on. `scan` None: no levels are known."""

    contract: Contract
    quote: Quote | None
    worth: Worth
    scan: Scan | None

    def ticket(self, wish: Wish) -> Ticket:
        """Raises what `make_ticket` and `check_round` raise."""
        worth, coin = self.worth, self.contract.coin
        made = make_ticket(self.contract, self.quote, wish, worth.available_usdt, self._against(wish.side))
        check_round(worth.account.limits, made, worth.margin_of(coin), worth.equity_usdt)
        return made

    def _against(self, side: Side) -> Decimal:
        held = self.position
        return Decimal(0) if held is None or held.side is side else held.quantity

    @property
    def position(self) -> PaperPosition | None:
        return self.worth.position(self.contract.symbol)

    @property
    def now_usd(self) -> Decimal:
        return Decimal(0) if self.quote is None else self.quote.last_usd


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft as it is shown now: with its numbers, or with why there are none."""

    draft: Draft
    ground: Ground
    ticket: Ticket | None
    refusal: Refused | None
    goals: Sequence[Goal]

    @property
    def target_level(self) -> str | None:
        return next((goal.name for goal in self.goals if goal.price_usd == self.draft.target_usd), None)


def wish_of(draft: Draft) -> Wish:
    sizes: dict[SizeBy, Size] = {
        SizeBy.STAKE: Stake(draft.size),
        SizeBy.SHARE: ShareOfAvailable(draft.size),
        SizeBy.RISK: Risk(draft.size),
    }
    stop = None if draft.stop_usd is None else AtPrice(draft.stop_usd)
    target = None if draft.target_usd is None else AtPrice(draft.target_usd)
    return Wish(draft.side, sizes[draft.size_by], draft.leverage, stop, target, draft.limit_usd)


def ahead(side: Side, scan: Scan | None) -> Sequence[Cluster]:
    """Levels where such a position could take its profit, nearest first."""
    if scan is None:
        return ()
    return scan.above if side is Side.LONG else scan.below


def inside(cluster: Cluster, contract: Contract) -> Decimal:
    """Where a target lies in a level: between its near edge and its centre, on the grid."""
    near, peak = Decimal(repr(cluster.near_usd)), Decimal(repr(cluster.peak_usd))
    return on_grid(near + _HALF * (peak - near), contract.tick_size, Rounding.NEAREST)


def goals(ground: Ground, wish: Wish) -> list[Goal]:
    """What each level ahead would bring."""
    found = []
    for cluster in ahead(wish.side, ground.scan)[:_MOST_GOALS]:
        price = inside(cluster, ground.contract)
        try:
            ticket = ground.ticket(replace(wish, target=AtPrice(price), stop=None))
        except Refused:
            continue
        if ticket.win_usdt is not None:
            found.append(Goal(cluster.name, price, ticket.win_usdt))
    return found


def margin_stops(ground: Ground, draft: Draft, shares: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """(Percent of the margin, price) of those that make sense at this leverage."""
    found = []
    for share in shares:
        try:
            ticket = ground.ticket(replace(wish_of(draft), stop=OfMargin(share / 100), size=_fixed(draft)))
        except Refused:
            continue
        if ticket.stop_usd is not None:
            found.append((share, ticket.stop_usd))
    return found


def _fixed(draft: Draft) -> Size:
    """As many coins as were shown; the smallest stake that is offered where there was nothing to show."""
    return Coins(draft.shown.quantity) if draft.shown is not None else Stake(Decimal(50))
