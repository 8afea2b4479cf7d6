"""What the engine refused, in the reader's words. Anything else goes on to the inbox, which tries again."""

import re

import structlog
from aiogram import F, Router
from aiogram.types import ErrorEvent
from prometheus_client import Counter

from bot.speech import say
from bot.views.failures import failure_card
from bot.views.reader import Reader
from engine.errors import EngineError, StorageAway

log = structlog.get_logger()
router = Router(name="errors")

_REFUSED = Counter("helix_bot_refusals", "Answers that say why not", ["error"])
_TAG = re.compile(r"</?[a-z]+>")
_TOAST = 200


def _is_told(error: Exception) -> bool:
    return isinstance(error, EngineError) and not isinstance(error, StorageAway)


@router.error(F.exception.func(_is_told))
async def told(event: ErrorEvent, reader: Reader) -> None:
    error, update = event.exception, event.update
    if not isinstance(error, EngineError):
        raise error
    _REFUSED.labels(type(error).__name__).inc()
    log.info("refused", error=str(error)[:200], update_id=update.update_id)
    card = failure_card(error, reader)
    if update.callback_query is not None:
        await update.callback_query.answer(_TAG.sub("", card.text)[:_TOAST], show_alert=True)
        return
    message = update.message or update.channel_post
    if message is not None:
        await say(message, card)
