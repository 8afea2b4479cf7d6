"""Alerts of one person: setting one, the list, and what one would say now."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.keyboards.alerts import alerts_keyboard
from bot.ports import Alerts
from bot.sending.handling import current_update_id
from bot.views.alerts import alerts_text, how_text
from bot.views.card import Card
from bot.views.reader import Reader
from engine.club.alerts import Alert, AlertKind, Direction, NewAlert, nearest_strong
from engine.club.limits import ALERTS_EACH
from engine.club.watch import Firing
from engine.club.wishes import Wish
from engine.errors import Refused
from engine.liquidations.values import MapQuery, Scan
from engine.market.present import present_ticker
from engine.market.values import Coin
from engine.scanners.spikes import CONFIRMATION_STEP_MS, confirm

EXAMPLE_COIN = Coin("BTC")  # in what one may write
_HOUR_OF_BARS = 13


class AlreadyThere(Refused):
    """Price stands where the alert waits for it."""

    text_key = "alert-there"


@dataclass(frozen=True, slots=True)
class AlertDesk:
    desk: Desk
    alerts: Alerts

    async def price(self, coin: Coin) -> float | None:
        """The last one heard."""
        ticker = await present_ticker(self.desk.market, coin)
        return None if ticker is None else ticker.price_usd

    async def set(self, coin: Coin, wish: Wish, user_id: int, reader: Reader) -> Alert | None:
        """None where the person has as many as they may. Raises `AlreadyThere`."""
        direction = None
        if wish.price_usd is not None:
            present = await self.price(coin)
            if present is None or present == wish.price_usd:
                raise AlreadyThere(f"{coin} is at {present}")
            direction = Direction.toward(wish.price_usd, present)
        asked = NewAlert(
            user_id=user_id,
            coin=coin,
            source=self.desk.market.source,
            kind=wish.kind,
            window=wish.window or reader.prefers.window,
            price_usd=wish.price_usd,
            direction=direction,
            distance=wish.distance,
            strength=wish.strength,
            share=wish.share,
            asked_in=current_update_id(),
        )
        return await self.alerts.add(asked, ALERTS_EACH)

    async def card(self, reader: Reader) -> Card:
        held = await self.alerts.of(reader.person.user_id) if reader.person is not None else ()
        how = how_text(EXAMPLE_COIN, await self.price(EXAMPLE_COIN), reader)
        return Card(alerts_text(held, how, reader), alerts_keyboard(held, reader))

    async def example(self, alert: Alert) -> Firing | None:
        """What it would say, had it fired now; None where there is nothing to say it of. Raises what scans raise."""
        asked, now = alert.asked, self.desk.now()
        scan = await self.desk.scan(MapQuery(asked.coin, asked.window))
        price = level = scan.price_usd
        amount, value, detail = 0.0, None, None
        match asked.kind:
            case AlertKind.PRICE:
                price = level = asked.price_usd or level
            case AlertKind.LEVEL:
                near = nearest_strong(scan.price_usd, (*scan.above, *scan.below), asked.strength or 0.0)
                if near is None:
                    return None
                level, amount = near.peak_usd, near.notional_usd
            case AlertKind.IMBALANCE:
                if scan.imbalance is None or scan.heavier is None:
                    return None
                value, detail = scan.imbalance, scan.heavier.value
            case AlertKind.SPIKE:
                value, detail = await self._present_volume(asked.coin, scan), "volume"
                if value is None:
                    return None
        return Firing(0, alert, price, level, amount, now, 1, False, value=value, detail=detail)

    async def _present_volume(self, coin: Coin, scan: Scan) -> float | None:
        bars = await self.desk.market.bars(coin, scan.venues[0], CONFIRMATION_STEP_MS, _HOUR_OF_BARS)
        return confirm(bars).volume_ratio
