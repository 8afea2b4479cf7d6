"""What a refusal says, and the ways out of it."""

from datetime import timedelta

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import CardKind
from bot.keyboards.cards import choose_window_keyboard, coins_keyboard
from bot.keyboards.screens import main_keyboard
from bot.texts import Markup
from bot.views.card import Card
from bot.views.flags import span_text
from bot.views.numbers import share
from bot.views.reader import Place, Reader
from engine.errors import CoinEnded, EngineError, HistoryLoading, NoData, UnknownCoin, UnknownWindow
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
        return Card(t(error.text_key, coin=error.coin, why=_why(error, reader)), main_keyboard(reader))
    return Card(t(error.text_key if t.has(error.text_key) else "error-internal"))


def _why(error: NoData, reader: Reader) -> Markup:
    t = reader.t
    if isinstance(error, HistoryLoading):
        left = "unknown" if error.left_s is None else "known"
        span = span_text(timedelta(seconds=error.left_s or 0.0), t)
        return t(error.reason, share=share(error.share), left=left, span=span)
    if isinstance(error, CoinEnded):
        known, at = ("no", "") if error.ended_at is None else ("yes", reader.moment(error.ended_at))
        return t(error.reason, known=known, at=at)
    return t(error.reason if t.has(error.reason) else "reason-unknown")


def _pressable(keys: InlineKeyboardMarkup, reader: Reader) -> InlineKeyboardMarkup:
    """A channel has nobody whose press could be answered."""
    return main_keyboard(reader) if reader.place is Place.CHANNEL else keys
