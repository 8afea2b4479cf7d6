"""The day's file and the day's post: made once the day is over, the file before the words."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from engine.club.posts import Post
from engine.exchange.drift import Verdict
from engine.exchange.drift_day import DriftDay, DriftLine
from engine.exchange.drift_rows import Why
from engine.exchange.drift_summary import Drift
from engine.exchange.outputs import FillModel
from engine.market.values import Coin, MarketSource, Symbol
from jobs.drift_file import write_day
from jobs.paper_drift import DriftReporter, last_day

DAY = date(2026, 11, 26)
NIGHT = datetime(2026, 11, 27, 0, 15, tzinfo=UTC)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
FILE = "paper-drift-live-2026-11-26.csv"
LINE = DriftLine(
    1, 7, Symbol("BTCUSDT"), Coin("BTC"), NOON, True, 0.015, FillModel.BOOK, Verdict.TAKEN, None,
    100.0, 101.0, 99.0099, 0.015,
)  # fmt: skip
THIN = replace(
    LINE, fill_id=2, is_buy=False, verdict=Verdict.UNANSWERED, why=Why.THIN, market_usd=None, bps=None, usdt=None
)
WHOLE = Drift(None, None, 2, 1, 0, 99.0, 99.0, 99.0, 0.0, 5.0, 0.015)


@dataclass
class Days:
    """Two lines, a page each, or none."""

    found: Sequence[DriftLine] = (LINE, THIN)
    begun_at: datetime = NOON

    async def is_begun(self, until: datetime) -> bool:
        return self.begun_at < until

    async def of_day(self, day: date) -> DriftDay:
        drifts = (WHOLE,) if self.found else ()
        return DriftDay(MarketSource.LIVE, day, len(self.found), drifts, ())

    async def lines(self, day: date, after: DriftLine | None = None) -> Sequence[DriftLine]:
        place = 0 if after is None else self.found.index(after) + 1
        return self.found[place : place + 1]


@dataclass
class Book:
    """Keeps what was put."""

    posts: dict[tuple[str, int], Post] = field(default_factory=dict)

    async def put(self, post: Post) -> bool:
        is_new = (post.key, post.chat_id) not in self.posts
        self.posts.setdefault((post.key, post.chat_id), post)
        return is_new


@dataclass
class Clock:
    at: datetime = NIGHT

    def now(self) -> datetime:
        return self.at


class Admins:
    async def chats(self) -> Sequence[int]:
        return (1, 2)


@pytest.fixture
def book() -> Book:
    return Book()


def reporter(book: Book, folder: Path, days: Days | None = None, clock: Clock | None = None) -> DriftReporter:
    return DriftReporter(MarketSource.LIVE, days or Days(), book, Admins(), clock or Clock(), folder)


async def test_the_file_has_a_row_a_fill_and_nothing_half_written_beside_it(tmp_path: Path) -> None:
    path = await write_day(Days(), MarketSource.LIVE, DAY, tmp_path / "reports")
    with path.open(encoding="utf-8", newline="") as file:
        compared, thin = csv.DictReader(file)
    assert [one.name for one in path.parent.iterdir()] == [FILE]
    assert compared["at"] == "2026-11-26T12:00:00.000+00:00"
    told = ("side", "quantity", "model", "verdict", "why", "paper_usd", "market_usd", "advantage_bps", "advantage_usdt")
    assert [compared[name] for name in told] == [
        "buy", "0.015", "book", "taken", "", "100", "101", "99.010", "0.015000",
    ]  # fmt: skip
    assert [thin[name] for name in told] == ["sell", "0.015", "book", "unanswered", "thin", "100", "", "", ""]


async def test_the_day_is_reported_once_to_everyone_in_charge(book: Book, tmp_path: Path) -> None:
    clock = Clock()
    one = reporter(book, tmp_path, clock=clock)
    assert await one.look() == 2
    assert await one.look() == 0
    assert await reporter(book, tmp_path).look() == 0, "another process finds it put already"
    assert sorted(book.posts) == [("paper-drift:live:2026-11-26", 1), ("paper-drift:live:2026-11-26", 2)]
    assert (tmp_path / FILE).exists()
    clock.at += timedelta(days=1)
    assert await one.look() == 2


async def test_a_day_without_trades_is_reported_without_a_file(book: Book, tmp_path: Path) -> None:
    assert await reporter(book, tmp_path, Days(found=())).look() == 2
    assert not (tmp_path / FILE).exists()


async def test_before_the_first_account_there_is_nothing_to_report(book: Book, tmp_path: Path) -> None:
    assert await reporter(book, tmp_path, Days(begun_at=NIGHT)).look() == 0
    assert book.posts == {}


async def test_a_folder_that_cannot_be_written_costs_the_file_and_not_the_report(book: Book, tmp_path: Path) -> None:
    blocked = tmp_path / "reports"
    blocked.write_text("a file where the folder should be")
    assert await reporter(book, blocked).look() == 2


@pytest.mark.parametrize(
    ("now", "day"),
    [(NIGHT, DAY), (NIGHT - timedelta(seconds=1), DAY - timedelta(days=1)), (NIGHT + timedelta(hours=23), DAY)],
)
def test_a_day_is_over_when_its_last_fills_were_looked_at(now: datetime, day: date) -> None:
    assert last_day(now) == day
