"""Which boards a group has just seen, so that its people are pointed to them."""

from dataclasses import dataclass

from aiogram.types import Message

from bot.posted import PostedCards
from bot.rounds.presses import BoardPress
from bot.speech import point_to
from bot.views.reader import Place, Reader


@dataclass(frozen=True, slots=True)
class RecentBoards:
    posted: PostedCards

    async def point_to(self, message: Message, asked: BoardPress, reader: Reader) -> bool:
        """Answers with where it stands already; False where it does not."""
        if reader.place is not Place.GROUP:
            return False
        found = await self.posted.find(message, _shared(asked))
        if found is None:
            return False
        await point_to(message, reader.t("board-just-shown", seconds=found.seconds_ago), found.message_id)
        return True

    async def seconds_since(self, message: Message, asked: BoardPress) -> int | None:
        found = await self.posted.find(message, _shared(asked))
        return None if found is None else found.seconds_ago

    async def remember(self, message: Message, asked: BoardPress, sent: Message) -> None:
        if message.chat.type in ("group", "supergroup"):
            await self.posted.remember(message, _shared(asked), sent)


def _shared(asked: BoardPress) -> str:
    return asked.but(owner="0").pack()
