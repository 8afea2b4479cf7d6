"""Rounds for tests: Friday 6 February 2026 in Chicago, as the screens show it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.texts import Texts
from bot.views.reader import Links, Place, Reader
from engine.club.people import Locale, Person, Preferences
from engine.club.rounds.values import (
    BestTrade,
    BoardPage,
    Line,
    Own,
    Period,
    Round,
    RoundKey,
    RoundResult,
    RoundState,
    Unranked,
)
from engine.market.values import Coin, Side

HOUSE = ZoneInfo("America/Chicago")
BELL = datetime(2026, 2, 7, 6, tzinfo=UTC)  # midnight in Chicago
TEXTS = Texts(Path("locales"))
FRIDAY = Round(Period.DAY, RoundKey("day-2026-02-06"), BELL - timedelta(days=1), BELL)
SATURDAY = Round(Period.DAY, RoundKey("day-2026-02-07"), BELL, BELL + timedelta(days=1))
WEEK = Round(Period.WEEK, RoundKey("week-2026-02-02"), BELL - timedelta(days=5), BELL + timedelta(days=2))
MONTH = Round(Period.MONTH, RoundKey("month-2026-02"), BELL - timedelta(days=6), BELL + timedelta(days=22))


def reader(
    locale: Locale = Locale.EN, place: Place = Place.GROUP, now: datetime = BELL, person: Person | None = None
) -> Reader:
    prefers = Preferences(locale, "America/Chicago")
    return Reader(TEXTS.of(locale), prefers, now, place, Links("helix_demo_bot"), person=person)


def line(
    rank: int | None, name: str | None, score_ppm: int, trades: int, dip_ppm: int, why: Unranked | None = None
) -> Line:
    user_id = 100 + (rank or 0)
    return Line(rank, user_id, user_id, name, score_ppm, trades, dip_ppm, why)


TOP = (
    line(1, "nightowl", 402_000, 7, 41_000),
    line(2, "Lena_K", 368_000, 11, 60_000),
    line(3, "sats4lunch", 331_000, 5, 32_000),
    line(4, "quiet_bull", 297_000, 9, 75_000),
    line(5, "Diego77", 275_000, 4, 58_000),
)
MAYA = replace(line(212, "Maya", 2_000, 3, 12_000), user_id=9)
RESULT = RoundResult(
    round=FRIDAY,
    state=RoundState.PUBLISHED,
    traders=2318,
    ranked=1104,
    top=TOP,
    prize_usd=Decimal(100),
    prize_user_id=101,
    prize_name="nightowl",
    fills_replayed=38_412,
    proof="9f3c61e1",
    best=BestTrade(Coin("SOL"), Side.LONG, Decimal("10.00"), Decimal("80.20"), Decimal("88.40"), 102_000),
    middle_ppm=-9_000,
    btc_ppm=57_000,
    is_late=False,
)


def page(lines: tuple[Line, ...] = TOP, *, key: RoundKey = SATURDAY.key, pages: int = 64) -> BoardPage:
    return BoardPage(key, RoundState.RUNNING, 0, pages, 2318, 1104, lines, BELL + timedelta(hours=8, minutes=5))


def own(found: Line = MAYA, key: RoundKey = FRIDAY.key) -> Own:
    return Own(key, found, 1104, 2318, 3600, Decimal(10_000), BELL)
