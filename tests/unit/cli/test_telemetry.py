"""One line an event, and no secret in it."""

import io
import json
import logging
import urllib.request
from collections.abc import Iterator

import pytest
import structlog

from cli.telemetry import Mask, secrets_of, set_up_command_logging, set_up_lines, start_metrics
from config import load_settings

TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Logging is of the whole process: it is put back for the other tests."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(form: str, *secrets: str, level: str = "INFO") -> io.StringIO:
    stream = io.StringIO()
    set_up_lines(level, form, Mask(secrets), stream)
    return stream


def test_text_is_one_line_an_event_with_breaks_quoted() -> None:
    stream = lines("text")
    structlog.get_logger().info("feed_connected", venue="bybit", lag_s=0.25, note="two words\nand a break", gap=None)
    (line,) = stream.getvalue().splitlines()
    time, rest = line.split(" ", 1)
    assert time.endswith("Z")
    assert rest == 'info feed_connected venue=bybit lag_s=0.25 note="two words\\nand a break" gap=null'


def test_json_is_one_object_a_line() -> None:
    stream = lines("json")
    structlog.get_logger().warning("gap", venue="bybit", seconds=3)
    event = json.loads(stream.getvalue())
    assert {"event": "gap", "venue": "bybit", "seconds": 3, "level": "warning"}.items() <= event.items()


def test_a_traceback_stays_on_its_line() -> None:
    stream = lines("text", "hunter2-secret")
    try:
        raise ValueError("cannot log in with hunter2-secret")
    except ValueError:
        structlog.get_logger().exception("broke")
    (line,) = stream.getvalue().splitlines()
    assert "ValueError: cannot log in with ***" in line


def test_lines_of_libraries_look_alike_and_are_masked_too() -> None:
    stream = lines("text")
    logging.getLogger("aiogram").error("cannot reach https://api.telegram.org/bot%s/getMe", TOKEN)
    (line,) = stream.getvalue().splitlines()
    assert line.endswith('error "cannot reach https://api.telegram.org/bot***/getMe"')


@pytest.mark.parametrize("form", ["text", "json"])
def test_secrets_are_masked_by_name_by_value_and_by_look(form: str) -> None:
    stream = lines(form, "s3cr3t-of-ours")
    structlog.get_logger().info(
        "asked",
        api_key="any",
        headers={"Authorization": "any2", "X-BAPI-SIGN": "s3cr3t-of-ours"},
        url="postgresql://helix:any3@host/db",
        tried=["redis://:any4@h/0", f"https://x/bot{TOKEN}/y", "Bearer abcdefghijkl"],
        why="it said s3cr3t-of-ours!",
    )
    text = stream.getvalue()
    assert not [secret for secret in ("any", "s3cr3t", TOKEN, "abcdefghijkl") if secret in text]
    assert "helix:***@host" in text


def test_every_secret_of_the_settings_is_known_to_the_mask() -> None:
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "STRIPE_API_KEY": "sk_test_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}
    assert set(secrets_of(load_settings(env))) == set(env.values())


def test_a_very_short_secret_does_not_blot_out_ordinary_words() -> None:
    assert Mask(["a"]).text("a banana") == "a banana"


def test_events_below_the_level_are_not_written() -> None:
    stream = lines("text", level="WARNING")
    structlog.get_logger().info("quiet")
    logging.getLogger("x").info("quiet too")
    assert stream.getvalue() == ""


def test_a_command_leaves_stdout_to_its_answer(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_command_logging(load_settings({}))
    structlog.get_logger().info("database_migrated")
    structlog.get_logger().warning("settings_doubtful")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "database_migrated" not in captured.err
    assert "settings_doubtful" in captured.err


def test_metrics_are_served_on_loopback_and_a_taken_port_is_stepped_over() -> None:
    lines("text")
    first = start_metrics(0)
    second = start_metrics(first.port)
    try:
        assert second.port != first.port
        with urllib.request.urlopen(second.url, timeout=5) as answer:
            assert b"helix_log_events_total" in answer.read()
        assert second.url.startswith("http://127.0.0.1:")
    finally:
        first.close()
        second.close()
