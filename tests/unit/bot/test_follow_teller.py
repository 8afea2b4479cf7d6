"""Who follows hears of a trade once, of what is news only, and not without end."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.rounds.follow_teller import BUDGET_AN_HOUR, CLOSED_KIND, OPENED_KIND, FollowTeller
from engine.club.posts import Post
from engine.exchange.orders import MarginMode, Slot
from engine.exchange.outputs import FillCause
from engine.exchange.venues.paper.ports import AccountNews
from engine.exchange.venues.paper.values import ClosedTrade, PaperAccount, PaperPosition
from engine.market.values import Coin, MarketSource, Side, Symbol
from tests.unit.bot.round_fakes import FakeClub, FakeFollows

NOW = datetime(2026, 2, 6, 18, tzinfo=UTC)
OWL, PETE, LENA = 1, 2, 3
BTC, SOURCE = Symbol("BTCUSDT"), MarketSource.SIMULATED


@dataclass
class SetClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class FakePaper:
    """One account a trader, numbered as they are."""

    held: list[PaperPosition] = field(default_factory=list)
    closed: list[ClosedTrade] = field(default_factory=list)

    async def account_of(self, user_id: int, source: MarketSource) -> PaperAccount | None:
        start = Decimal(10_000)
        return PaperAccount(user_id, user_id, source, 1, NOW, None, start, start, MarginMode.ISOLATED, False, None)

    async def positions(self, account_id: int) -> list[PaperPosition]:
        return [one for one in self.held if one.account_id == account_id]

    async def trades(self, account_id: int, *, before: datetime | None = None, limit: int = 20) -> list[ClosedTrade]:
        return [one for one in self.closed if one.account_id == account_id][:limit]


@dataclass
class FakePosts:
    put_down: dict[tuple[str, int], Post] = field(default_factory=dict)

    async def put(self, post: Post) -> bool:
        is_new = (post.key, post.chat_id) not in self.put_down
        self.put_down.setdefault((post.key, post.chat_id), post)
        return is_new


def position(minutes_ago: float = 1.0) -> PaperPosition:
    one, at = Decimal(1), NOW - timedelta(minutes=minutes_ago)
    zero = Decimal(0)
    return PaperPosition(OWL, BTC, Coin("BTC"), Slot.ONE_WAY, Side.LONG, one, Decimal(100), one, zero, at, zero, None)


def trade(n: int = 0, minutes_ago: float = 1.0) -> ClosedTrade:
    at = NOW - timedelta(minutes=minutes_ago, seconds=n)
    return ClosedTrade(
        OWL, BTC, Coin("BTC"), Side.LONG, Decimal(1), Decimal(10), Decimal(100), Decimal(102),
        at - timedelta(hours=1), at, Decimal(2), FillCause.ORDER,
    )  # fmt: skip


@dataclass
class Scene:
    club: FakeClub = field(default_factory=lambda: FakeClub(followable={OWL}, followed={(PETE, OWL)}))
    paper: FakePaper = field(default_factory=FakePaper)
    posts: FakePosts = field(default_factory=FakePosts)
    clock: SetClock = field(default_factory=SetClock)

    def teller(self) -> FollowTeller:
        follows = FakeFollows(self.club)
        return FollowTeller(follows, self.paper, None, self.posts, SOURCE, self.clock)  # type: ignore[arg-type]


async def test_an_opened_and_a_closed_trade_are_told_once_to_each_follower() -> None:
    scene = Scene()
    scene.club.followed.add((LENA, OWL))
    scene.paper.held, scene.paper.closed = [position()], [trade()]
    teller = scene.teller()
    assert await teller.look() == 4
    assert await teller.look() == 0
    assert await scene.teller().look() == 0, "another process"
    told = {(post.chat_id, post.kind) for post in scene.posts.put_down.values()}
    assert told == {(who, kind) for who in (PETE, LENA) for kind in (OPENED_KIND, CLOSED_KIND)}


async def test_what_is_old_is_no_news() -> None:
    scene = Scene()
    scene.paper.held, scene.paper.closed = [position(16)], [trade(0, 16)]
    assert await scene.teller().look() == 0


async def test_news_of_who_is_not_followed_cost_nothing() -> None:
    scene = Scene()
    scene.paper.held = [position()]
    teller = scene.teller()
    assert await teller.hear([AccountNews(OWL, (), (BTC,))]) == 0, "not looked at yet"
    await teller.look()
    scene.paper.closed = [trade()]
    assert await teller.hear([AccountNews(99, (), (BTC,)), AccountNews(OWL, (), (BTC,))]) == 1


async def test_a_busy_trader_does_not_fill_a_followers_chat() -> None:
    scene = Scene()
    teller = scene.teller()
    for start in (0, 20, 40):
        scene.paper.closed = [trade(start + n) for n in range(20)]
        await teller.look()
    assert len(scene.posts.put_down) == BUDGET_AN_HOUR
    scene.clock.at += timedelta(hours=1)
    scene.paper.closed = [replace(trade(), closed_at=scene.clock.at)]
    assert await teller.look() == 1


async def test_a_new_follower_hears_nothing_of_what_was_before() -> None:
    scene = Scene()
    scene.club.since[PETE, OWL] = NOW - timedelta(minutes=2)
    scene.paper.held, scene.paper.closed = [position(1)], [trade(0, 3), trade(0, 1)]
    assert await scene.teller().look() == 2
    told = sorted(post.kind for post in scene.posts.put_down.values())
    assert told == [CLOSED_KIND, OPENED_KIND]
