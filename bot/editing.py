"""Messages that follow something: edited where they stand, for as long as somebody can see them."""

from enum import StrEnum

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError

from bot.sending.posting import Stale
from bot.speech import is_gone, is_unchanged
from bot.views.card import Card

log = structlog.get_logger()


class Edited(StrEnum):
    """What came of an edit. After `FORBIDDEN` and `DELETED` nobody sees that message again."""

    SHOWN = "shown"  # by this edit, or already
    FORBIDDEN = "forbidden"
    DELETED = "deleted"
    WAITS = "waits"  # for the next look

    @property
    def is_lost(self) -> bool:
        return self in (Edited.FORBIDDEN, Edited.DELETED)


async def edit(bot: Bot, card: Card, chat_id: int, message_id: int, kind: str) -> Edited:
    """`kind` names it in the log. How urgent it is and until when it is true, `posted_as` around the call says."""
    try:
        await bot.edit_message_text(card.text, chat_id=chat_id, message_id=message_id, reply_markup=card.keyboard)
    except TelegramForbiddenError:
        return Edited.FORBIDDEN
    except TelegramBadRequest as error:
        if is_gone(error):
            return Edited.DELETED
        if not is_unchanged(error):
            log.warning(f"{kind}_not_edited", chat_id=chat_id, error=error.message)
            return Edited.WAITS
    except (TelegramAPIError, Stale) as error:
        log.warning(f"{kind}_put_off", chat_id=chat_id, error=str(error)[:200])
        return Edited.WAITS
    return Edited.SHOWN
