"""What buttons about competitions and groups carry: short enough, read back as written, and no two alike."""

from itertools import groupby

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import bot.dispatcher  # noqa: F401  # every handler and its presses
from bot.callbacks import owner_code
from bot.groups.presses import GroupPage, GroupPress
from bot.rounds.asked import board_asked, board_linked
from bot.rounds.presses import (
    BoardPress,
    PayoutPress,
    PayoutTask,
    PayWay,
    PrizePress,
    RankPress,
    TraderPress,
    TraderTask,
)
from engine.club.rounds.handles import handle_of
from engine.club.rounds.values import Period

KEYS = ("", "day-2026-02-06", "week-2026-02-02", "month-2026-02")
GROUP = -1001234567890123


def kinds(parent: type[CallbackData]) -> list[type[CallbackData]]:
    return [found for one in parent.__subclasses__() for found in (one, *kinds(one))]


def test_no_two_presses_begin_alike() -> None:
    ours = sorted((one.__prefix__, one.__name__) for one in kinds(CallbackData) if one.__module__.startswith("bot."))
    twice = [list(same) for _, same in groupby(ours, key=lambda pair: pair[0])]
    assert [same for same in twice if len(same) > 1] == []


@given(
    st.sampled_from(Period),
    st.sampled_from(KEYS),
    st.integers(1, 999_999),
    st.integers(min_value=0, max_value=2**52).map(owner_code),
)
def test_a_board_fits_and_reads_back(period: Period, key: str, page: int, owner: str) -> None:
    board = BoardPress(period=period, key=key, page=page, chat=GROUP, owner=owner)
    packed = board.pack()
    assert len(packed.encode()) <= 64
    assert BoardPress.unpack(packed) == board


@pytest.mark.parametrize(
    "press",
    [
        RankPress(key="week-2026-02-02"),
        TraderPress(do=TraderTask.FOLLOW, trader=handle_of(2**52 - 1, b"salt")),
        PrizePress(prize_id=10**12, way=PayWay.BYBIT),
        PayoutPress(do=PayoutTask.RELEASE, prize_id=10**12),
        GroupPress(page=GroupPage.COOLDOWN, value="3600"),
    ],
)
def test_the_others_fit_and_read_back(press: CallbackData) -> None:
    assert len(press.pack().encode()) <= 64
    assert type(press).unpack(press.pack()) == press


@pytest.mark.parametrize(
    "data", ["lb:day:x:1:0:0", "lb:day:day-2026:0:0:0", "lb:year::1:0:0", "rk:; drop table", "pz:0:tron"]
)
def test_nonsense_is_no_press(data: str) -> None:
    kind = {"lb": BoardPress, "rk": RankPress, "pz": PrizePress}[data[:2]]
    with pytest.raises((ValidationError, ValueError)):
        kind.unpack(data)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", BoardPress()),
        ("Week", BoardPress(period=Period.WEEK)),
        ("месяц", BoardPress(period=Period.MONTH)),
        ("week, group", BoardPress(period=Period.WEEK, chat=GROUP)),
        ("dia grupo", BoardPress(chat=GROUP)),
        ("1e309", None),
    ],
)
def test_a_board_is_understood_in_words(typed: str, asked: BoardPress | None) -> None:
    assert board_asked(typed, GROUP) == asked


def test_a_groups_board_needs_a_group() -> None:
    assert board_asked("group", 0) is None


@pytest.mark.parametrize(
    ("payload", "asked"),
    [
        ("board_week", BoardPress(period=Period.WEEK)),
        ("board_day-2026-02-06", BoardPress(key="day-2026-02-06")),
        ("board_", None),
        ("board_day-", None),
        ("board_../../etc", None),
    ],
)
def test_a_link_opens_its_board(payload: str, asked: BoardPress | None) -> None:
    assert board_linked(payload) == asked
