"""The Bot object with everything that leaves through one sender."""

from decimal import Decimal

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from redis.asyncio import Redis

from bot.ports import Chats, People
from bot.sending.anchors import Anchors
from bot.sending.ledger import Answers, Ledger
from bot.sending.level import NEWEST, LevelKeeper
from bot.sending.limiter import Limiter, Limits
from bot.sending.quota import SharedQuota
from bot.sending.sender import Sender
from bot.steady_redis import SteadyRedis

_TIMEOUT_S = 20.0


class ReachKeeper:
    """Remembers who blocked the bot and where groups went."""

    def __init__(self, people: People, chats: Chats) -> None:
        self._people, self._chats = people, chats

    async def blocked(self, chat_id: int) -> None:
        await (self._people.mark_blocked(chat_id) if chat_id > 0 else self._chats.leave(chat_id))

    async def moved(self, old_id: int, new_id: int) -> None:
        await self._chats.migrate(old_id, new_id)


def build_bot(
    token: str,
    *,
    answers: Answers,
    people: People,
    chats: Chats,
    redis: Redis,
    api_base: str | None = None,
    limits: Limits | None = None,
    level: Decimal = NEWEST,
) -> Bot:
    """`api_base` None: Telegram itself. `level`: the newest features that may be used.

    Raises `TokenValidationError` for what cannot be a token.
    """
    api = TelegramAPIServer.from_base(api_base) if api_base else PRODUCTION
    session = AiohttpSession(api=api, timeout=_TIMEOUT_S)
    bot = Bot(
        token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    )
    steady = SteadyRedis(redis)
    quota = SharedQuota(steady, f"helix:quota:{bot.id}")
    session.middleware(LevelKeeper(level))
    session.middleware(Ledger(answers))
    session.middleware(Sender(Limiter(quota, limits), ReachKeeper(people, chats), Anchors(steady, bot.id)))
    return bot
