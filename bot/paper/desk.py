"""What the handlers of paper trading ask: whose account, what it holds, and how it all is shown."""

from dataclasses import dataclass
from datetime import datetime, time

from aiogram.types import InlineKeyboardMarkup

from bot.desk import Desk
from bot.keyboards.paper_lists import account_keyboard, history_keyboard, orders_keyboard, positions_keyboard
from bot.paper.acting import Acting
from bot.paper.cards import CardDesk
from bot.paper.following import Following, guards_of
from bot.paper.purse import Purse
from bot.paper.stories import Held
from bot.paper_parts import PaperParts
from bot.views.card import Card
from bot.views.paper_account import AccountFigures, account_text
from bot.views.paper_lists import history_text, orders_text, positions_text
from bot.views.reader import Reader
from bot.views.start import PaperStart
from engine.exchange.contract import Contract
from engine.exchange.orders import Slot
from engine.exchange.venues.paper.values import ClosedTrade, PaperAccount, PaperPosition
from engine.market.values import Symbol

TRADES_A_PAGE = 10
_TRADES_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """Raises `StorageAway`."""

    parts: PaperParts
    desk: Desk
    purse: Purse
    acting: Acting
    following: Following
    cards: CardDesk

    async def position(self, user_id: int, symbol: Symbol, slot: Slot) -> PaperPosition | None:
        account = await self.purse.open(user_id)
        return await self.following.position(account.account_id, symbol, slot)

    async def positions_card(self, account: PaperAccount, reader: Reader) -> Card:
        held = await self.held(account)
        contracts = await self._contracts([one.position.symbol for one in held])
        text = positions_text(held, contracts, self.parts.source, reader)
        return Card(text, positions_keyboard([one.position for one in held], reader))

    async def held(self, account: PaperAccount) -> list[Held]:
        orders = await self.parts.reader.orders(account.account_id)
        positions = await self.parts.reader.positions(account.account_id)
        return [Held(one, guards_of(one, orders), await self.parts.quotes.quote(one.symbol)) for one in positions]

    async def orders_card(self, account: PaperAccount, reader: Reader) -> Card:
        orders = await self.parts.reader.orders(account.account_id)
        contracts = await self._contracts([one.order.symbol for one in orders])
        return Card(orders_text(orders, contracts, self.parts.source, reader), orders_keyboard(orders, reader))

    async def account_card(self, account: PaperAccount, reader: Reader) -> Card:
        return Card(account_text(await self.figures(account, reader), reader), self.account_keys(reader))

    @staticmethod
    def account_keys(reader: Reader, *, is_picture: bool = False) -> InlineKeyboardMarkup:
        return account_keyboard(reader, is_picture=is_picture)

    async def figures(self, account: PaperAccount, reader: Reader) -> AccountFigures:
        parts = self.parts
        trades = await parts.reader.trades(account.account_id, limit=_TRADES_COUNTED)
        return AccountFigures(
            await self.purse.worth(account),
            await self.purse.equity_at(account, day_start(reader)),
            len(trades),
            sum(one.net_usdt > 0 for one in trades),
            len(trades) == _TRADES_COUNTED,
            None if parts.standings is None else await parts.standings.today(account.user_id),
        )

    async def start(self, account: PaperAccount, reader: Reader) -> PaperStart:
        equity = (await self.purse.worth(account)).equity_usdt
        day = await self.purse.equity_at(account, day_start(reader))
        standing = None if self.parts.standings is None else await self.parts.standings.today(account.user_id)
        return PaperStart(
            account.start_usdt,
            equity,
            equity / day - 1 if day else None,
            None if standing is None else standing.rank,
        )

    async def history_card(self, account: PaperAccount, page: int, reader: Reader) -> Card:
        """Pages count from 0."""
        first = page * TRADES_A_PAGE
        found = await self.parts.reader.trades(account.account_id, limit=first + TRADES_A_PAGE + 1)
        shown: list[ClosedTrade] = list(found[first : first + TRADES_A_PAGE])
        contracts = await self._contracts([one.symbol for one in shown])
        text = history_text(shown, contracts, first + 1, self.parts.source, reader)
        return Card(text, history_keyboard(page, len(found) > first + TRADES_A_PAGE, reader))

    async def _contracts(self, symbols: list[Symbol]) -> dict[Symbol, Contract | None]:
        return {symbol: await self.parts.contracts.of_symbol(symbol) for symbol in set(symbols)}


def day_start(reader: Reader) -> datetime:
    """Midnight of the reader's day."""
    local = reader.now.astimezone(reader.zone)
    return datetime.combine(local.date(), time(), reader.zone)
