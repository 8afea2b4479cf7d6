"""What a refusal says, and the ways out of it."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import CardKind
from bot.keyboards.cards import choose_window_keyboard, coins_keyboard
from bot.keyboards.screens import main_keyboard
from bot.views.card import Card
from bot.views.reader import Place, Reader
from engine.errors import EngineError, NoData, UnknownCoin, UnknownWindow
from engine.market.windows import Window


def failure_card(
    error: EngineError,
    reader: Reader,
    kind: CardKind = CardKind.SCAN,
    window: Window | None = None,
    coin: str | None = None,
) -> Card:
    """True, kind, and with the nearest way on as buttons. `coin`: what was understood although the window was not."""
    t = reader.t
    if isinstance(error, UnknownCoin):
        text = t(error.text_key, typed=error.typed, nearest="yes" if error.nearest else "no")
        keys = coins_keyboard(kind, error.nearest, window or reader.prefers.window, reader.owner)
        return Card(text, _pressable(keys, reader) if error.nearest else main_keyboard(reader))
    if isinstance(error, UnknownWindow):
        keys = choose_window_keyboard(kind, coin, reader.owner) if coin else main_keyboard(reader)
        return Card(t(error.text_key, typed=error.typed), _pressable(keys, reader))
    if isinstance(error, NoData):
        reason = error.reason if t.has(error.reason) else "reason-unknown"
        return Card(t(error.text_key, coin=error.coin, why=t(reason)), main_keyboard(reader))
    return Card(t(error.text_key if t.has(error.text_key) else "error-internal"))


def _pressable(keys: InlineKeyboardMarkup, reader: Reader) -> InlineKeyboardMarkup:
    """A channel has nobody whose press could be answered."""
    return main_keyboard(reader) if reader.place is Place.CHANNEL else keys
