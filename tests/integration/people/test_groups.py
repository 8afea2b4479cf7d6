"""What groups want of the bot, and their live boards, on a real database."""

from dataclasses import replace

import pytest

from db.database import Database
from db.people.groups import GroupRepository
from db.people.live_boards import LiveBoardRepository
from db.people.people import ChatRepository
from db.rounds.privacy import GroupTraderRepository
from engine.club.groups import GroupSettings, OldAnswer
from engine.club.live_boards import LiveBoard
from engine.club.people import ChatKind, Locale
from engine.club.rounds.values import RoundKey
from engine.market.values import MarketSource

GROUP, OTHER, CHANNEL = -100, -200, -300
CHOSEN = GroupSettings(GROUP, Locale.RU, 77, False, 480, 900, 6, False, True)
LIVE, SIMULATED = MarketSource.LIVE, MarketSource.SIMULATED


@pytest.fixture
def groups(database: Database) -> GroupRepository:
    return GroupRepository(database)


async def test_a_group_that_chose_nothing_has_the_plain_settings(groups: GroupRepository) -> None:
    assert await groups.of(GROUP) == GroupSettings(GROUP)


async def test_choices_are_kept_and_changed(groups: GroupRepository) -> None:
    await groups.change(CHOSEN, 1001)
    assert await groups.of(GROUP) == CHOSEN
    await groups.change(replace(CHOSEN, locale=None, thread_id=None), None)
    assert await groups.of(GROUP) == replace(CHOSEN, locale=None, thread_id=None)


async def test_boards_go_to_groups_that_helix_is_in_and_that_want_them(
    database: Database, groups: GroupRepository
) -> None:
    chats = ChatRepository(database)
    for chat_id, kind in ((GROUP, ChatKind.GROUP), (OTHER, ChatKind.SUPERGROUP), (CHANNEL, ChatKind.CHANNEL)):
        await chats.see(chat_id, kind, "somewhere")
    await chats.see(-400, ChatKind.GROUP, "left")
    await chats.leave(-400)
    assert [one.chat_id for one in await groups.with_boards()] == [OTHER, GROUP]
    await groups.change(GroupSettings(OTHER, has_boards=False), 1)
    await groups.change(replace(CHOSEN, has_boards=True), 1)
    assert await groups.with_boards() == [replace(CHOSEN, has_boards=True)]


async def test_a_group_that_moved_takes_its_settings_along_but_not_its_topic(
    database: Database, groups: GroupRepository
) -> None:
    chats = ChatRepository(database)
    await chats.see(GROUP, ChatKind.GROUP, "small")
    await groups.change(replace(CHOSEN, has_boards=True), 1)
    await chats.migrate(GROUP, -1000)
    assert await groups.of(-1000) == replace(CHOSEN, chat_id=-1000, thread_id=None, has_boards=True)
    assert [one.chat_id for one in await groups.with_boards()] == [-1000]


async def test_a_group_that_moved_ranks_the_same_people(database: Database) -> None:
    traders, chats = GroupTraderRepository(database), ChatRepository(database)
    await chats.see(GROUP, ChatKind.GROUP, "small")
    for user in (1, 2):
        await traders.seen(GROUP, user)
    await traders.seen(-1000, 2)
    await chats.migrate(GROUP, -1000)
    await chats.migrate(GROUP, -1000)
    assert [await traders.groups(user) for user in (1, 2)] == [[-1000], [-1000]]


async def test_old_answers_are_handed_out_once_and_only_where_a_group_wants_them_gone(
    database: Database, groups: GroupRepository
) -> None:
    await groups.change(replace(CHOSEN, clean_up_h=1), 1)
    for chat_id, message_id in ((GROUP, 1), (GROUP, 2), (GROUP, 3), (OTHER, 4)):
        await groups.answered(chat_id, message_id)
        await groups.answered(chat_id, message_id)
    sql = "UPDATE group_answers SET sent_at = now() - make_interval(hours => $2) WHERE message_id = $1"
    await database.run(sql, 1, 2)
    await database.run(sql, 2, 50)  # Telegram deletes it no more
    await database.run(sql, 4, 2)
    assert await groups.outdated(10) == [OldAnswer(GROUP, 1)]
    assert await groups.outdated(10) == []
    rows = await database.rows("SELECT message_id FROM group_answers ORDER BY 1")
    assert [row["message_id"] for row in rows] == [3, 4]


async def test_a_group_has_one_board_of_each_source(database: Database) -> None:
    boards = LiveBoardRepository(database)
    first = LiveBoard(GROUP, SIMULATED, 5, None)
    assert await boards.put(first) is None
    assert await boards.put(LiveBoard(GROUP, LIVE, 6, None)) is None
    second = LiveBoard(GROUP, SIMULATED, 9, RoundKey("day-2026-02-06"))
    assert await boards.put(second) == first
    assert await boards.put(second) is None, "the same message"
    assert await boards.all(SIMULATED) == [second]
    await boards.shows(first, "too late")
    await boards.shows(second, "ranks")
    assert await boards.all(SIMULATED) == [replace(second, shown_hash="ranks")]
    await boards.end(first)
    assert len(await boards.all(SIMULATED)) == 1
    await boards.end(second)
    assert await boards.all(SIMULATED) == []


async def test_a_board_is_looked_at_by_one_process_at_a_time(database: Database) -> None:
    boards = LiveBoardRepository(database)
    await boards.put(LiveBoard(GROUP, SIMULATED, 5, None))
    assert len(await boards.due(SIMULATED, 10, 300.0)) == 1
    assert await boards.due(SIMULATED, 10, 300.0) == []
    assert await boards.due(LIVE, 10, 300.0) == []
