"""What a press on a plan or a level wishes for, with the usual stake and leverage."""

from decimal import Decimal

from bot.paper.ground import inside
from bot.paper.tickets import TicketDesk
from engine.exchange.contract import Contract
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.wish import AtPrice, ShareOfAvailable, Size, Stake, Wish
from engine.liquidations.values import Leg, MapQuery, Scan
from engine.market.values import Coin, Side
from engine.market.windows import Window

USUAL_STAKE = Decimal(100)
USUAL_LEVERAGE = Decimal(10)
_LARGEST_SHARE = Decimal("0.2")  # of what is available: the usual stake is no more than that


async def usual_wish(tickets: TicketDesk, coin: Coin, side: Side, user_id: int) -> Wish:
    """Without stop and target. The leverage is that of an open position, else the usual one as far as it is allowed."""
    contract = await tickets.contract(coin)
    worth = await tickets.purse.worth(await tickets.purse.open(user_id))
    size: Size = Stake(USUAL_STAKE)
    if worth.available_usdt * _LARGEST_SHARE < USUAL_STAKE:
        size = ShareOfAvailable(_LARGEST_SHARE)
    held = worth.position(contract.symbol)
    leverage = min(USUAL_LEVERAGE, contract.max_leverage) if held is None else held.leverage
    return Wish(side, size, leverage)


async def plan_wish(tickets: TicketDesk, coin: Coin, window: Window, user_id: int, *, is_ride: bool) -> Wish | None:
    """Ride at market, Fade as a limit order at its first entry. None where the plan has no such leg any more."""
    scan = await tickets.desk.scan(MapQuery(coin, window))
    leg = scan.plan.ride if is_ride else scan.plan.fade
    if leg is None:
        return None
    usual = await usual_wish(tickets, coin, leg.side, user_id)
    return _of_leg(usual, leg, await tickets.contract(coin), is_ride=is_ride)


def _of_leg(usual: Wish, leg: Leg, contract: Contract, *, is_ride: bool) -> Wish:
    def at(usd: float) -> Decimal:
        return on_grid(Decimal(repr(usd)), contract.tick_size, Rounding.NEAREST)

    limit = None if is_ride else at(leg.entries_usd[0])
    return Wish(usual.side, usual.size, usual.leverage, AtPrice(at(leg.stop_usd)), AtPrice(at(leg.target_usd)), limit)


async def level_wish(
    tickets: TicketDesk, coin: Coin, window: Window, side: Side, level_usd: Decimal, user_id: int, *, is_above: bool
) -> Wish:
    """Toward the level: at market, with the target inside it. Away from it: a limit order at the level."""
    usual, contract = await usual_wish(tickets, coin, side, user_id), await tickets.contract(coin)
    if (side is Side.LONG) is not is_above:
        return Wish(side, usual.size, usual.leverage, limit_usd=level_usd)
    scan = await tickets.desk.scan_or_none(MapQuery(coin, window))
    return Wish(side, usual.size, usual.leverage, target=AtPrice(_target(scan, contract, level_usd, is_above=is_above)))


def _target(scan: Scan | None, contract: Contract, level_usd: Decimal, *, is_above: bool) -> Decimal:
    """Inside the level that stands there now, else at the price that was shown."""
    levels = () if scan is None else scan.above if is_above else scan.below
    here = [one for one in levels if abs(Decimal(repr(one.peak_usd)) / level_usd - 1) < Decimal("0.002")]
    return inside(here[0], contract) if here else on_grid(level_usd, contract.tick_size, Rounding.NEAREST)
