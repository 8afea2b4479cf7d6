"""Which updates must be handled one after the other."""

from aiogram.types import Update

from engine.club.inbox import Incoming


def lane_of(update: Update) -> int:
    """The chat; the person where there is no chat (inline queries, payments); 0 for what belongs to nobody."""
    event = update.event
    chat = getattr(event, "chat", None) or getattr(getattr(event, "message", None), "chat", None)
    person = getattr(event, "from_user", None)
    if chat is not None:
        return int(chat.id)
    return int(person.id) if person is not None else 0


def incoming(update: Update) -> Incoming:
    return Incoming(update.update_id, lane_of(update), update.model_dump_json(exclude_unset=True, by_alias=True))


def trigger_of(update: Update) -> int:
    """Id of the message that asked: its answer stands right after it. 0 for anything else."""
    message = update.message
    return message.message_id if message is not None else 0
