"""Checks of what is ours: settings, database, Redis."""

from collections.abc import Callable

import asyncpg
from redis.exceptions import AuthenticationError, RedisError

from cli.compose.place import Place
from cli.doctor_checks import Check, State
from config import BadSettings
from config.keys import keys_of
from config.settings import groups
from db.embedded import EmbeddedError, attach
from db.embedded.binaries import postgres_bin_dir, valkey_binary
from db.facts import DatabaseFacts, database_facts
from db.pool import open_redis
from engine.errors import StorageAway

_EVICTING = ("allkeys", "volatile")


def check_settings(place: Place) -> list[Check]:
    names = groups()
    keys = [key for group in names.values() for key in keys_of(group)]
    chosen = sum(
        getattr(getattr(place.settings, name), field) != info.default
        for name, group in names.items()
        for field, info in group.model_fields.items()
    )
    doubts = [Check("settings", State.WARN, warning) for warning in place.settings.warnings]
    return [Check("settings", State.OK, f"{chosen} of {len(keys)} set, the others have their defaults"), *doubts]


def failed_settings(error: BadSettings) -> list[Check]:
    """For a caller that could not even load them: one line a fault."""
    hint = "correct .env or the environment; .env.example tells every key"
    return [Check("settings", State.FAIL, str(fault), hint) for fault in error.faults]


async def check_database(place: Place) -> Check:
    stores, running = place.settings.stores, attach(place.home)
    given = stores.database_url.get_secret_value() if stores.database_url else None
    url = given or (running.database_url if running else None)
    if url is None:
        return _not_running("database", lambda: postgres_bin_dir(stores.pg_bin_dir))
    try:
        return _database_check(await database_facts(url), is_ours=given is None)
    except (asyncpg.PostgresError, StorageAway, ValueError) as refused:
        hint = "is DATABASE_URL right, and does the server run?" if given else "stop Helix and start it again"
        return Check("database", State.FAIL, _first_line(refused), hint)


def _database_check(facts: DatabaseFacts, *, is_ours: bool) -> Check:
    whose = "our own PostgreSQL" if is_ours else "PostgreSQL"
    if facts.kind is None:
        return Check("database", State.WARN, f"{whose} {facts.server_version}, no tables of Helix yet", "helix migrate")
    head = f"{whose} {facts.server_version}, {facts.kind.value}, {len(facts.tables)} tables, version {facts.version}"
    if facts.unapplied:
        return Check("database", State.WARN, f"{head}, {len(facts.unapplied)} migrations to run", "helix migrate")
    return Check("database", State.OK, head)


async def check_redis(place: Place) -> Check:
    stores, running = place.settings.stores, attach(place.home)
    given = stores.redis_url.get_secret_value() if stores.redis_url else None
    url = given or (running.redis_url if running else None)
    if url is None:
        return _not_running("redis", lambda: valkey_binary(stores.redis_bin))
    client = open_redis(url, name="helix doctor", size=1)
    try:
        return _redis_check(await client.info())
    except (RedisError, OSError) as refused:
        is_login = isinstance(refused, AuthenticationError)
        hint = "is the password in REDIS_URL right?" if is_login else "is REDIS_URL right, and does the server run?"
        return Check("redis", State.FAIL, _first_line(refused), hint if given else "stop Helix and start it again")
    finally:
        await client.aclose()


def _redis_check(info: dict[str, object]) -> Check:
    """Valkey reports an old `redis_version` for compatibility; its own stands beside it."""
    valkey = info.get("valkey_version")
    name = f"Valkey {valkey}" if valkey else f"Redis {info.get('redis_version')}"
    major = int(str(valkey or info.get("redis_version") or "0").split(".")[0])
    if major < 7:
        return Check("redis", State.FAIL, name, "Redis 7 or Valkey is needed")
    policy = str(info.get("maxmemory_policy", "noeviction"))
    if policy.startswith(_EVICTING) and info.get("maxmemory"):
        return Check("redis", State.WARN, f"{name} may drop data ({policy})", "set its maxmemory-policy to noeviction")
    return Check("redis", State.OK, name)


def _not_running(name: str, find: Callable[[], object]) -> Check:
    try:
        find()
    except EmbeddedError as missing:
        return Check(name, State.FAIL, str(missing))
    return Check(name, State.OK, "our own, not running now", "helix up starts it")


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
