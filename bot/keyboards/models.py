"""Whose map is shown: ours or one of the vendor's three."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from pydantic import Field

from bot.callbacks import COIN, OWNER, SHARED, CardAction, CardKind, CardPress, ModelChoice
from bot.keyboards.buttons import chosen, press
from bot.views.reader import Reader
from engine.market.windows import Window

VENDORS = (ModelChoice.CG1, ModelChoice.CG2, ModelChoice.CG3)
_LOCK = "🔒"


class ComparePress(CallbackData, prefix="cp"):
    """Our map beside another. `model` ANY or HELIX: beside what can be had without a key."""

    coin: str = Field(pattern=COIN)
    window: Window
    model: ModelChoice = ModelChoice.ANY
    owner: str = Field(default=SHARED, pattern=OWNER)

    @staticmethod
    def of(card: CardPress) -> "ComparePress":
        return ComparePress(coin=card.coin, window=card.window, model=card.model, owner=card.owner)

    def but(self, **changes: object) -> "ComparePress":
        return self.model_copy(update=changes)

    def card(self, model: ModelChoice) -> CardPress:
        return CardPress(
            do=CardAction.OPEN,
            kind=CardKind.HEATMAP,
            coin=self.coin,
            window=self.window,
            model=model,
            owner=self.owner,
        )


def models_row(card: CardPress, reader: Reader) -> list[InlineKeyboardButton]:
    """`[Helix •] [CoinGlass 1] [2] [3]`; a lock where no key is set. A locked button says what a key unlocks."""
    return [
        chosen("Helix", card.but(model=ModelChoice.HELIX), card.model.is_own),
        *(chosen(model_text(model, reader), card.but(model=model), model is card.model) for model in VENDORS),
    ]


def model_text(model: ModelChoice, reader: Reader) -> str:
    text = f"CoinGlass {model.value}" if model is ModelChoice.CG1 else model.value
    return text if reader.links.has_vendor else f"{text} {_LOCK}"


def compare_button(card: CardPress, reader: Reader) -> InlineKeyboardButton:
    return press(reader.t.plain("button-compare"), ComparePress.of(card))
