"""The table of rights as a matrix."""

from pathlib import Path

import pytest

from bot.access import Access
from bot.commands import COMMANDS, Role, allowed, may
from bot.menus import menu
from bot.texts import Texts
from engine.club.people import Locale, Person, Preferences

ROUNDS = {"leaderboard", "compete", "group"}
EVERYBODY = ROUNDS | {"start", "help", "scan", "heatmap", "top", "accuracy", "terms", "signals"}
PAPER = {"long", "short", "positions", "orders", "close", "account", "history", "reset"}
OF_MEMBERS = {"alert", "alerts", "compare", "hunt", "learn", "settings", "watch", "whales", "trader"}
MEMBERS = EVERYBODY | PAPER | OF_MEMBERS
IN_GROUPS = {"compare", "hunt", "watch", "whales", "trader"}  # of what members may
ADMINS = MEMBERS | {"health", "signal", "tune", "audit", "payouts"}
MATRIX = {Role.GUEST: EVERYBODY, Role.MEMBER: MEMBERS, Role.ADMIN: ADMINS, Role.OWNER: ADMINS}
ACCESS = Access(owner_id=1, admin_ids=frozenset({2}))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_who_may_use_what(role: Role, command: object) -> None:
    assert may(role, command) is (command.name in MATRIX[role])  # type: ignore[arg-type, attr-defined]


def person(user_id: int, *, started: bool = True) -> Person:
    from datetime import UTC, datetime

    at = datetime(2026, 2, 6, tzinfo=UTC) if started else None
    return Person(user_id, "Maya", Preferences(Locale.EN, "UTC"), None, at, True)


def test_roles_are_found_by_who_somebody_is() -> None:
    assert ACCESS.role_of(person(1)) is Role.OWNER
    assert ACCESS.role_of(person(2)) is Role.ADMIN
    assert ACCESS.role_of(person(3)) is Role.MEMBER
    assert ACCESS.role_of(person(3, started=False)) is Role.GUEST
    assert ACCESS.role_of(None) is Role.GUEST
    assert ACCESS.everyone_in_charge == (1, 2)


def test_commands_are_named_once_and_as_telegram_allows() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert all(name.islower() and name.isascii() and len(name) <= 32 for name in names)


@pytest.mark.parametrize("locale", list(Locale))
def test_a_menu_shows_what_may_be_used_and_nothing_private_in_groups(locale: Locale) -> None:
    texts = Texts(Path("locales"))
    assert [c.command for c in menu(Role.ADMIN, locale, texts)] == [spec.name for spec in allowed(Role.ADMIN)]
    assert {c.command for c in menu(Role.MEMBER, locale, texts, in_group=True)} == EVERYBODY | IN_GROUPS
    assert all(3 <= len(c.description) <= 256 for c in menu(Role.OWNER, locale, texts))
