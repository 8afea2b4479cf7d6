"""Names, hiding and following on Postgres."""

import asyncio
from datetime import timedelta

from db.database import Database
from db.rounds.names import NameRepository
from db.rounds.privacy import FollowRepository, GroupTraderRepository, PrivacyRepository
from engine.club.rounds.naming import NameFault
from tests.integration.rounds.conftest import NOON

MAYA, LENA, OLEG = 1, 2, 3


async def test_everybody_has_a_name_of_their_own_from_the_first_look(database: Database) -> None:
    names = NameRepository(database)
    found = await names.names(range(1, 3_001))
    assert len(set(found.values())) == 3_000
    assert await names.name(7) == found[7]


async def test_a_name_is_taken_once_however_it_is_spelled(database: Database) -> None:
    names = NameRepository(database)
    assert (await names.choose(MAYA, " nightowl ", NOON)).name == "nightowl"
    refused = await names.choose(LENA, "NightOw1", NOON)
    assert refused.fault is NameFault.TAKEN
    assert refused.name == await names.name(LENA)
    assert (await names.choose(MAYA, "NightOwl", NOON)).fault is None, "their own, in other letters"
    assert (await names.choose(LENA, "admin", NOON)).fault is NameFault.POSING
    assert await names.find("NIGHTOWL") == MAYA
    assert await names.find("nobody here") is None


async def test_of_many_who_want_a_name_at_once_one_gets_it(database: Database) -> None:
    names = NameRepository(database)
    chosen = await asyncio.gather(*(names.choose(user, "quiet_bull", NOON) for user in range(1, 9)))
    assert sum(choice.fault is None for choice in chosen) == 1


async def test_who_hides_is_no_name_to_others_and_is_not_found(database: Database) -> None:
    names, privacy = NameRepository(database), PrivacyRepository(database)
    await names.choose(MAYA, "nightowl", NOON)
    await privacy.hide(MAYA, True)
    assert await privacy.is_hidden(MAYA)
    assert await names.names([MAYA]) == {}
    assert await names.find("nightowl") is None
    assert await names.name(MAYA) == "nightowl"


async def test_a_trader_is_followed_only_while_they_allow_it(database: Database) -> None:
    privacy, follows = PrivacyRepository(database), FollowRepository(database)
    assert not await follows.follow(LENA, MAYA, NOON)
    await privacy.allow_following(MAYA, True)
    assert await follows.follow(LENA, MAYA, NOON)
    assert await follows.follow(LENA, MAYA, NOON), "a second tap"
    assert not await follows.follow(MAYA, MAYA, NOON)
    assert await follows.followers(MAYA) == [LENA]
    assert await follows.followers(MAYA, by=NOON) == [LENA]
    assert await follows.followers(MAYA, by=NOON - timedelta(seconds=1)) == []
    assert await follows.following(LENA) == [MAYA]
    await privacy.allow_following(MAYA, False)
    assert await follows.followers(MAYA) == []
    assert not await follows.follow(OLEG, MAYA, NOON)


async def test_hiding_ends_being_followed_and_following_cannot_be_allowed_while_hidden(database: Database) -> None:
    privacy, follows = PrivacyRepository(database), FollowRepository(database)
    await privacy.allow_following(MAYA, True)
    await follows.follow(LENA, MAYA, NOON)
    await privacy.hide(MAYA, True)
    assert await follows.followers(MAYA) == []
    await privacy.allow_following(MAYA, True)
    assert not await privacy.may_be_followed(MAYA)
    await privacy.hide(MAYA, False)
    assert not await privacy.may_be_followed(MAYA), "to be allowed again by a press of its own"


async def test_groups_know_who_was_seen_in_them(database: Database) -> None:
    groups = GroupTraderRepository(database)
    for _ in range(2):
        await groups.seen(-5, MAYA)
    await groups.seen(-6, MAYA)
    assert sorted(await groups.groups(MAYA)) == [-6, -5]
    await groups.gone(-5, MAYA)
    assert await groups.groups(MAYA) == [-6]


async def test_a_handle_is_of_those_who_were_seen(database: Database) -> None:
    names = NameRepository(database)
    await names.name(MAYA)
    assert await names.of_handle(await names.handle(MAYA)) == MAYA
    assert await names.of_handle(await names.handle(999_999)) is None
    assert await names.of_handle(str(MAYA)) is None
