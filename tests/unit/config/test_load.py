"""One settings object, or one message that lists every fault without a secret in it."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from config import BadSettings, Settings, load_settings

TOKEN = "123456789:AAExampleExampleExampleExample"


def refused(env: dict[str, str], file: Path | None = None) -> BadSettings:
    with pytest.raises(BadSettings) as caught:
        load_settings(env, file)
    return caught.value


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_nothing_given_works() -> None:
    settings = load_settings({})
    assert settings.market.source == "auto"
    assert settings.general.timezone == "America/Chicago"
    assert settings.stores.database_url is None
    assert settings.warnings == ()


def test_an_empty_value_counts_as_not_given() -> None:
    empty = dict.fromkeys(["DATABASE_URL", "TIMEZONE", "TELEGRAM_ADMIN_IDS", "METRICS_PORT", "BOT_API_LEVEL"], "  ")
    assert load_settings(empty) == load_settings({})


def test_the_environment_wins_over_the_file_and_an_empty_variable_does_not(env_file: Path) -> None:
    env_file.write_text("OWNER=file\nTIMEZONE=Europe/Madrid\n")
    settings = load_settings({"OWNER": "shell", "TIMEZONE": ""}, env_file)
    assert settings.general.owner == "shell"
    assert settings.general.timezone == "Europe/Madrid"


def test_values_are_typed() -> None:
    settings = load_settings(
        {
            "TELEGRAM_ADMIN_IDS": "11, 22,",
            "BOT_API_LEVEL": "10.3",
            "HELIX_HOME": "~/helix",
            "COINGLASS_DEFAULT_MAP": "yes",
            "COINGLASS_API_KEY": "k",
            "LOG_LEVEL": "debug",
            "POLYGON_RPC_URLS": "https://a.example, https://b.example/",
        }
    )
    assert settings.telegram.admin_ids == (11, 22)
    assert str(settings.telegram.bot_api_level) == "10.3"
    assert settings.general.home == Path.home() / "helix"
    assert settings.coinglass.is_default_map is True
    assert settings.general.log_level == "DEBUG"
    assert settings.polymarket.polygon_rpc_urls == ("https://a.example", "https://b.example")


def test_nothing_can_be_changed_afterwards() -> None:
    settings = load_settings({})
    with pytest.raises(ValidationError):
        settings.general.owner = "someone"  # type: ignore[misc]  # that it is frozen is the point
    with pytest.raises(ValidationError):
        settings.warnings = ("x",)  # type: ignore[misc]  # likewise


BAD = {
    "TIMEZONE": "Chicago",
    "LOG_LEVEL": "loud",
    "METRICS_PORT": "99999",
    "DATABASE_URL": "mysql://u:hunter2secret@h/x",
    "REDIS_URL": "redis://:hunter3secret@",
    "TELEGRAM_BOT_TOKEN": "not-a-token",
    "TELEGRAM_ADMIN_IDS": "12,x,y",
    "TELEGRAM_CHANNEL_ID": "my channel",
    "TELEGRAM_WEBHOOK_URL": "http://plain.example",
    "TELEGRAM_WEBHOOK_SECRET": "short",
    "BOT_API_LEVEL": "8",
    "MARKET_SOURCE": "guess",
    "PUBLIC_URL": "https://[broken",
    "POLYMARKET_PRIVATE_KEY": "0xnothex",
    "TWILIO_FROM_NUMBER": "555",
    "X_MONTHLY_BUDGET_USD": "-1",
    "LIVE_TRADING_ENABLED": "perhaps",
}
SECRETS = ("DATABASE_URL", "REDIS_URL", "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "POLYMARKET_PRIVATE_KEY")


def test_every_fault_is_told_at_once_with_what_was_given_and_what_works() -> None:
    error = refused(BAD)
    assert {fault.key for fault in error.faults} == set(BAD)
    assert all(fault.works and fault.place == "the environment" for fault in error.faults)
    for key, value in BAD.items():
        assert key in str(error)
        assert (value in str(error)) == (key not in SECRETS), key


def test_a_fault_of_agreement_is_told_beside_the_others() -> None:
    keys = {fault.key for fault in refused({"TIMEZONE": "x", "BYBIT_API_KEY": "k", "TRADING_MODE": "live"}).faults}
    assert keys == {"TIMEZONE", "BYBIT_API_SECRET", "TRADING_MODE"}


def test_a_refused_value_is_not_called_missing_as_well() -> None:
    error = refused({"TELEGRAM_WEBHOOK_URL": "https://x.example", "TELEGRAM_WEBHOOK_SECRET": "short"})
    assert [fault.key for fault in error.faults] == ["TELEGRAM_WEBHOOK_SECRET"]


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("X_BOT_KEY", "X_API_KEY"),
        ("X_BOT_SECRET", "X_API_SECRET"),
        ("X_BOT_TOKEN", "X_ACCESS_TOKEN"),
        ("X_BOT_TOKEN_SECRET", "X_ACCESS_TOKEN_SECRET"),
        ("TWILIO_SID", "TWILIO_ACCOUNT_SID"),
        ("TWILIO_AUTH", "TWILIO_AUTH_TOKEN"),
    ],
)
def test_double_spellings_are_one_key_and_must_not_differ(spelling: str, canonical: str) -> None:
    pairs = {"X_API_KEY": "1", "X_API_SECRET": "2", "X_ACCESS_TOKEN": "3", "X_ACCESS_TOKEN_SECRET": "4"}
    pairs |= {"TWILIO_ACCOUNT_SID": "AC5", "TWILIO_AUTH_TOKEN": "6"}
    usual = load_settings(pairs)
    value = pairs.pop(canonical)
    assert load_settings({**pairs, spelling: value}) == usual
    assert load_settings({**pairs, spelling: value, canonical: value}) == usual
    error = refused({**pairs, spelling: "other-value", canonical: value})
    assert len(error.faults) == 1
    assert spelling in str(error)
    assert canonical in str(error)
    assert "other-value" not in str(error)


def test_the_environment_settles_a_double_spelling_in_the_file(env_file: Path) -> None:
    env_file.write_text("TWILIO_SID=AC1\nTWILIO_AUTH=t\n")
    assert load_settings({"TWILIO_ACCOUNT_SID": "AC2"}, env_file).twilio.account_sid == "AC2"


def test_secrets_are_never_shown() -> None:
    secrets = {"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": "postgresql://u:hunter2@h/x", "STRIPE_API_KEY": "sk_test_9"}
    settings = load_settings({**secrets, "STRIPE_WEBHOOK_SECRET": "whsec_9"})
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert not any(secret in shown for secret in ("hunter2", TOKEN, "sk_test_9", "whsec_9"))
    assert settings.telegram.bot_token is not None
    assert settings.telegram.bot_token.get_secret_value() == TOKEN


@pytest.mark.parametrize(
    ("env", "key"),
    [
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "MARKET_SOURCE": "simulated"}, "MARKET_SOURCE"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": "http://far.example"}, "TELEGRAM_API_BASE_URL"),
        ({"TELEGRAM_WEBHOOK_URL": "https://x.example"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"TRADING_MODE": "live"}, "TRADING_MODE"),
        ({"LIVE_TRADING_ENABLED": "true"}, "TRADING_MODE"),
        ({"COINGLASS_DEFAULT_MAP": "true"}, "COINGLASS_API_KEY"),
        ({"STRIPE_API_KEY": "sk"}, "STRIPE_WEBHOOK_SECRET"),
        ({"SMTP_PASSWORD": "p"}, "SMTP_USER"),
    ],
)
def test_settings_that_contradict_each_other_stop_the_start(env: dict[str, str], key: str) -> None:
    assert [fault.key for fault in refused(env).faults] == [key]


def test_a_local_stand_in_may_have_simulated_prices_and_plain_http() -> None:
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "MARKET_SOURCE": "simulated", "TELEGRAM_API_BASE_URL": "http://127.0.0.1:8080"}
    assert load_settings(env).telegram.api_base_url == "http://127.0.0.1:8080"


def test_both_switches_together_allow_live_trading() -> None:
    assert load_settings({"TRADING_MODE": "live", "LIVE_TRADING_ENABLED": "true"}).trading.mode == "live"


def test_a_misspelt_key_is_named_with_the_one_that_was_meant(env_file: Path) -> None:
    env_file.write_text("TELEGRAM_BOT_TOKN=x\ntimezone=Europe/Madrid\nCOMPOSE_PROJECT_NAME=mine\n")
    warnings = load_settings({}, env_file).warnings
    assert [("TELEGRAM_BOT_TOKEN?" in w, "TIMEZONE?" in w) for w in warnings] == [(True, False), (False, True)]


def test_a_key_given_twice_is_named(env_file: Path) -> None:
    env_file.write_text("OWNER=a\nOWNER=b\n")
    settings = load_settings({}, env_file)
    assert settings.general.owner == "b"
    assert "OWNER is given more than once" in settings.warnings[0]


def test_a_dollar_sign_in_a_password_stays_what_it_is(env_file: Path) -> None:
    env_file.write_text("OWNER=other\nREDIS_URL=redis://:pa${OWNER}$1@h/0\n")
    url = load_settings({}, env_file).stores.redis_url
    assert url is not None
    assert url.get_secret_value() == "redis://:pa${OWNER}$1@h/0"


def test_quotes_comments_export_and_a_byte_order_mark_are_understood(env_file: Path) -> None:
    text = "\ufeff# mine\nexport OWNER='the desk' # who\nTIMEZONE = \"Europe/Madrid\"\n\n"
    env_file.write_text(text, encoding="utf-8")
    general = load_settings({}, env_file).general
    assert (general.owner, general.timezone) == ("the desk", "Europe/Madrid")


@pytest.mark.parametrize(("content", "word"), [(b"\xff\xfe\x00K", "UTF-8"), (b"what is this line\n=\n", "line")])
def test_a_file_that_is_no_settings_file_is_refused_in_words(env_file: Path, content: bytes, word: str) -> None:
    env_file.write_bytes(content)
    assert word in str(refused({}, env_file))


def test_a_folder_in_place_of_the_file_is_refused_in_words(tmp_path: Path) -> None:
    assert "cannot be read" in str(refused({}, tmp_path))


def test_a_missing_file_is_an_empty_one(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path / "none") == load_settings({})


def test_without_arguments_this_process_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWNER", "the shell")
    settings: Settings = load_settings()
    assert settings.general.owner == "the shell"


def test_an_order_of_no_latency_is_refused() -> None:
    """It could be filled in the very millisecond it was sent, at a price that was there before."""
    assert "PAPER_LATENCY_MS" in str(refused({"PAPER_LATENCY_MS": "0"}))
    assert load_settings({"PAPER_LATENCY_MS": "1"}).paper.latency_ms == 1
