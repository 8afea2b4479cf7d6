"""The menu beside the input field, by role and language."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
)

from bot.access import Access
from bot.commands import BotCommandSpec, Role, allowed
from bot.texts import FALLBACK, Texts
from engine.club.people import Locale

log = structlog.get_logger()


def menu(role: Role, locale: Locale, texts: Texts, *, in_group: bool = False) -> list[BotCommand]:
    t = texts.of(locale)
    shown = [spec for spec in allowed(role) if not (in_group and spec.is_private)]
    return [BotCommand(command=spec.name, description=_described(spec, t.plain(spec.text_key))) for spec in shown]


def _described(spec: BotCommandSpec, words: str) -> str:
    return f"{spec.arguments} · {words}" if spec.arguments else words


async def set_menus(bot: Bot, texts: Texts, access: Access) -> None:
    """A menu that cannot be set is logged: it must not keep the bot from answering."""
    for locale in Locale:
        await _set(bot, menu(Role.MEMBER, locale, texts), BotCommandScopeDefault(), locale)
        await _set(bot, menu(Role.GUEST, locale, texts, in_group=True), BotCommandScopeAllGroupChats(), locale)
        for admin_id in access.everyone_in_charge:
            await _set(bot, menu(Role.ADMIN, locale, texts), BotCommandScopeChat(chat_id=admin_id), locale)


async def _set(bot: Bot, commands: list[BotCommand], scope: BotCommandScopeUnion, locale: Locale) -> None:
    """The fallback's menu is also everybody's whose language we do not speak."""
    code = None if locale is FALLBACK else locale.value
    try:
        await bot.set_my_commands(commands, scope=scope, language_code=code)
    except TelegramAPIError as error:
        log.warning("menu_not_set", scope=scope.type, locale=locale, error=str(error)[:200])
