"""`.env.example` and the settings say the same."""

from pathlib import Path

from config import load_settings
from config.dotenv import read_env_file
from config.example import example
from config.settings import all_keys

FILE = Path(__file__).resolve().parents[3] / ".env.example"


def test_the_file_is_what_the_declarations_say() -> None:
    assert FILE.read_text(encoding="utf-8") == example(), "write it anew: python -m config.example > .env.example"


def test_every_key_is_in_it_once_with_its_default_and_what_it_unlocks() -> None:
    file = read_env_file(FILE)
    assert file.values == {key.name: key.default for key in all_keys()}
    assert file.repeated == ()
    assert file.broken_lines == ()
    assert all(key.what and key.works for key in all_keys())


def test_copied_as_it_is_it_changes_nothing() -> None:
    assert load_settings({}, FILE) == load_settings({})


def test_no_two_keys_share_a_spelling() -> None:
    spellings = [name for key in all_keys() for name in (key.name, *key.also)]
    assert len(spellings) == len(set(spellings))


def test_all_that_the_product_needs_is_there() -> None:
    needed = """DATABASE_URL REDIS_URL PG_BIN_DIR REDIS_BIN HELIX_HOME MARKET_SOURCE SANDBOX_PORT METRICS_PORT
    TELEGRAM_BOT_TOKEN TELEGRAM_CHANNEL_ID TELEGRAM_ADMIN_IDS TELEGRAM_API_BASE_URL TELEGRAM_WEBHOOK_URL BOT_API_LEVEL
    COINGLASS_API_KEY BYBIT_API_KEY BYBIT_API_SECRET BINANCE_API_KEY BINANCE_API_SECRET POLYMARKET_PRIVATE_KEY
    HASHDIVE_API_KEY POLYSIGHTS_API_KEY POLYTALE_API_KEY NEVUA_API_KEY X_API_KEY SMTP_HOST SENDGRID_API_KEY
    TWILIO_ACCOUNT_SID STRIPE_API_KEY BTCPAY_URL GRAFANA_URL BYBIT_AFFILIATE_CODE COINGLASS_AFFILIATE_CODE ENVIRONMENT
    OWNER LOG_LEVEL TIMEZONE"""
    assert set(needed.split()) <= {key.name for key in all_keys()}
