"""A member's paper account: opened when it is first needed, what it is worth and what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.paper_parts import PaperParts
from engine.exchange.contract import Contract
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.venues.paper.values import START_USDT, PaperAccount, PaperOrder, PaperPosition
from engine.exchange.venues.paper.worth import available, equity, margin_asked, margin_used
from engine.market.values import Coin, Symbol


@dataclass(frozen=True, slots=True)
class Worth:
    """An account with what it holds. `quotes`: of what is open, where there are any."""

    account: PaperAccount
    positions: Sequence[PaperPosition]
    orders: Sequence[PaperOrder]
    contracts: dict[Symbol, Contract | None]
    quotes: dict[Symbol, Quote]

    @property
    def equity_usdt(self) -> Decimal:
        return equity(self.account, self.positions, {symbol: quote.mark_usd for symbol, quote in self.quotes.items()})

    @property
    def margin_usdt(self) -> Decimal:
        return margin_used(self.positions, self.contracts)

    @property
    def asked_usdt(self) -> Decimal:
        """Bound by orders that wait."""
        return margin_asked(self.account, self.positions, self.orders, self.contracts)

    @property
    def available_usdt(self) -> Decimal:
        return available(self.account, self.positions, self.orders, self.contracts)

    def margin_of(self, coin: Coin) -> Decimal:
        """Bound in positions and orders of one coin."""
        held = [one for one in self.positions if one.coin == coin]
        asked = [one for one in self.orders if one.coin == coin]
        return margin_used(held, self.contracts) + margin_asked(self.account, held, asked, self.contracts)

    def position(self, symbol: Symbol) -> PaperPosition | None:
        return next((one for one in self.positions if one.symbol == symbol), None)


@dataclass(frozen=True, slots=True)
class Purse:
    """Raises `StorageAway`."""

    parts: PaperParts

    async def open(self, user_id: int) -> PaperAccount:
        """The member's account, made where there is none."""
        found = await self.parts.reader.account_of(user_id, self.parts.source)
        if found is not None:
            return found
        return await self.parts.opener.open(user_id, self.parts.source, START_USDT, self.now())

    async def worth(self, account: PaperAccount) -> Worth:
        parts = self.parts
        positions = await parts.reader.positions(account.account_id)
        orders = await parts.reader.orders(account.account_id)
        held = {one.symbol for one in positions}
        quotes = {symbol: await parts.quotes.quote(symbol) for symbol in held}
        symbols = held | {one.order.symbol for one in orders}
        return Worth(
            account,
            positions,
            orders,
            {symbol: await parts.contracts.of_symbol(symbol) for symbol in symbols},
            {symbol: quote for symbol, quote in quotes.items() if quote is not None},
        )

    async def equity_of(self, account_id: int) -> Decimal | None:
        account = await self.parts.reader.account(account_id)
        return None if account is None else (await self.worth(account)).equity_usdt

    async def equity_at(self, account: PaperAccount, since: datetime) -> Decimal | None:
        """At the first point on or after `since`; at the start for an account opened later. None: nothing is known."""
        if account.opened_at >= since:
            return account.start_usdt
        points = await self.parts.reader.equity(account.account_id, since)
        return points[0].equity_usdt if points else None

    def now(self) -> datetime:
        return self.parts.clock.now()
