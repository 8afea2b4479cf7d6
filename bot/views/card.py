"""A message as it is about to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup

from bot.texts import Markup

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True, slots=True)
class Card:
    text: str
    keyboard: InlineKeyboardMarkup | None = None


def lines(*parts: Markup | str | None) -> Markup:
    """Finished texts, one under the other; None and empty ones are left out."""
    return Markup("\n".join(part for part in parts if part))


def dotted(parts: Iterable[Markup | str | None]) -> Markup:
    """Joined by middle dots."""
    return Markup(" · ".join(part for part in parts if part))
