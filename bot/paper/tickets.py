"""Tickets: from words, a plan or a level to numbers, and from a press to an order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.desk import Desk
from bot.keyboards.ticket import Goal
from bot.paper.acting import Acting
from bot.paper.ground import Ground, NoContract, Offer, goals, wish_of
from bot.paper.purse import Purse
from bot.paper.usual import usual_ends
from bot.paper_parts import PaperParts
from engine.club.drafts import Draft, DraftState, Shown, SizeBy
from engine.club.paper_cards import PaperCard
from engine.errors import Refused
from engine.exchange.contract import Contract
from engine.exchange.orders import Slot
from engine.exchange.refusals import NoPrice
from engine.exchange.ticket import Ticket, needs_new_preview
from engine.exchange.venues.paper.values import PaperAccount
from engine.exchange.wish import AtPrice, Coins, Level, Risk, ShareOfAvailable, Size, Stake, Wish
from engine.liquidations.values import MapQuery
from engine.market.present import present_ticker
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window


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
        return await self._offered(await self.parts.drafts.open(chosen, asked_in), ground)

    async def offer(self, draft: Draft) -> Offer:
        """Priced now, and kept as shown."""
        return await self._offered(draft, await self.ground(draft))

    async def _offered(self, draft: Draft, ground: Ground) -> Offer:
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
        """Of who reads it, in whole ms, as callback data carries it."""
        now = (self.parts.reading or self.parts.clock).now()
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
        now = self._now()
        shown_at = shown.at if draft.limit_usd is None else now  # a limit order waits: its numbers stand
        is_old = needs_new_preview(shown.entry_usd, shown_at, fresh.entry_usd, now)
        return fresh if is_old or _is_other(ground, draft, shown) else None

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


def _is_other(ground: Ground, draft: Draft, shown: Shown) -> bool:
    """Whether the same order at the price that was shown would win or lose something else: what was held has changed,
    so that it would close less or more."""
    if draft.limit_usd is not None or ground.quote is None:
        return False
    then = replace(ground, quote=replace(ground.quote, bid_usd=shown.entry_usd, ask_usd=shown.entry_usd))
    again = then.ticket(replace(wish_of(draft), size=Coins(shown.quantity)))
    return (again.win_usdt, again.loss_usdt) != (shown.win_usdt, shown.lose_usdt)


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
