"""Puts the cards of /tune and /audit together."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.keyboards.tune import TuneAction, TunePress, audit_keyboard, knob_keyboard, try_keyboard, tune_keyboard
from bot.texts import Markup
from bot.views.audit import audit_text
from bot.views.card import Card
from bot.views.reader import Reader
from bot.views.thresholds import value_text
from bot.views.tune import comparison_text, knob_text, tune_text
from engine.club.audit import Audit
from engine.market.values import Coin
from engine.signals.tuner import Tuner
from engine.signals.tuning import KNOB_OF, Knob, Setting

_LINES_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class TuneDesk:
    tuner: Tuner
    changes: Audit
    desk: Desk

    async def main(self, coin: Coin, reader: Reader) -> Card:
        await self.tuner.keeper.look()
        book = self.tuner.book
        month = await self.tuner.present(coin)
        coins = list(await self.desk.biggest())
        return Card(tune_text(coin, book.of(coin), book.own(coin), month, reader), tune_keyboard(coin, coins, reader))

    def knob(self, knob: Knob, coin: Coin, reader: Reader) -> Card:
        book = self.tuner.book
        value, is_set = getattr(book.of(coin), knob.name), knob.name in book.own(coin)
        return Card(
            knob_text(knob, coin, value, reader), knob_keyboard(knob, coin, value, is_set=is_set, reader=reader)
        )

    async def trial(self, setting: Setting, reader: Reader) -> Card:
        """Raises `OutOfBounds`."""
        found = await self.tuner.compare(setting)
        tried = TunePress(do=TuneAction.TRY, name=setting.name, coin=setting.coin, value=setting.value)
        keys = try_keyboard(KNOB_OF[setting.name], tried, found.becomes, reader)
        return Card(comparison_text(found, self.desk.market.source, reader), keys)

    def bounds_text(self, knob: Knob, reader: Reader) -> Markup:
        return reader.t(
            "tune-out-of-bounds", least=value_text(knob, knob.least), most=value_text(knob, knob.most), name=knob.name
        )

    async def audit(self, page: int, reader: Reader) -> Card:
        source = self.desk.market.source
        found, total = await self.changes.page(source, _LINES_A_PAGE, (page - 1) * _LINES_A_PAGE)
        pages = max(-(-total // _LINES_A_PAGE), 1)
        if page > pages:
            return await self.audit(pages, reader)
        return Card(audit_text(found, total, reader), audit_keyboard(page, pages, reader))
