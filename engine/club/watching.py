"""A card in a chat that keeps itself up to date: which coins, where, and what it shows now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.market.values import Coin, MarketSource
from engine.market.windows import Window


@dataclass(frozen=True, slots=True)
class WatchCard:
    """One a chat. `user_id` asked for it: their language and zone. `text_hash`: of what it shows now."""

    chat_id: int
    user_id: int
    source: MarketSource
    coins: tuple[Coin, ...]
    window: Window
    message_id: int
    text_hash: str = ""


class WatchBook(Protocol):
    """Raises `StorageAway`."""

    async def put(self, card: WatchCard) -> WatchCard | None:
        """Returns the card that the chat had before, unless it is the same message."""
        ...

    async def of(self, chat_id: int) -> WatchCard | None: ...

    async def due(self, source: MarketSource, limit: int, every_s: float) -> Sequence[WatchCard]:
        """Cards not looked at for that long; each is handed to one caller only."""
        ...

    async def shows(self, card: WatchCard, text_hash: str) -> None: ...

    async def end(self, chat_id: int, message_id: int | None = None) -> bool:
        """False where there was none, or it is another message by now."""
        ...
