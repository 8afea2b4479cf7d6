"""The doctor tells what works and what is missing, in one line each, and never a secret."""

import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from rich.console import Console

from cli.compose.place import Place
from cli.doctor import failed_settings, print_checks
from cli.doctor_asking import ask
from cli.doctor_checks import Check, State
from cli.doctor_home import check_home
from cli.doctor_services import service_questions, unasked
from cli.doctor_stores import check_database, check_redis, check_settings
from cli.doctor_venues import venue_questions
from config import BadSettings, load_settings
from db.embedded import Conditions, EmbeddedServers
from db.migrate import migrate

TOKEN = "123456789:AAExampleExampleExampleExampleExample"
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
Answer = Callable[[web.Request], tuple[int, Any]]


@pytest_asyncio.fixture
async def world() -> AsyncIterator[tuple[str, dict[str, Answer], list[web.Request]]]:
    """A server that answers as told by path, and keeps what it was asked."""
    answers: dict[str, Answer] = {}
    asked: list[web.Request] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request)
        status, body = answers[request.path](request) if request.path in answers else (404, None)
        return web.json_response(body, status=status) if body is not None else web.Response(status=status)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}", answers, asked
    await runner.cleanup()


async def checks(env: dict[str, str], only: str, *, needed: bool = True) -> Check:
    settings = load_settings(env)
    questions = [*venue_questions(settings, NOW, live_is_needed=needed), *service_questions(settings)]
    (question,) = [one for one in questions if one.name == only]
    async with aiohttp.ClientSession() as session:
        return await ask(session, question)


async def test_a_venue_that_answers_is_reachable(world: tuple[str, dict[str, Answer], Any]) -> None:
    url, answers, _ = world
    answers["/v5/market/time"] = lambda _: (200, {"retCode": 0, "retMsg": "OK"})
    answers["/fapi/v1/time"] = lambda _: (200, {"serverTime": 1})
    env = {"BYBIT_REST_URL": url, "BINANCE_REST_URL": url}
    assert (await checks(env, "bybit")).state is State.OK
    assert (await checks(env, "binance")).state is State.OK


@pytest.mark.parametrize(("needed", "state"), [(True, State.FAIL), (False, State.WARN)])
async def test_a_venue_that_is_away_fails_only_where_it_is_needed(needed: bool, state: State) -> None:
    check = await checks({"BYBIT_REST_URL": "http://127.0.0.1:1"}, "bybit", needed=needed)
    assert check.state is state
    assert "does not answer" in check.detail


async def test_a_venue_that_turns_the_place_away_says_so(world: tuple[str, dict[str, Answer], Any]) -> None:
    url, answers, _ = world
    answers["/v5/market/time"] = lambda _: (403, None)
    answers["/fapi/v1/time"] = lambda _: (451, {"msg": "Service unavailable from a restricted location"})
    env = {"BYBIT_REST_URL": url, "BINANCE_REST_URL": url}
    assert "not offered from this place" in (await checks(env, "bybit")).detail
    assert "restricted location" in (await checks(env, "binance")).detail


async def test_bybits_account_is_asked_with_a_right_signature(world: tuple[str, dict[str, Answer], Any]) -> None:
    url, answers, _ = world

    def judge(request: web.Request) -> tuple[int, Any]:
        stamp, window = request.headers["X-BAPI-TIMESTAMP"], request.headers["X-BAPI-RECV-WINDOW"]
        right = hmac.new(b"the-secret", f"{stamp}the-key{window}".encode(), hashlib.sha256).hexdigest()
        is_right = hmac.compare_digest(right, request.headers["X-BAPI-SIGN"])
        return 200, {"retCode": 0, "result": {"readOnly": 1}} if is_right else {
            "retCode": 10004,
            "retMsg": "error sign!",
        }

    answers["/v5/user/query-api"] = judge
    env = {"BYBIT_REST_URL": url, "BYBIT_API_KEY": "the-key"}
    right = await checks({**env, "BYBIT_API_SECRET": "the-secret"}, "bybit account")
    assert (right.state, right.detail) == (State.OK, "authorised, read only")
    wrong = await checks({**env, "BYBIT_API_SECRET": "another"}, "bybit account")
    assert wrong.state is State.FAIL
    assert "error sign!" in wrong.detail
    assert "BYBIT_API_SECRET" in wrong.hint


async def test_telegram_names_the_bot_or_tells_what_it_said(world: tuple[str, dict[str, Answer], Any]) -> None:
    url, answers, _ = world
    bot = {"id": 1, "is_bot": True, "username": "helix_bot", "can_join_groups": True}
    answers[f"/bot{TOKEN}/getMe"] = lambda _: (200, {"ok": True, "result": bot})
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": url}
    assert (await checks(env, "telegram")).detail == "@helix_bot, may join groups"
    answers[f"/bot{TOKEN}/getMe"] = lambda _: (401, {"ok": False, "description": "Unauthorized"})
    refused = await checks(env, "telegram")
    assert (refused.state, refused.detail) == (State.FAIL, "answers 401: Unauthorized")
    away = await checks({**env, "TELEGRAM_API_BASE_URL": "http://127.0.0.1:1"}, "telegram")
    assert TOKEN not in away.detail + away.hint


