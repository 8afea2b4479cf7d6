"""Sends what a member pressed. Each press has an intent, so that a double tap, or an update handled again, is one."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bot.paper.purse import Purse
from bot.paper_parts import PaperParts
from bot.sending.handling import current_update_id
from engine.club.drafts import Draft
from engine.exchange.contract import Contract
from engine.exchange.orders import (
    Amend,
    Cancel,
    CancelAll,
    Command,
    Order,
    OrderKind,
    Place,
    SetLeverage,
    SetStops,
    Slot,
    Trailing,
    Way,
)
from engine.exchange.venues.paper.ports import CommandRow, CommandState
from engine.exchange.venues.paper.values import PaperAccount, PaperOrder, PaperPosition
from engine.market.values import Side

SOON_S = 0.3  # how long a press waits for the exchange before it answers: twice at most, and within a second
_MOST_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Acting:
    """Raises `StorageAway`."""

    parts: PaperParts
    purse: Purse

    async def place(self, draft: Draft, account: PaperAccount, contract: Contract, quantity: Decimal) -> CommandRow:
        """The draft's leverage where it is another, then its order: durable when this returns. The same draft again is
        the same order, whatever came in between. A leverage that is refused ends it: the order would not be the one
        that was shown."""
        intent, account_id = f"ticket:{draft.ticket_id}", account.account_id
        if dict(account.leverages).get(draft.symbol) != draft.leverage:
            leverage = SetLeverage(account_id, draft.symbol, int(draft.leverage * 100))
            set_ = await self.soon(await self._send(account_id, lambda _: leverage, f"{intent}:leverage"))
            if set_.state is CommandState.REFUSED:
                return set_

        def make(order_id: int) -> Command:
            return Place(_order(order_id, account_id, draft, contract, quantity))

        return await self._send(account_id, make, intent)

    async def close(self, position: PaperPosition, quantity: Decimal | None, contract: Contract) -> CommandRow:
        """At market, from a button. `quantity` None: all there is of it when the exchange comes to it. Named by the
        position as it stands: a second tap finds the first one's order."""
        make = _closing(position, quantity, contract)
        what = "all" if quantity is None else f"{quantity.normalize():f}"
        return await self._once(position.account_id, make, f"close:{_named(position)}:{what}")

    async def close_typed(self, position: PaperPosition, quantity: Decimal | None, contract: Contract) -> CommandRow:
        """As it was written: whoever writes it again means it again."""
        make, where = _closing(position, quantity, contract), f"{position.symbol}:{int(position.slot)}"
        return await self._send(position.account_id, make, self._pressed(f"close:{where}"))

    async def guard(
        self,
        position: PaperPosition,
        *,
        stop_ticks: int | None = None,
        target_ticks: int | None = None,
        trailing: Trailing | None = None,
    ) -> CommandRow:
        """None: as it is; 0 removes."""

        def make(order_id: int) -> Command:
            where = (position.account_id, position.symbol, order_id, position.slot)
            return SetStops(*where, target_ticks, stop_ticks, trailing)

        return await self._send(position.account_id, make, self._pressed("guard"))

    async def cancel(self, order: PaperOrder) -> CommandRow:
        asked = order.order
        command = Cancel(asked.account_id, asked.order_id)
        return await self._send(asked.account_id, lambda _: command, self._pressed(f"cancel:{asked.order_id}"))

    async def cancel_all(self, account_id: int) -> CommandRow:
        return await self._send(account_id, lambda _: CancelAll(account_id), self._pressed("cancel-all"))

    async def move(self, order: PaperOrder, ticks: int) -> CommandRow:
        """A limit order to another price, a conditional one to another trigger."""
        asked = order.order
        is_limit = asked.kind is OrderKind.LIMIT and asked.limit_ticks is not None
        moved = Amend(
            asked.account_id,
            asked.order_id,
            limit_ticks=ticks if is_limit else None,
            trigger_ticks=None if is_limit else ticks,
        )
        return await self._send(asked.account_id, lambda _: moved, self._pressed(f"move:{asked.order_id}"))

    async def soon(self, row: CommandRow) -> CommandRow:
        """What came of it, if that is known soon."""
        if row.state is not CommandState.WAITING:
            return row
        return await self.parts.book.outcome(row.command_id, SOON_S) or row

    async def _once(self, account_id: int, make: Callable[[int], Command], what: str) -> CommandRow:
        """An order that came to nothing may be asked for again under the same name; one that did something may not.
        After many that came to nothing each press is one of its own."""
        for attempt in range(_MOST_ATTEMPTS):
            row = await self._send(account_id, make, f"{what}:{attempt}")
            if not await self._came_to_nothing(row):
                return row
        return await self._send(account_id, make, self._pressed(what))

    async def _came_to_nothing(self, row: CommandRow) -> bool:
        if row.state is CommandState.REFUSED:
            return True
        order = await self.parts.reader.order(row.command_id) if row.state is CommandState.DONE else None
        return order is not None and order.status.is_final and order.filled == 0

    async def _send(self, account_id: int, make: Callable[[int], Command], intent: str) -> CommandRow:
        return await self.parts.book.send(account_id, make, self.purse.now(), intent)

    @staticmethod
    def _pressed(what: str) -> str:
        """Of this press alone."""
        return f"{what}:{current_update_id()}"


def _closing(position: PaperPosition, quantity: Decimal | None, contract: Contract) -> Callable[[int], Command]:
    lots = 0 if quantity is None else contract.lots(quantity)
    way = Way.SELL if position.side is Side.LONG else Way.BUY

    def make(order_id: int) -> Command:
        where = (order_id, position.account_id, position.symbol, way, lots)
        return Place(Order(*where, reduce_only=True, slot=position.slot))

    return make


def _named(position: PaperPosition) -> str:
    """A position as it stands: after any fill, whose fee it has borne, it is another, also where it is as large again
    as it was once."""
    opened_ms = int(position.opened_at.timestamp() * 1000)
    size, borne = position.quantity.normalize(), position.realised_usdt.normalize()
    return f"{position.symbol}:{int(position.slot)}:{opened_ms}:{size:f}:{borne:f}"


def _order(order_id: int, account_id: int, draft: Draft, contract: Contract, quantity: Decimal) -> Order:
    def ticks(price: Decimal | None) -> int | None:
        return None if price is None else contract.ticks(price)

    return Order(
        order_id,
        account_id,
        draft.symbol,
        Way.BUY if draft.side is Side.LONG else Way.SELL,
        contract.lots(quantity),
        draft.kind,
        ticks(draft.limit_usd),
        slot=Slot.ONE_WAY,
        take_profit_ticks=ticks(draft.target_usd),
        stop_loss_ticks=ticks(draft.stop_usd),
        leverage_e2=int(draft.leverage * 100),
    )
