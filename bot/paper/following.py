"""Finds out how an order stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.paper.purse import Purse
from bot.paper.stories import Dropped, Ending, Gone, Guards, HandedOn, Held, Over, Resting, Sent, Story, Told
from bot.paper_parts import PaperParts
from engine.club.paper_cards import PaperCard
from engine.exchange.orders import IDS_AN_ORDER, STOP_LOSS_ID, TAKE_PROFIT_ID, TRAILING_ID, OrderStatus, Slot, Way
from engine.exchange.outputs import FillCause
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.rules.holding import Holding
from engine.exchange.rules.liquidation import liquidation_price
from engine.exchange.rules.tiers import tier_of
from engine.exchange.venues.paper.ports import CommandState
from engine.exchange.venues.paper.values import ClosedTrade, PaperFill, PaperOrder, PaperPosition
from engine.market.values import Side, Symbol

_TRADES = 500  # closed ones looked through for the one this order was part of
_JUMP = Decimal("0.0005")  # of the stop: less is the spread
_ENDINGS = {TAKE_PROFIT_ID: Ending.TARGET, STOP_LOSS_ID: Ending.STOP, TRAILING_ID: Ending.TRAILING}


@dataclass(frozen=True, slots=True)
class Following:
    """Raises `StorageAway`."""

    parts: PaperParts
    purse: Purse

    async def tell(self, card: PaperCard) -> Told:
        return Told(await self._story(card), await self.parts.contracts.of_symbol(card.symbol))

    async def _story(self, card: PaperCard) -> Story:
        order = await self.parts.reader.order(card.order_id)
        if order is None:
            return await self._sent(card)
        if order.filled == 0:
            return await self._unfilled(order, card)
        fills = await self.parts.reader.fills_of_order(card.order_id)
        position = await self.position(card.account_id, card.symbol, card.slot)
        if position is None or not fills or position.opened_at > fills[-1].at:
            return await self._over(card, fills, order)
        if await self._is_handed_on(card):
            return HandedOn()
        rest = None if order.status.is_final else order
        return await self.held(position, rest)

    async def _sent(self, card: PaperCard) -> Story:
        row = await self.parts.book.find(card.order_id)
        if row is None:
            return Gone()
        if row.state is CommandState.REFUSED:
            return Dropped(row.refusal, row.numbers, is_refused=True)
        return Sent()

    async def _unfilled(self, order: PaperOrder, card: PaperCard) -> Story:
        if order.status.is_final:
            return Dropped(order.reason, order.numbers, order.status is OrderStatus.REJECTED)
        if order.status is OrderStatus.NEW:
            return Sent()
        return Resting(order, await self.parts.quotes.quote(card.symbol))

    async def position(self, account_id: int, symbol: Symbol, slot: Slot) -> PaperPosition | None:
        found = await self.parts.reader.positions(account_id)
        return next((one for one in found if one.symbol == symbol and one.slot is slot), None)

    async def held(self, position: PaperPosition, rest: PaperOrder | None = None) -> Held:
        orders = await self.parts.reader.orders(position.account_id)
        return Held(position, guards_of(position, orders), await self.parts.quotes.quote(position.symbol), rest)

    async def _is_handed_on(self, card: PaperCard) -> bool:
        """A later order of the same position was filled too."""
        last = await self._last_filled(card.account_id, card.symbol, card.slot)
        return last is not None and last.order_id > card.order_id

    async def card_of(self, position: PaperPosition) -> PaperCard | None:
        """Whose message follows it: the newest order's that was filled. One that waits in the book does not."""
        return await self._last_filled(position.account_id, position.symbol, position.slot)

    async def _last_filled(self, account_id: int, symbol: Symbol, slot: Slot) -> PaperCard | None:
        for card in await self.parts.cards.of_position(account_id, symbol, slot):  # newest first
            order = await self.parts.reader.order(card.order_id)
            if order is not None and order.filled > 0:
                return card
        return None

    async def _over(self, card: PaperCard, fills: Sequence[PaperFill], order: PaperOrder) -> Story:
        at = fills[-1].at if fills else order.changed_at
        trades = await self.parts.reader.trades(card.account_id, limit=_TRADES)
        trade = _part_of([one for one in reversed(trades) if one.symbol == card.symbol], order, at)
        if trade is None:
            return Sent()  # the trade is written with the position's end: it is there at the next look
        last = await self._last_fill(trade)
        ending = _ending(trade, last)
        equity = await self.purse.equity_of(card.account_id) or Decimal(0)
        gap = await self._jumped(trade, last) if ending is Ending.STOP else None
        liquidation = await self._liquidation(trade) if ending is Ending.LIQUIDATION else None
        return Over(trade, ending, equity, last, liquidation, gap)

    async def _jumped(self, trade: ClosedTrade, last: PaperFill | None) -> Decimal | None:
        """Where the stop stood, when it filled clearly beyond."""
        stop = None if last is None else await self.parts.reader.order(last.order_id)
        if last is None or stop is None or stop.trigger_usd is None:
            return None
        beyond = trade.side.sign * (stop.trigger_usd - last.price_usd) / stop.trigger_usd
        return stop.trigger_usd if beyond > _JUMP else None

    async def _liquidation(self, trade: ClosedTrade) -> Decimal | None:
        """The mark at which an isolated one of that size was due, by the venue's formula."""
        contract = await self.parts.contracts.of_symbol(trade.symbol)
        if contract is None:
            return None
        holding = Holding(trade.side, trade.entry_usd, trade.quantity, trade.leverage)
        tier = tier_of(contract.tiers, holding.notional_usdt) or contract.tiers[-1]
        price = liquidation_price(holding, tier.rate, tier.deduction_usdt, contract.taker_fee)
        rounding = Rounding.FLOOR if trade.side is Side.LONG else Rounding.CEIL
        return on_grid(price, contract.tick_size, rounding) if price > 0 else None

    async def _last_fill(self, trade: ClosedTrade) -> PaperFill | None:
        fills = await self.parts.reader.fills(trade.account_id, since=trade.closed_at)
        return next((one for one in fills if one.symbol == trade.symbol and one.at == trade.closed_at), None)


def guards_of(position: PaperPosition, orders: Sequence[PaperOrder]) -> Guards:
    found: dict[int, Decimal | None] = {}
    for one in orders:
        order = one.order
        if order.symbol == position.symbol and order.slot is position.slot and one.status is OrderStatus.WAITING:
            found[order.order_id % IDS_AN_ORDER] = one.trigger_usd
    return Guards(found.get(STOP_LOSS_ID), found.get(TAKE_PROFIT_ID), found.get(TRAILING_ID))


def _part_of(trades: Sequence[ClosedTrade], order: PaperOrder, filled_at: datetime) -> ClosedTrade | None:
    """The trade that an order filled then was part of; `trades` oldest first. One that turned a position around ended
    one trade and began another: the second is its own."""
    found = [one for one in trades if one.opened_at <= filled_at <= one.closed_at]
    side = Side.LONG if order.order.way is Way.BUY else Side.SHORT
    return next((one for one in found if one.side is side), found[0] if found else None)


def _ending(trade: ClosedTrade, last: PaperFill | None) -> Ending:
    if trade.cause in (FillCause.LIQUIDATION, FillCause.TIER_REDUCTION):
        return Ending.LIQUIDATION
    if trade.cause is FillCause.DELISTING:
        return Ending.DELISTED
    return Ending.CLOSED if last is None else _ENDINGS.get(last.order_id % IDS_AN_ORDER, Ending.CLOSED)
