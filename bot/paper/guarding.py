"""Stops, targets and trailing stops of open positions: judged before they are sent, and said in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.desk import Desk
from bot.paper.acting import Acting
from bot.paper.ground import ahead, inside
from bot.paper_parts import PaperParts
from bot.views import money
from bot.views.reader import Reader
from engine.exchange.contract import Contract
from engine.exchange.orders import Trailing
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.rules.margin_stop import stop_for_risk
from engine.exchange.venues.paper.ports import CommandRow, CommandState
from engine.exchange.venues.paper.values import PaperPosition
from engine.liquidations.values import MapQuery
from engine.market.values import Side
from engine.market.windows import Window

LEAST_TRAIL, MOST_TRAIL = Decimal("0.1"), Decimal(20)  # percent of price
_PPM_A_PERCENT = 10_000


@dataclass(frozen=True, slots=True)
class Guarding:
    """Each answers with its toast. Raises `StorageAway`."""

    parts: PaperParts
    acting: Acting

    async def stop(self, position: PaperPosition, contract: Contract, price: Decimal, reader: Reader) -> str:
        """0 removes it."""
        ticks, refusal = await self._ticks(position, contract, price, "stop", reader)
        if refusal is not None:
            return refusal
        said = ("toast-stop-set", "toast-stop-off")
        return self._said(await self._sent(position, stop_ticks=ticks), said, price, contract, reader)

    async def target(self, position: PaperPosition, contract: Contract, price: Decimal, reader: Reader) -> str:
        ticks, refusal = await self._ticks(position, contract, price, "target", reader)
        if refusal is not None:
            return refusal
        said = ("toast-target-set", "toast-target-off")
        return self._said(await self._sent(position, target_ticks=ticks), said, price, contract, reader)

    async def trail(self, position: PaperPosition, contract: Contract, percent: Decimal, reader: Reader) -> str:
        """So much behind the best price from now on; 0 removes it."""
        if percent and not LEAST_TRAIL <= percent <= MOST_TRAIL:
            return reader.t.plain("toast-trail-wrong")
        trailing = Trailing(None, int(percent * _PPM_A_PERCENT)) if percent else Trailing(0)
        row = await self._sent(position, trailing=trailing)
        if row.state is CommandState.REFUSED:
            return _refused(row, reader)
        key = "toast-trail-set" if percent else "toast-trail-off"
        return reader.t.plain(key, share=money.plain(percent))

    async def _ticks(
        self, position: PaperPosition, contract: Contract, price: Decimal, part: str, reader: Reader
    ) -> tuple[int, str | None]:
        """Or why it cannot be: the exchange would refuse it too, but not say so kindly."""
        if price == 0:
            return 0, None
        quote = await self.parts.quotes.quote(position.symbol)
        if quote is None:
            return 0, reader.t.plain("toast-no-price", coin=position.coin)
        at = on_grid(price, contract.tick_size, Rounding.NEAREST)
        wanted = position.side.sign if part == "target" else -position.side.sign
        if at <= 0 or wanted * (at - quote.last_usd) <= 0:
            now = money.short(quote.last_usd, contract)
            return 0, reader.t.plain(f"toast-{part}-wrong", side=position.side.value, price=now)
        return contract.ticks(at), None

    async def _sent(
        self,
        position: PaperPosition,
        *,
        stop_ticks: int | None = None,
        target_ticks: int | None = None,
        trailing: Trailing | None = None,
    ) -> CommandRow:
        row = await self.acting.guard(position, stop_ticks=stop_ticks, target_ticks=target_ticks, trailing=trailing)
        return await self.acting.soon(row)

    @staticmethod
    def _said(row: CommandRow, keys: tuple[str, str], price: Decimal, contract: Contract, reader: Reader) -> str:
        if row.state is CommandState.REFUSED:
            return _refused(row, reader)
        shown = money.short(on_grid(price, contract.tick_size, Rounding.NEAREST), contract)
        return reader.t.plain(keys[0] if price else keys[1], price=shown)


def _refused(row: CommandRow, reader: Reader) -> str:
    reason = row.refusal.value if row.refusal is not None else "unknown"
    return reader.t.plain("toast-refused", why=reader.t.plain(f"paper-reason-{reason}"))


def hold_stops(position: PaperPosition, contract: Contract, shares: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """(Percent of the margin, price on the grid) of those that make sense at its leverage."""
    found = []
    rounding = Rounding.CEIL if position.side is Side.LONG else Rounding.FLOOR
    for share in shares:
        where = (position.side, position.entry_usd, position.leverage, share / 100, contract.taker_fee)
        price = stop_for_risk(*where)
        if price is not None and price > 0:
            found.append((share, on_grid(price, contract.tick_size, rounding)))
    return found


async def hold_targets(
    desk: Desk, position: PaperPosition, contract: Contract, window: Window
) -> list[tuple[str, Decimal]]:
    """(Level, price inside it) where it could take its profit, nearest first."""
    scan = await desk.scan_or_none(MapQuery(position.coin, window))
    return [(one.name, inside(one, contract)) for one in ahead(position.side, scan)]
