"""Tickets: from words, a plan or a level to numbers, and from a press to an order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.desk import Desk
from bot.keyboards.ticket import Goal
from bot.paper.acting import Acting
from bot.paper.purse import Purse, Worth
from bot.paper_parts import PaperParts
from engine.club.drafts import Draft, DraftState, Shown, SizeBy
from engine.club.paper_cards import PaperCard
from engine.errors import NoData, Refused
from engine.exchange.contract import Contract
from engine.exchange.orders import Slot
from engine.exchange.refusals import NoPrice
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.ticket import Ticket, make_ticket, needs_new_preview
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.venues.paper.round_rules import check_round
from engine.exchange.venues.paper.values import PaperAccount, PaperPosition
from engine.exchange.wish import AtPrice, Coins, Level, OfMargin, Risk, ShareOfAvailable, Size, Stake, Wish
from engine.liquidations.values import Cluster, Leg, MapQuery, Scan
from engine.market.present import present_ticker
from engine.market.values import Coin, MarketSource, Side
from engine.market.windows import Window

USUAL_STOP = Decimal("0.075")  # of the margin, where no plan says better
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
        made = make_ticket(self.contract, self.quote, wish, worth.available_usdt)
        check_round(worth.account.limits, made, worth.margin_of(coin), worth.equity_usdt)
        return made

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


@dataclass(frozen=True, slots=True)
class TicketDesk:
    """Raises `StorageAway` and `NoContract`."""

    parts: PaperParts
    desk: Desk
    purse: Purse
    acting: Acting

    async def contract(self, coin: Coin) -> Contract:
        found = await self.parts.contracts.of_coin(coin)
        if found is None or not found.tiers:
            raise NoContract(coin)
        return found

    async def ground(self, draft: Draft) -> Ground:
        contract = await self.contract(draft.coin)
        worth = await self.purse.worth(await self.purse.open(draft.user_id))
        quote = await self.parts.quotes.quote(contract.symbol)
        scan = await self.desk.scan_or_none(MapQuery(draft.coin, draft.window))
        return Ground(contract, quote, worth, scan)

    async def begin(self, wish: Wish, coin: Coin, user_id: int, window: Window, asked_in: int | None) -> Offer:
        """A new ticket, with the usual stop and target where none was said. Raises `NoPrice`."""
        contract = await self.contract(coin)
        draft = _draft(wish, contract, user_id, self.parts.source, window)
        ground = await self.ground(draft)
        if ground.quote is None:
            raise NoPrice(coin)
        full = usual_ends(ground, wish)
        try:
            ticket = ground.ticket(full)
        except Refused as refusal:
            asked = replace(draft, stop_usd=_price_of(full.stop), target_usd=_price_of(full.target))
            return Offer(await self.parts.drafts.open(asked, asked_in), ground, None, refusal, ())
        chosen = replace(draft, stop_usd=ticket.stop_usd, target_usd=ticket.target_usd, limit_usd=ticket.limit_usd)
        return await self.offer(await self.parts.drafts.open(chosen, asked_in))

    async def offer(self, draft: Draft) -> Offer:
        """Priced now, and kept as shown."""
        ground = await self.ground(draft)
        try:
            ticket = ground.ticket(wish_of(draft))
        except Refused as refusal:
            kept = await self.parts.drafts.change(replace(draft, shown=None)) or draft
            return Offer(kept, ground, None, refusal, self._goals_of(ground, draft, None))
        priced = replace(
            draft,
            limit_usd=ticket.limit_usd,
            stop_usd=ticket.stop_usd,
            target_usd=ticket.target_usd,
            shown=Shown(ticket.entry_usd, ticket.quantity, ticket.win_usdt, ticket.loss_usdt, self._now()),
        )
        kept = await self.parts.drafts.change(priced) or priced
        return Offer(kept, ground, ticket, None, self._goals_of(ground, kept, ticket))

    def _now(self) -> datetime:
        """In whole ms, as callback data carries it."""
        now = self.purse.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def _goals_of(self, ground: Ground, draft: Draft, ticket: Ticket | None) -> Sequence[Goal]:
        if ticket is None:
            return []
        return goals(ground, replace(wish_of(draft), size=Coins(ticket.quantity)))

    async def is_stale(self, draft: Draft) -> Ticket | None:
        """A ticket of now, where what was shown is not what would be ordered any more. Raises what `make_ticket`
        raises: then it cannot be ordered at all."""
        ground, shown = await self.ground(draft), draft.shown
        if shown is None:
            raise NoPrice(draft.coin)
        fresh = ground.ticket(replace(wish_of(draft), size=Coins(shown.quantity)))
        shown_at = shown.at if draft.limit_usd is None else self.purse.now()  # a limit order waits: its numbers stand
        is_old = needs_new_preview(shown.entry_usd, shown_at, fresh.entry_usd, self.purse.now())
        return fresh if is_old else None

    async def show_again(self, draft: Draft, ticket: Ticket) -> Draft:
        """The same quantity at the price of now."""
        shown = Shown(ticket.entry_usd, ticket.quantity, ticket.win_usdt, ticket.loss_usdt, self._now())
        return await self.parts.drafts.change(replace(draft, shown=shown)) or draft

    async def order(self, draft: Draft, chat_id: int, message_id: int) -> PaperCard | None:
        """Durable when it returns. None where there is nothing to order. The same draft again is the same order."""
        if draft.shown is None:
            return None
        contract = await self.contract(draft.coin)
        account = await self._account_for(draft)
        await self.parts.drafts.end(draft.ticket_id, draft.user_id, DraftState.SENT, account.account_id)
        row = await self.acting.place(draft, account, contract, draft.shown.quantity)
        await self.acting.soon(row)
        return PaperCard(
            row.command_id,
            chat_id,
            message_id,
            draft.user_id,
            row.account_id,
            draft.source,
            draft.coin,
            contract.symbol,
            Slot.ONE_WAY,
            draft.window,
            draft.shown.lose_usdt,
        )

    async def _account_for(self, draft: Draft) -> PaperAccount:
        """Where it was ordered before, the same one, even if the member has begun again since."""
        known = None if draft.account_id is None else await self.parts.reader.account(draft.account_id)
        return known or await self.purse.open(draft.user_id)

    async def last_price_at(self, coin: Coin) -> datetime | None:
        """When a price of it was heard last."""
        ticker = await present_ticker(self.desk.market, coin)
        return None if ticker is None else ticker.at


def _draft(wish: Wish, contract: Contract, user_id: int, source: MarketSource, window: Window) -> Draft:
    by, size = _size_of(wish.size)
    where = (contract.coin, contract.symbol, wish.side)
    return Draft(0, user_id, source, *where, by, size, wish.leverage, window, wish.limit_usd)


def _size_of(size: Size) -> tuple[SizeBy, Decimal]:
    match size:
        case Stake(usdt):
            return SizeBy.STAKE, usdt
        case ShareOfAvailable(fraction):
            return SizeBy.SHARE, fraction
        case Risk(usdt):
            return SizeBy.RISK, usdt
        case Coins():
            raise ValueError("a new ticket is not sized in coins")


def _price_of(level: Level | None) -> Decimal | None:
    """None for a share of the margin that is no price at this leverage."""
    return level.usd if isinstance(level, AtPrice) else None


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


def usual_ends(ground: Ground, wish: Wish) -> Wish:
    """With a stop and a target where nobody said any: those of the plan, else a share of the margin and the largest
    level ahead. The first stop that can be had at this leverage."""
    plan = _leg_for(ground.scan, wish)
    target = wish.target or _usual_target(ground, wish.side, plan.target_usd if plan else None)
    if wish.stop is not None:
        return replace(wish, target=target)
    stops: list[Level] = [] if plan is None else [AtPrice(_at_tick(plan.stop_usd, ground.contract))]
    stops += [OfMargin(USUAL_STOP), OfMargin(_least_share(ground.contract, wish.leverage))]
    for stop in stops:
        candidate = replace(wish, stop=stop, target=target)
        try:
            ground.ticket(candidate)
        except Refused:
            continue
        return candidate
    return replace(wish, stop=stops[0], target=target)


def _leg_for(scan: Scan | None, wish: Wish) -> Leg | None:
    """Ride for an order at market, Fade for one that waits, where it is for that side."""
    if scan is None:
        return None
    leg = scan.plan.ride if wish.limit_usd is None else scan.plan.fade
    return leg if leg is not None and leg.side is wish.side else None


def _usual_target(ground: Ground, side: Side, planned_usd: float | None) -> Level | None:
    if planned_usd is not None:
        return AtPrice(_at_tick(planned_usd, ground.contract))
    levels = ahead(side, ground.scan)
    if not levels:
        return None
    return AtPrice(inside(max(levels, key=lambda one: one.notional_usd), ground.contract))


def _least_share(contract: Contract, leverage: Decimal) -> Decimal:
    """Of the margin: twice what fees take, in whole percent."""
    percent = 4 * contract.taker_fee * leverage * 100
    return (percent.to_integral_value() + 1) / 100


def _at_tick(usd: float, contract: Contract) -> Decimal:
    return on_grid(Decimal(repr(usd)), contract.tick_size, Rounding.NEAREST)
