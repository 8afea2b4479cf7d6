"""Where Helix speaks beside Telegram, and how members pay."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, SecretStr

from config.keys import Group, key
from config.types import FixedPort, HttpUrl, PhoneNumber, Words

_KEY = "the key as the provider shows it"
_USD = Annotated[Decimal, Field(ge=0)]


class X(Group):
    """X (Twitter)."""

    api_key: SecretStr | None = key("X_API_KEY", None, "Posts on X.", works=_KEY, also=["X_BOT_KEY"])
    api_secret: SecretStr | None = key("X_API_SECRET", None, "Belongs to X_API_KEY.", works=_KEY, also=["X_BOT_SECRET"])
    access_token: SecretStr | None = key(
        "X_ACCESS_TOKEN", None, "The account that posts.", works=_KEY, also=["X_BOT_TOKEN", "X_BOT_ACCESS_TOKEN"]
    )
    access_token_secret: SecretStr | None = key(
        "X_ACCESS_TOKEN_SECRET",
        None,
        "Belongs to X_ACCESS_TOKEN.",
        works=_KEY,
        also=["X_ACCESS_SECRET", "X_BOT_TOKEN_SECRET", "X_BOT_ACCESS_SECRET", "X_BOT_ACCESS_TOKEN_SECRET"],
    )
    bearer_token: SecretStr | None = key(
        "X_BEARER_TOKEN", None, "Reads mentions and posts.", works=_KEY, also=["X_BOT_BEARER_TOKEN", "X_BOT_BEARER"]
    )
    monthly_budget_usd: _USD = key(
        "X_MONTHLY_BUDGET_USD", Decimal(10), "Posting stops for the month at this cost.", works="0 or more", unit="USD"
    )


class Mail(Group):
    """E-mail."""

    smtp_host: str | None = key("SMTP_HOST", None, "E-mail over your own server.", works="smtp.example.com")
    smtp_port: FixedPort = key(
        "SMTP_PORT", 587, "465 speaks TLS at once, the others STARTTLS.", works="a port from 1 to 65535", unit="port"
    )
    smtp_user: str | None = key("SMTP_USER", None, "Login of SMTP_HOST.", works="as the server wants it")
    smtp_password: SecretStr | None = key(
        "SMTP_PASSWORD", None, "Belongs to SMTP_USER.", works="as the server wants it"
    )
    sender: str | None = key(
        "MAIL_FROM", None, "Sender of every e-mail; needed to send any.", works="Helix <desk@example.com>"
    )
    postal_address: str | None = key(
        "MAIL_POSTAL_ADDRESS", None, "Printed under every newsletter, as the law asks.", works="street, city, country"
    )
    sendgrid_api_key: SecretStr | None = key(
        "SENDGRID_API_KEY", None, "E-mail over SendGrid, for large audiences.", works="SG.… as SendGrid shows it"
    )
    sendgrid_webhook_key: str | None = key(
        "SENDGRID_WEBHOOK_PUBLIC_KEY", None, "Checks SendGrid's event calls.", works="base64 as SendGrid shows it"
    )


class Twilio(Group):
    """SMS over Twilio. Signals are never sent to US or Canada numbers."""

    account_sid: str | None = key(
        "TWILIO_ACCOUNT_SID", None, "SMS for account matters.", works="AC and 32 hex digits", also=["TWILIO_SID"]
    )
    auth_token: SecretStr | None = key(
        "TWILIO_AUTH_TOKEN", None, "Belongs to TWILIO_ACCOUNT_SID.", works=_KEY, also=["TWILIO_AUTH"]
    )
    from_number: PhoneNumber | None = key(
        "TWILIO_FROM_NUMBER",
        None,
        "Sender of an SMS.",
        works="+15551234567",
        also=["TWILIO_PHONE_NUMBER", "TWILIO_FROM"],
    )
    messaging_service_sid: str | None = key(
        "TWILIO_MESSAGING_SERVICE_SID", None, "Instead of TWILIO_FROM_NUMBER.", works="MG and 32 hex digits"
    )
    countries: Words = key(
        "SMS_COUNTRIES",
        (),
        "Countries that may get SMS; empty is none.",
        works="ISO codes such as ES,MX",
        unit="ISO country codes, with commas",
    )


class Payments(Group):
    """Memberships: Stripe, BTCPay."""

    membership_usd: _USD = key(
        "MEMBERSHIP_USD", Decimal(97), "Price of a month's membership.", works="0 or more", unit="USD a month"
    )
    stripe_api_key: SecretStr | None = key(
        "STRIPE_API_KEY",
        None,
        "Cards over Stripe.",
        works="sk_live_… or sk_test_…",
        also=["STRIPE_SECRET_KEY"],
    )
    stripe_webhook_secret: SecretStr | None = key(
        "STRIPE_WEBHOOK_SECRET", None, "Checks Stripe's calls; needed with STRIPE_API_KEY.", works="whsec_…"
    )
    stripe_price_id: str | None = key("STRIPE_PRICE_ID", None, "The membership in Stripe.", works="price_…")
    btcpay_url: HttpUrl | None = key(
        "BTCPAY_URL", None, "Coins over your BTCPay server.", works="https://btcpay.example.com"
    )
    btcpay_api_key: SecretStr | None = key("BTCPAY_API_KEY", None, "Belongs to BTCPAY_URL.", works=_KEY)
    btcpay_store_id: str | None = key("BTCPAY_STORE_ID", None, "Store on BTCPAY_URL.", works="as BTCPay shows it")
    btcpay_webhook_secret: SecretStr | None = key(
        "BTCPAY_WEBHOOK_SECRET", None, "Checks BTCPay's calls; needed with BTCPAY_URL.", works=_KEY
    )


class Affiliates(Group):
    """Your referral codes: their buttons appear where a code is set."""

    bybit_code: str | None = key(
        "BYBIT_AFFILIATE_CODE", None, "The button that opens a Bybit account with your code.", works="your code"
    )
    coinglass_code: str | None = key(
        "COINGLASS_AFFILIATE_CODE", None, "The button that opens CoinGlass with your code.", works="your code"
    )
