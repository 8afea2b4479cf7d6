"""What a fill does: to the position, the cash, the order, and what hangs on them."""

from typing import NamedTuple

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.desk import Desk, opposing
from engine.exchange.core.funds import leverage_of
from engine.exchange.core.margin import liquidation_ticks
from engine.exchange.core.market import Market
from engine.exchange.core.stops import cancel_without_position, hang_stops
from engine.exchange.money import divided
from engine.exchange.orders import OrderStatus, Reason, Slot, Way
from engine.exchange.outputs import Cause, Fill, FillCause, FillModel, Purse


class Deal(NamedTuple):
    """`fee` None: by the contract's rates. `value` None: by price and size (a takeover has its own)."""

    way: Way
    lots: int
    ticks: int
    model: FillModel
    slot: Slot = Slot.ONE_WAY
    is_maker: bool = False
    cause: FillCause = FillCause.ORDER
    fee: int | None = None
    value: int | None = None
    order_id: int = 0  # of an order that is not known here


def taker_model(market: Market) -> FillModel:
    return FillModel.BAR if market.is_bar else FillModel.BOOK


def fill(desk: Desk, account: Account, market: Market, deal: Deal, live: Live | None = None) -> Fill:
    """Closes what it opposes, opens what is left, and says all of it."""
    value = market.numbers.value(deal.ticks, deal.lots) if deal.value is None else deal.value
    fee = market.numbers.fee(value, is_maker=deal.is_maker) if deal.fee is None else deal.fee
    position = account.positions.get((market.symbol, deal.slot))
    closing = min(deal.lots, abs(position.lots)) if position and opposing(deal.way, position.lots) else 0
    closing_value = value if closing == deal.lots else divided(value * closing, deal.lots)
    closing_fee = fee if closing == deal.lots else divided(fee * closing, deal.lots)
    fill_id = desk.take_fill_id()
    if live is not None:
        live.is_filling = True
    realised = _close(account, position, closing, closing_value, closing_fee) if position and closing else 0
    made = _record(desk, account, market, deal, live, (fill_id, fee, realised))
    desk.outputs.append(made)
    _pay(desk, account, market, made)
    if closing and position:
        _say_reduced(desk, account, market, position)
    if deal.lots > closing:
        rest = deal.lots - closing, value - closing_value, fee - closing_fee
        if live is not None and (market.contract.symbol, deal.slot) not in account.positions:
            live.stops_hung = False  # on the position before, which is gone
        _open(desk, account, market, deal, rest)
    if live is not None:
        _progress(desk, account, live, deal)
    return made


def _close(account: Account, position: Position, lots: int, value: int, fee: int) -> int:
    """Realised, gross. The cost and the added margin of what is closed go with it."""
    size, sign = abs(position.lots), position.sign
    cost = position.cost if lots == size else divided(position.cost * lots, size)
    added = position.extra_margin if lots == size else divided(position.extra_margin * lots, size)
    realised = sign * (value - cost)
    position.lots -= sign * lots
    position.cost -= cost
    position.extra_margin -= added
    position.realised += realised - fee
    if not position.lots:
        del account.positions[position.key]
    return realised


def _say_reduced(desk: Desk, account: Account, market: Market, position: Position) -> None:
    if position.lots and not account.is_cross:
        position.liquidation_ticks = liquidation_ticks(market.numbers, position)
    if not position.lots:
        position.liquidation_ticks = 0
    desk.tell_position(account, position)
    if not position.lots:
        cancel_without_position(desk, account, position)


def _open(desk: Desk, account: Account, market: Market, deal: Deal, rest: tuple[int, int, int]) -> None:
    lots, value, fee = rest
    key = market.symbol, deal.slot
    position = account.positions.get(key)
    if position is None:
        position = Position(market.symbol, deal.slot, 0, 0, leverage_of(account, market), opening_ms(desk, market))
        account.positions[key] = position
    position.lots += deal.way.sign * lots
    position.cost += value
    position.realised -= fee
    if not account.is_cross:
        position.liquidation_ticks = liquidation_ticks(market.numbers, position)
    desk.tell_position(account, position)


def opening_ms(desk: Desk, market: Market) -> int:
    """Now. A settlement may be told a little before its instant: what is opened after it was told came after it."""
    return max(desk.now_ms, market.settled_ms + 1)


def _record(
    desk: Desk, account: Account, market: Market, deal: Deal, live: Live | None, figures: tuple[int, int, int]
) -> Fill:
    fill_id, fee, realised = figures
    return Fill(
        fill_id,
        account.account_id,
        live.order.order_id if live else deal.order_id,
        market.symbol,
        deal.slot,
        desk.now_ms,
        live.sent_at_ms if live else 0,
        deal.way is Way.BUY,
        deal.ticks,
        deal.lots,
        deal.is_maker,
        fee,
        realised,
        deal.cause,
        deal.model,
    )


def _pay(desk: Desk, account: Account, market: Market, made: Fill) -> None:
    symbol = market.symbol
    desk.pay(account, Cause.PNL, Purse.MARKET, made.realised, symbol, made.fill_id)
    desk.pay(account, Cause.FEE, Purse.FEES, -made.fee, symbol, made.fill_id)


def _progress(desk: Desk, account: Account, live: Live, deal: Deal) -> None:
    """The order after a fill: its siblings go with the first one, its stops are hung on the position."""
    is_first = not live.filled_lots
    live.filled_lots += deal.lots
    live.filled_value += deal.lots * deal.ticks
    if is_first:
        cancel_siblings(desk, account, live)
    hang_stops(desk, account, live)
    live.is_filling = False
    has_cut = live.order.reduce_only and (live.order.symbol, live.order.slot) not in account.positions
    if has_cut or (live.order.lots and not live.rest_lots):
        desk.end_order(account, live, OrderStatus.FILLED)
    else:
        desk.tell_order(live)


def cancel_siblings(desk: Desk, account: Account, live: Live) -> None:
    """One cancels the other."""
    group = live.order.oco
    if not group:
        return
    for other in list(account.orders.values()):
        if other is not live and other.order.oco == group:
            desk.end_order(account, other, OrderStatus.CANCELLED, Reason.BY_OCO)


def cover_debt(desk: Desk, account: Account) -> None:
    """What a member could not lose any more is paid by the insurance fund."""
    if account.cash < 0 and not (account.is_cross and account.positions):
        desk.pay(account, Cause.BAD_DEBT, Purse.INSURANCE, -account.cash)
