"""What is looked up of a member: trades of the open account, rounds with a published result."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from engine.club.lessons.badges import BadgeFacts
from engine.club.lessons.member_facts import MemberFacts
from engine.club.rounds.values import Line, Own, Period, Round, RoundKey
from engine.market.values import MarketSource
from tests.unit.club.lessons.test_paper_facts import trade

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
MAYA = 7


@dataclass
class OnePaperAccount:
    """Of Maya alone."""

    trades_made: list[Any] = field(default_factory=list)

    async def account_of(self, user_id: int, source: MarketSource) -> Any:
        return SimpleNamespace(account_id=1, user_id=MAYA) if user_id == MAYA else None

    async def trades(self, account_id: int, *, limit: int) -> list[Any]:
        return self.trades_made[:limit]

    async def fills(self, account_id: int, *, limit: int) -> list[Any]:
        return []


@dataclass
class EndedRounds:
    """Maya's rank by kind of round; `unpublished` has no result yet."""

    ranks: dict[Period, int | None]
    unpublished: Period | None = None

    async def last_ended(self, period: Period, now: datetime) -> Round:
        return Round(period, RoundKey(period.value), now - timedelta(days=2), now - timedelta(days=1))

    async def own(self, key: RoundKey, user_id: int) -> Own | None:
        period = Period(key)
        if user_id != MAYA or period not in self.ranks:
            return None
        return Own(key, Line(self.ranks[period], MAYA, 1, "maya", 0, 3, 0), 20, 30, 900, Decimal(10_000), NOW)

    async def result(self, key: RoundKey) -> object | None:
        return None if Period(key) is self.unpublished else object()


class InTheDay:
    async def memberships(self, user_id: int, now: datetime) -> dict[Period, object]:
        return {Period.DAY: object()} if user_id == MAYA else {}


def facts(**parts: Any) -> MemberFacts:
    return MemberFacts(MarketSource.SIMULATED, **parts)


async def test_without_an_exchange_and_rounds_nothing_is_known() -> None:
    assert await facts()(MAYA, NOW) == BadgeFacts()


async def test_trades_of_the_open_account_count_and_nobody_elses() -> None:
    look = facts(paper=OnePaperAccount([trade(0), trade(1)]))
    assert (await look(MAYA, NOW)).trades == 2
    assert (await look(8, NOW)) == BadgeFacts()


async def test_the_best_rank_of_the_rounds_that_ended_last_counts_once_published() -> None:
    rounds = EndedRounds({Period.DAY: 1, Period.WEEK: 5, Period.MONTH: None})
    found = await facts(boards=rounds)(MAYA, NOW)
    assert (found.rounds_ranked, found.best_rank) == (2, 1)
    rounds.unpublished = Period.DAY
    found = await facts(boards=rounds)(MAYA, NOW)
    assert (found.rounds_ranked, found.best_rank) == (1, 5)


async def test_being_in_a_round_is_known_while_it_runs() -> None:
    assert (await facts(joining=InTheDay())(MAYA, NOW)).rounds_joined == 1
    assert (await facts(joining=InTheDay())(8, NOW)).rounds_joined == 0
