"""Who held something while the exchange was away is told once; who held nothing, or for a moment only, is not."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from engine.club.posts import Post
from engine.club.restart_notes import TellOfRestart
from engine.exchange.money import SCALE
from engine.exchange.orders import MarginMode, OpenAccount, Order, OrderKind, Place, Sent, Way
from engine.exchange.venues.paper.values import START_USDT, PaperAccount
from engine.market.values import MarketSource
from tests.unit.exchange.markets import AT
from tests.unit.exchange.paper.fakes import BTC, floor

_HOLDER = PaperAccount(
    1, 77, MarketSource.LIVE, 1, AT, None, START_USDT, START_USDT, MarginMode.ISOLATED, False, None
)  # fmt: skip


@dataclass
class Books:
    put_down: dict[str, Post] = field(default_factory=dict)
    account_1: PaperAccount = _HOLDER

    async def account(self, account_id: int) -> PaperAccount | None:
        return replace(self.account_1, account_id=account_id)

    async def put(self, post: Post) -> bool:
        return self.put_down.setdefault(post.key, post) is post


async def told(books: Books, away_s: float) -> int:
    on = floor()
    for account_id in (1, 2):
        on.act(Sent(OpenAccount(account_id, 10_000 * SCALE), 1))
    on.act(Sent(Place(Order(8, 1, BTC, Way.BUY, 1, OrderKind.LIMIT, 50)), 1))
    tell = TellOfRestart(books, books, MarketSource.LIVE)  # type: ignore[arg-type]
    return await tell(on, AT - timedelta(seconds=away_s), AT)


async def test_one_note_a_restart_for_who_has_something_open() -> None:
    books = Books()
    assert [await told(books, 120), await told(books, 120)] == [1, 0]
    (post,) = books.put_down.values()
    assert (post.chat_id, post.body) == (77, {"away_s": 120.0, "positions": 0, "orders": 1})


async def test_a_moment_is_not_worth_a_note() -> None:
    assert await told(Books(), 59) == 0


async def test_nobody_is_told_of_an_account_that_was_reset() -> None:
    assert await told(Books(account_1=replace(_HOLDER, closed_at=AT)), 120) == 0
