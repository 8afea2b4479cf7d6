"""What a refusal says, and the ways out of it."""

from datetime import timedelta

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import CardAction, CardKind, CardPress
from bot.keyboards.cards import choose_window_keyboard, coins_keyboard
from bot.keyboards.screens import main_keyboard
from bot.keyboards.vendor import refused_keyboard
from bot.texts import Markup
from bot.views.card import Card, lines
from bot.views.flags import span_text
from bot.views.numbers import share
from bot.views.reader import Place, Reader
from bot.views.vendor import refusal_line, refusal_text
from engine.errors import CoinEnded, EngineError, HistoryLoading, NoData, UnknownCoin, UnknownWindow
from engine.liquidations.vendor.refusals import VendorRefused
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
    if isinstance(error, VendorRefused):
        return _vendor_card(error, reader, window, coin)
    if isinstance(error, NoData):
        return Card(t(error.text_key, coin=error.coin, why=_why(error, reader)), main_keyboard(reader))
    return Card(t(error.text_key if t.has(error.text_key) else "error-internal"))


def _vendor_card(refusal: VendorRefused, reader: Reader, window: Window | None, coin: str | None) -> Card:
    """Short where it becomes a toast: there the coin is not told."""
    text = refusal_text(refusal, reader)
    if coin is None or window is None:
        return Card(text)
    card = CardPress(do=CardAction.OPEN, kind=CardKind.HEATMAP, coin=coin, window=window, owner=reader.owner)
    return Card(lines(text, refusal_line(refusal, reader)), _pressable(refused_keyboard(card, reader), reader))


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
