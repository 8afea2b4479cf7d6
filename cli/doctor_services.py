"""Checks of Telegram and of the services that carry messages and payments."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from cli.doctor_asking import Denied, Question
from cli.doctor_checks import Check, State
from config import Settings


def service_questions(settings: Settings) -> Iterator[Question]:
    telegram, mail, twilio, pay = settings.telegram, settings.mail, settings.twilio, settings.payments
    if telegram.bot_token:
        base = f"{telegram.api_base_url}/bot{telegram.bot_token.get_secret_value()}"
        yield Question("telegram", f"{base}/getMe", _bot, True, hint="is TELEGRAM_BOT_TOKEN the one @BotFather shows?")
        if telegram.channel_id:
            url = f"{base}/getChat?chat_id={quote(telegram.channel_id)}"
            hint = "make the bot an admin of TELEGRAM_CHANNEL_ID"
            yield Question("telegram channel", url, _channel, True, hint=hint)
    if mail.sendgrid_api_key:
        headers = {"Authorization": f"Bearer {mail.sendgrid_api_key.get_secret_value()}"}
        url = "https://api.sendgrid.com/v3/scopes"
        yield Question("sendgrid", url, _authorised, True, headers, "is SENDGRID_API_KEY right?")
    if twilio.account_sid and twilio.auth_token:
        headers = _basic(twilio.account_sid, twilio.auth_token.get_secret_value())
        url = f"https://api.twilio.com/2010-04-01/Accounts/{quote(twilio.account_sid)}.json"
        yield Question("twilio", url, _authorised, True, headers, "are TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN right?")
    if pay.stripe_api_key:
        headers = _basic(pay.stripe_api_key.get_secret_value(), "")
        yield Question(
            "stripe", "https://api.stripe.com/v1/balance", _authorised, True, headers, "is STRIPE_API_KEY right?"
        )
    if pay.btcpay_url and pay.btcpay_api_key and pay.btcpay_store_id:
        headers = {"Authorization": f"token {pay.btcpay_api_key.get_secret_value()}"}
        url = f"{pay.btcpay_url}/api/v1/stores/{quote(pay.btcpay_store_id)}"
        yield Question("btcpay", url, _authorised, True, headers, "are BTCPAY_API_KEY and BTCPAY_STORE_ID right?")


def unasked(settings: Settings) -> Iterator[Check]:
    """What is not set up, and what is set up and cannot be asked for nothing."""
    if settings.telegram.bot_token is None:
        hint = "@BotFather gives you a TELEGRAM_BOT_TOKEN"
        yield Check("telegram", State.OFF, "no bot token: the local Telegram page is used", hint)
    elif not settings.telegram.admin_ids:
        yield Check("telegram admins", State.WARN, "nobody may use the admin commands", "set TELEGRAM_ADMIN_IDS")
    if settings.x.api_key:
        yield Check("x", State.OK, "keys are set; not asked, since every request is charged")
    mail = settings.mail
    if (mail.smtp_host or mail.sendgrid_api_key) and not mail.sender:
        yield Check("mail", State.FAIL, "no sender", "set MAIL_FROM")
    elif mail.smtp_host:
        yield Check("mail", State.OK, f"over {mail.smtp_host}; tried with the first e-mail")


def _bot(status: int, answer: Any) -> str:
    bot = _result(status, answer)
    groups = "may join groups" if bot.get("can_join_groups") else "may not join groups (BotFather, /setjoingroups)"
    return f"@{bot.get('username')}, {groups}"


def _channel(status: int, answer: Any) -> str:
    chat = _result(status, answer)
    return f"{chat.get('title') or chat.get('username') or chat.get('id')}, a {chat.get('type')}"


def _result(status: int, answer: Any) -> dict[str, Any]:
    if isinstance(answer, dict) and answer.get("ok") and isinstance(answer.get("result"), dict):
        return dict(answer["result"])
    said = answer.get("description") if isinstance(answer, dict) else None
    raise Denied(f"answers {status}{f': {said}' if said else ''}")


def _authorised(status: int, _: Any) -> str:
    if status != 200:
        raise Denied(f"answers {status}")
    return "authorised"


def _basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}
