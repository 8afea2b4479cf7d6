"""Settings that only make sense together."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from config.faults import Fault
from config.settings import Settings
from config.telegram import OFFICIAL_API

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def disagreements(settings: Settings) -> Iterator[Fault]:
    yield from _half_given(settings)
    yield from _telegram(settings)
    yield from _real_money(settings)


def _half_given(settings: Settings) -> Iterator[Fault]:
    """One half of a pair of credentials is of no use."""
    polymarket, pay = settings.polymarket, settings.payments
    pairs: list[dict[str, object]] = [
        {"BYBIT_API_KEY": settings.bybit.api_key, "BYBIT_API_SECRET": settings.bybit.api_secret},
        {"BINANCE_API_KEY": settings.binance.api_key, "BINANCE_API_SECRET": settings.binance.api_secret},
        {"X_API_KEY": settings.x.api_key, "X_API_SECRET": settings.x.api_secret},
        {"X_ACCESS_TOKEN": settings.x.access_token, "X_ACCESS_TOKEN_SECRET": settings.x.access_token_secret},
        {"SMTP_USER": settings.mail.smtp_user, "SMTP_PASSWORD": settings.mail.smtp_password},
        {"TWILIO_ACCOUNT_SID": settings.twilio.account_sid, "TWILIO_AUTH_TOKEN": settings.twilio.auth_token},
        {"STRIPE_API_KEY": pay.stripe_api_key, "STRIPE_WEBHOOK_SECRET": pay.stripe_webhook_secret},
        {
            "BTCPAY_URL": pay.btcpay_url,
            "BTCPAY_API_KEY": pay.btcpay_api_key,
            "BTCPAY_STORE_ID": pay.btcpay_store_id,
            "BTCPAY_WEBHOOK_SECRET": pay.btcpay_webhook_secret,
        },
        {
            "POLYMARKET_API_KEY": polymarket.api_key,
            "POLYMARKET_API_SECRET": polymarket.api_secret,
            "POLYMARKET_API_PASSPHRASE": polymarket.api_passphrase,
        },
    ]
    for pair in pairs:
        given = [name for name, value in pair.items() if value is not None]
        for name, value in pair.items():
            if given and value is None:
                yield Fault(name, f"is missing; {given[0]} is set and needs it")


def _telegram(settings: Settings) -> Iterator[Fault]:
    telegram = settings.telegram
    if telegram.webhook_url and telegram.webhook_secret is None:
        yield Fault("TELEGRAM_WEBHOOK_SECRET", "is missing; TELEGRAM_WEBHOOK_URL is set and needs it")
    is_plain = urlsplit(telegram.api_base_url).scheme == "http"
    if is_plain and urlsplit(telegram.api_base_url).hostname not in _LOOPBACK and telegram.bot_token is not None:
        yield Fault(
            "TELEGRAM_API_BASE_URL",
            "would send the bot token unencrypted",
            "https://, or http:// on this machine",
            telegram.api_base_url,
        )
    is_real = telegram.bot_token is not None and telegram.api_base_url == OFFICIAL_API
    if is_real and settings.market.source == "simulated":
        yield Fault(
            "MARKET_SOURCE",
            "is not for a real bot: people could take simulated prices for real ones",
            "live, recorded or auto with TELEGRAM_BOT_TOKEN",
            "simulated",
        )


def _real_money(settings: Settings) -> Iterator[Fault]:
    trading = settings.trading
    if (trading.mode == "live") != trading.live_enabled:
        yield Fault(
            "TRADING_MODE",
            f"and LIVE_TRADING_ENABLED = {str(trading.live_enabled).lower()} disagree",
            "TRADING_MODE=live with LIVE_TRADING_ENABLED=true, or paper with false",
            trading.mode,
        )
    if settings.coinglass.is_default_map and settings.coinglass.api_key is None:
        yield Fault("COINGLASS_API_KEY", "is missing; COINGLASS_DEFAULT_MAP is set and needs it")