async def test_an_answer_that_is_no_json_is_no_crash(world: tuple[str, dict[str, Answer], Any]) -> None:
    url, answers, _ = world
    answers["/v5/market/time"] = lambda _: (200, ["not", "an", "object"])
    assert (await checks({"BYBIT_REST_URL": url}, "bybit")).state is State.FAIL
    answers["/v5/market/time"] = lambda _: (502, None)
    assert (await checks({"BYBIT_REST_URL": url}, "bybit")).detail == "answers 502"


def place(tmp_path: Path, **env: str) -> Place:
    return Place(load_settings(env), tmp_path)


async def test_the_database_is_told_with_kind_version_and_tables(postgres_url: str, tmp_path: Path) -> None:
    there = place(tmp_path, DATABASE_URL=postgres_url)
    empty = await check_database(there)
    assert (empty.state, empty.hint) == (State.WARN, "helix migrate")
    migrate(postgres_url)
    full = await check_database(there)
    assert full.state is State.OK
    assert "plain" in full.detail
    assert "tables" in full.detail


async def test_stores_that_are_away_fail_without_showing_their_passwords(tmp_path: Path) -> None:
    there = place(
        tmp_path, DATABASE_URL="postgresql://u:hunter2@127.0.0.1:1/x", REDIS_URL="redis://:hunter2@127.0.0.1:1"
    )
    for check in (await check_database(there), await check_redis(there)):
        assert check.state is State.FAIL
        assert "hunter2" not in str(check)


async def test_redis_is_told_with_its_own_name_and_version(redis_url: str, tmp_path: Path) -> None:
    check = await check_redis(place(tmp_path, REDIS_URL=redis_url))
    assert check.state is State.OK
    assert check.detail.startswith(("Valkey ", "Redis "))


async def test_our_own_servers_that_are_not_running_are_no_fault(tmp_path: Path) -> None:
    for check in (await check_database(place(tmp_path)), await check_redis(place(tmp_path))):
        assert check.state is State.OK
        assert "not running" in check.detail


async def test_the_servers_of_a_helix_that_runs_here_are_found(tmp_path: Path) -> None:
    with EmbeddedServers(tmp_path, lambda _: None, conditions=Conditions(durable=False)) as servers:
        assert servers.addresses.database_url is not None
        migrate(servers.addresses.database_url)
        database, redis = await check_database(place(tmp_path)), await check_redis(place(tmp_path))
    assert (database.state, redis.state) == (State.OK, State.OK)
    assert database.detail.startswith("our own PostgreSQL 18")
    assert redis.detail.startswith("Valkey")


async def test_programs_that_are_not_there_are_a_fault(tmp_path: Path) -> None:
    check = await check_database(place(tmp_path, PG_BIN_DIR=str(tmp_path)))
    assert check.state is State.FAIL
    assert "DATABASE_URL" in check.detail


def test_a_folder_that_is_not_made_yet_is_judged_by_the_one_it_will_stand_in(tmp_path: Path) -> None:
    assert check_home(tmp_path / "a" / "b").state in {State.OK, State.WARN}
    assert not (tmp_path / "a").exists()
    (tmp_path / "file").touch()
    assert check_home(tmp_path / "file" / "b").state is State.FAIL


def test_a_disk_that_is_nearly_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=300_000_000))
    check = check_home(tmp_path)
    assert (check.state, "0.3 GB" in check.detail) == (State.WARN, True)


def test_what_was_chosen_is_counted_and_doubts_are_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("OWNER=me\nTELEGRAM_BOT_TOKN=1\n")
    first, second = check_settings(Place(load_settings({}, file), tmp_path))
    assert first.detail.startswith("1 of ")
    assert second.state is State.WARN


def test_settings_that_could_not_be_loaded_are_told_fault_by_fault() -> None:
    with pytest.raises(BadSettings) as caught:
        load_settings({"TIMEZONE": "x", "LOG_LEVEL": "y"})
    assert [check.state for check in failed_settings(caught.value)] == [State.FAIL, State.FAIL]


def test_without_a_token_the_local_page_is_named() -> None:
    assert [check.state for check in unasked(load_settings({}))] == [State.OFF]


def printed(given: list[Check], *, as_json: bool) -> tuple[int, str]:
    stream = io.StringIO()
    return print_checks(given, as_json=as_json, console=Console(file=stream, width=40)), stream.getvalue()


def test_one_line_a_check_and_an_exit_code() -> None:
    fine = [
        Check("a", State.OK, "works"),
        Check("bb", State.OFF, "not set up", "set A"),
        Check("c", State.WARN, "[slow]"),
    ]
    code, text = printed(fine, as_json=False)
    assert code == 0
    assert len(text.splitlines()) == 3
    assert "[slow]" in text
    assert printed([*fine, Check("d", State.FAIL, "broken")], as_json=False)[0] == 1


def test_json_for_programs() -> None:
    code, text = printed([Check("a", State.FAIL, "x" * 200, "h")], as_json=True)
    assert code == 1
    assert json.loads(text) == {
        "ok": False,
        "checks": [{"name": "a", "state": "fail", "detail": "x" * 200, "hint": "h"}],
    }
