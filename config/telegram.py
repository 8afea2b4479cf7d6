"""The bot, its channel and who may run it."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from config.keys import Group, key
from config.types import BotToken, ChatName, FixedPort, HookSecret, HttpsUrl, HttpUrl, TelegramIds

OFFICIAL_API = "https://api.telegram.org"


class Telegram(Group):
    """Telegram."""

    bot_token: BotToken | None = key(
        "TELEGRAM_BOT_TOKEN",
        None,
        "Your bot on Telegram. Empty: the local Telegram page.",
        works="the token @BotFather gave, such as 123456789:AAExampleExampleExample",
    )
    channel_id: ChatName | None = key(
        "TELEGRAM_CHANNEL_ID",
        None,
        "Channel for signals and the day's record; the bot must be its admin.",
        works="@name or a number such as -1001234567890",
    )
    admin_ids: TelegramIds = key(
        "TELEGRAM_ADMIN_IDS",
        (),
        "Who may use the admin commands and gets alarms.",
        works="Telegram user ids, such as 11111111,22222222",
        unit="user ids, with commas",
    )
    api_base_url: HttpUrl = key(
        "TELEGRAM_API_BASE_URL",
        OFFICIAL_API,
        "Another Bot API server: your own telegram-bot-api, or a stand-in.",
        works="https://host or http://127.0.0.1:8081",
    )
    webhook_url: HttpsUrl | None = key(
        "TELEGRAM_WEBHOOK_URL",
        None,
        "Telegram sends updates to this address. Empty: Helix asks for them (long polling).",
        works="https://helix.example.com/telegram",
    )
    webhook_secret: HookSecret | None = key(
        "TELEGRAM_WEBHOOK_SECRET",
        None,
        "Proves that a web hook call comes from Telegram; needed with TELEGRAM_WEBHOOK_URL.",
        works="16 to 256 of A-Z a-z 0-9 _ - made up by you",
    )
    webhook_port: FixedPort = key(
        "TELEGRAM_WEBHOOK_PORT",
        8443,
        "Local port the web hook listens on, behind your TLS proxy.",
        works="a port from 1 to 65535",
        unit="port",
    )
    bot_api_level: Annotated[Decimal, Field(ge=9, le=99)] = key(
        "BOT_API_LEVEL",
        Decimal("9.4"),
        "Newest Bot API features that may be used; 10.1 adds rich messages, older clients show them as a notice.",
        works="a Bot API version from 9.0, such as 9.4 or 10.3",
        unit="Bot API version",
    )
