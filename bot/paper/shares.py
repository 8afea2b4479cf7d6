"""A closed trade as a picture to send on, with the way price went meanwhile."""

from dataclasses import dataclass

import numpy as np
import structlog

from bot.paper.stories import Over
from bot.pictures.gallery import Picture, picture_key
from bot.show import Show
from bot.views.reader import Reader
from bot.views.share_labels import share_labels
from engine.errors import EngineError, StorageAway
from engine.exchange.contract import Contract
from engine.exchange.venues.paper.values import ClosedTrade
from engine.market.ports import MarketReader
from engine.market.values import FloatArray, Venue
from engine.market.windows import STEPS_MS
from renderers.palette import Theme
from renderers.trade import TradeShape, trade_png

log = structlog.get_logger()

_POINTS = 240  # of the path, at most
_MOST_BARS = 3_000  # asked for; what lies further back has no path


@dataclass(frozen=True, slots=True)
class TradeShares:
    market: MarketReader
    show: Show

    async def picture(self, over: Over, contract: Contract | None, reader: Reader) -> Picture | None:
        """None where it cannot be drawn now: the words go without it. Raises `StorageAway`."""
        trade, theme = over.trade, Theme(reader.prefers.theme)
        path = await self._path(trade, reader)
        sides = (float(trade.entry_usd), float(trade.exit_usd))
        shape = TradeShape(trade.side, *sides, trade.net_usdt > 0, path)
        labels = share_labels(over, contract, self.market.source, reader)

        async def draw() -> bytes:
            return await self.show.pool.draw("trade", trade_png, shape, theme, labels=labels)

        key = picture_key("trade", trade.account_id, trade.symbol, trade.closed_at, len(path), labels, theme)
        try:
            return await self.show.gallery.picture(key, draw)
        except StorageAway:
            raise
        except EngineError as error:
            log.warning("trade_without_picture", error=str(error)[:200])
            return None

    async def _path(self, trade: ClosedTrade, reader: Reader) -> FloatArray:
        """Closes between entry and exit, of the finest bars that are few enough; empty where there are none."""
        opened, closed, now = (round(at.timestamp() * 1000) for at in (trade.opened_at, trade.closed_at, reader.now))
        step = next((one for one in STEPS_MS if (closed - opened) / one <= _POINTS), STEPS_MS[-1])
        count = (now - opened) // step + 1
        if count > _MOST_BARS:
            return np.array([])
        bars = await self.market.bars(trade.coin, Venue.BYBIT, step, count)
        ends = bars.open_ms + bars.step_ms
        return np.asarray(bars.close[(ends > opened) & (ends < closed)], np.float64)
