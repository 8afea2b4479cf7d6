"""What people do at once on a market that goes by seconds while they do, and what the books of each say of it."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.end_to_end.bot.bourse import Bourse
from tests.end_to_end.bot.contest import trader
from tests.end_to_end.bot.person import Json, Someone, buttons, eventually, words
from tests.end_to_end.bot.reckoning import BidAsk, Reckoned
from tests.end_to_end.bot.stepped_market import SteppedMarket

FRIDAY, SATURDAY = (datetime(2026, 2, day, 6, tzinfo=UTC) for day in (6, 7))  # midnights in Chicago

_WAITING = "SELECT FROM paper_commands WHERE state = 'waiting'"
_ACTIVE = "SELECT DISTINCT symbol FROM paper_orders WHERE NOT is_final"


def utc(hour: int, minute: int = 0) -> datetime:
    """Of the day; 30 is six in the morning of the next."""
    return FRIDAY + timedelta(hours=hour - 6, minutes=minute)


@dataclass(frozen=True)
class Company:
    """An admin who only looks on, four who compete, and two who gamble beside it."""

    ana: Someone
    maya: Someone
    luis: Someone
    olga: Someone
    pete: Someone
    otto: Someone
    vera: Someone

    @staticmethod
    async def gathered(bourse: Bourse) -> "Company":
        ana = await trader(bourse, "en", "admin")
        others = await asyncio.gather(
            trader(bourse, "en", "maya2", "nightowl"),
            trader(bourse, "es", "luis", "Diego77"),
            trader(bourse, "ru", "olga", "Ольга"),
            trader(bourse, "en", "pete", "pete"),
            bourse.member("en", "otto"),
            bourse.member("es", "vera"),
        )
        return Company(ana, *others)

    @property
    def traders(self) -> tuple[Someone, ...]:
        return self.maya, self.luis, self.olga, self.pete

    @property
    def everybody(self) -> tuple[Someone, ...]:
        return self.ana, *self.traders, self.otto, self.vera


@dataclass(frozen=True)
class Day:
    """`opening`: bid and ask of the venue at the first bell, asked of it past everything of the house."""

    bourse: Bourse
    club: Company
    opening: Mapping[str, BidAsk]

    @property
    def market(self) -> SteppedMarket:
        market = self.bourse.market
        assert isinstance(market, SteppedMarket)
        return market

    async def taken_in(self) -> None:
        """Once the exchange has every order that was sent and hears the books they are for. Time stands still: what is
        ordered together is filled in the same second."""

        async def are_in() -> bool:
            waiting, active = [await self.bourse.database.rows(query) for query in (_WAITING, _ACTIVE)]
            books = self.market.clock.books
            return not waiting and all(books.get(row["symbol"]) == self.market.now for row in active)

        await eventually(are_in, within_s=30.0)

    async def show(self, *awaited: tuple[Someone, Json, str]) -> None:
        """Once each message says so. Time stood still while they were sent; it goes on now, for all of them at once."""
        await self.taken_in()

        async def all_say() -> bool:
            now = await asyncio.gather(*(someone.again(message) for someone, message, _ in awaited))
            return all(re.search(wanted, words(one)) for one, (*_, wanted) in zip(now, awaited, strict=True))

        await self.bourse.eventually(all_say)

    async def trade(self, *typed: tuple[Someone, str]) -> None:
        """All at once."""
        cards = await asyncio.gather(*(ordered(someone, text) for someone, text in typed))
        await self.show(*((someone, card, "^✅") for (someone, _), card in zip(typed, cards, strict=True)))

    async def close(self, *typed: tuple[Someone, str]) -> None:
        """By words and symbol, all at once."""
        coins = [re.sub("^1000|USDT$", "", symbol) for _, symbol in typed]
        await asyncio.gather(*(someone.ask(f"/close {coin}") for (someone, _), coin in zip(typed, coins, strict=True)))
        await self.taken_in()

        async def gone() -> bool:
            return not any([await self.held(*one) for one in typed])

        await self.bourse.eventually(gone)

    async def held(self, someone: Someone, symbol: str) -> Decimal:
        """Coins."""
        return (await self.reckoned(someone)).held().get(symbol, Decimal(0))

    async def left(self, someone: Someone, symbol: str, before: Decimal, share: Fraction) -> None:
        """Once that much of it is left, to a lot or two."""
        await self.taken_in()

        async def is_left() -> bool:
            return abs(Fraction(await self.held(someone, symbol)) / Fraction(before) - share) < Fraction(1, 50)

        await self.bourse.eventually(is_left)

    async def reckoned(self, someone: Someone) -> Reckoned:
        return await Reckoned.of(self.bourse.database, (await self.bourse.account(someone)).account_id)

    async def entry(self, someone: Someone) -> Mapping[str, Any]:
        """How the house has scored them."""
        user_id = await self.bourse.user_id(someone)
        row = await self.bourse.database.row(
            "SELECT * FROM round_entries WHERE round_key = 'day-2026-02-06' AND user_id = $1", user_id
        )
        assert row is not None
        return row


async def ordered(someone: Someone, typed: str) -> Json:
    ticket = await someone.ask(typed)
    await someone.press(ticket, "✅")
    return ticket


async def by_taps(someone: Someone, coin: str) -> Json:
    """From a scan's card."""
    card, before = await someone.ask(f"/scan {coin} 12h"), await someone.newest_id()
    await someone.press(card, next(one["text"] for one in buttons(card) if "Ride" in one["text"]))
    ticket = (await someone.answers(before))[0]
    await someone.press(ticket, "✅")
    return ticket


async def ring(bourse: Bourse, bell: datetime) -> Mapping[str, BidAsk]:
    """Up to the bell, and until what it ended is told. The venue's prices at it."""
    await bourse.market.to(bell)
    prices: Mapping[str, BidAsk] = await bourse.market.bid_ask()
    await bourse.turn(2)
    await bourse.market.go_on(timedelta(seconds=25))  # so long it is waited for what the exchange may have to write yet
    await bourse.turn(3)
    return prices
