"""Puts the cards of /accuracy together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.desk import Desk
from bot.keyboards.accuracy import (
    PAGE_SIZE,
    AccuracyAction,
    AccuracyPress,
    accuracy_keyboard,
    back_to,
    coins_keyboard,
)
from bot.pictures.gallery import Gallery, picture_key
from bot.pictures.pool import PicturePool
from bot.ports import Accuracy
from bot.show import PhotoCard
from bot.views.accuracy import coin_text, coins_text, overview_text
from bot.views.accuracy_picture import accuracy_labels, month_caption
from bot.views.card import Card
from bot.views.reader import Reader
from engine.liquidations.ledger.month import month_of
from engine.liquidations.ledger.overview import LedgerBook, gain_over_best
from engine.liquidations.ledger.standing import CoinStanding
from engine.liquidations.ledger.verdict import FEWEST_DAYS, FEWEST_HOURS, Question
from engine.liquidations.values import Record
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window
from renderers.accuracy import accuracy_png
from renderers.palette import Theme


@dataclass(frozen=True, slots=True)
class AccuracyDesk:
    """`records` None: levels are not measured. Everything raises `StorageAway`."""

    desk: Desk
    book: LedgerBook
    records: Accuracy | None
    gallery: Gallery
    pool: PicturePool

    @property
    def source(self) -> MarketSource:
        return self.desk.market.source

    async def all_coins(self, reader: Reader) -> Card:
        overview = await self.book.overview(self.source)
        return Card(overview_text(overview, reader), accuracy_keyboard("", reader))

    async def coin(self, coin: Coin, windows: Sequence[Window], reader: Reader) -> Card:
        standing, overview = await self.book.standing(self.source, coin), await self.book.overview(self.source)
        text = coin_text(coin, await self._records(coin, windows), standing, overview.bars, self.source, reader)
        return Card(text, accuracy_keyboard(coin, reader))

    async def card(self, press: AccuracyPress, reader: Reader) -> Card:
        """What a press asks for, pictures apart."""
        match press.do:
            case AccuracyAction.HOW:
                how = reader.t("accuracy-how", hours=FEWEST_HOURS, days=FEWEST_DAYS)
                return Card(how, back_to(press.coin, reader))
            case AccuracyAction.COINS:
                return await self._coins(press.page, reader)
            case _ if press.coin:
                return await self.coin(Coin(press.coin), list(Window), reader)
            case _:
                return await self.all_coins(reader)

    async def month(self, coin: str, reader: Reader) -> PhotoCard | None:
        """None while no hour of the month was scored."""
        overview = await self.book.overview(self.source)
        standings = await self._standings_of(coin)
        until = max((one.hours.last_at for one in standings if one.hours.last_at is not None), default=None)
        month = month_of(standings, (until or self.desk.now()).astimezone(UTC).date())
        if month.is_empty or until is None:
            return None
        labels = accuracy_labels(coin, month, standings, overview, until, reader)
        theme = Theme(reader.prefers.theme)

        async def draw() -> bytes:
            return await self.pool.draw("accuracy", accuracy_png, month, theme=theme, labels=labels)

        key = picture_key("accuracy", self.source, coin, until, _judged_at(standings), theme, labels)
        picture = await self.gallery.picture(key, draw)
        return PhotoCard(picture, month_caption(labels, self.source, until, reader), back_to(coin, reader))

    async def _standings_of(self, coin: str) -> Sequence[CoinStanding]:
        if not coin:
            return await self.book.standings(self.source)
        standing = await self.book.standing(self.source, Coin(coin))
        return [] if standing is None else [standing]

    async def _records(self, coin: Coin, windows: Sequence[Window]) -> Mapping[Window, Record | None]:
        if self.records is None:
            return dict.fromkeys(windows)
        return {window: await self.records.record(coin, window, self.source) for window in windows}

    async def _coins(self, asked: int, reader: Reader) -> Card:
        overview = await self.book.overview(self.source)
        ordered = _ordered(await self.book.standings(self.source))
        pages = max(-(-len(ordered) // PAGE_SIZE), 1)
        page = min(asked, pages)
        shown = ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        if not shown or overview.last_at is None:
            return Card(reader.t("accuracy-coins-none"), back_to("", reader))
        text = coins_text(shown, overview.bars, self.source, overview.last_at, reader)
        return Card(text, coins_keyboard([one.coin for one in shown], page, pages, reader))


def _ordered(standings: Sequence[CoinStanding]) -> list[CoinStanding]:
    """Those with enough data first, the map farthest ahead first; the others by hours."""

    def rank(one: CoinStanding) -> tuple[bool, float, str]:
        answer = one.answers[Question.WHERE]
        return not answer.is_enough, -gain_over_best(answer) if answer.is_enough else -float(answer.hours), one.coin

    return sorted(standings, key=rank)


def _judged_at(standings: Sequence[CoinStanding]) -> datetime:
    return max(one.judged_at for one in standings)
