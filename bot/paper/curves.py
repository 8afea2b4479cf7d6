"""The picture of an account's equity."""

from dataclasses import dataclass

from bot.paper.desk import PaperDesk, day_start
from bot.pictures.gallery import picture_key
from bot.show import PhotoCard, Show
from bot.views.equity_labels import equity_labels
from bot.views.paper_account import account_text
from bot.views.reader import Reader
from engine.exchange.venues.paper.curve import equity_curve
from engine.exchange.venues.paper.values import EquityPoint, PaperAccount
from renderers.equity import equity_curve_png
from renderers.palette import Theme

_TRADES_MARKED = 1000


@dataclass(frozen=True, slots=True)
class AccountCurves:
    paper: PaperDesk
    show: Show

    async def photo(self, account: PaperAccount, reader: Reader) -> PhotoCard:
        """The stored points and what it is worth now, under it the account in words."""
        figures, read = await self.paper.figures(account, reader), self.paper.parts.reader
        now = EquityPoint(reader.now, figures.worth.equity_usdt, account.cash_usdt)
        curve = equity_curve(
            [*await read.equity(account.account_id), now],
            await read.trades(account.account_id, limit=_TRADES_MARKED),
            opened_at=account.opened_at,
            start_usdt=account.start_usdt,
            today_from=day_start(reader),
        )
        labels, theme = equity_labels(curve, figures, reader), Theme(reader.prefers.theme)

        async def draw() -> bytes:
            return await self.show.pool.draw(
                "equity", equity_curve_png, curve, theme=theme, labels=labels, zone=reader.zone
            )

        key = picture_key("equity", account.account_id, len(curve.at_ms), labels, theme, reader.prefers.zone)
        picture = await self.show.gallery.picture(key, draw)
        return PhotoCard(picture, account_text(figures, reader), self.paper.account_keys(reader, is_picture=True))
