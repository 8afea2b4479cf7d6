"""What open positions and an account are worth at a price, and what is left to trade with."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from engine.exchange.contract import Contract
from engine.exchange.orders import OrderStatus, Way
from engine.exchange.rules.cost import order_cost
from engine.exchange.rules.holding import Holding
from engine.exchange.rules.margin import position_margin
from engine.exchange.rules.precision import ZERO, exact
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.venues.paper.values import PaperAccount, PaperOrder, PaperPosition
from engine.market.values import Side, Symbol

USUAL_LEVERAGE = Decimal(10)  # of a symbol for which none was set

Contracts = Mapping[Symbol, Contract | None]


def exit_price(position: PaperPosition, quote: Quote) -> Decimal:
    """What closing would get now: the bid of a long, the ask of a short."""
    return quote.bid_usd if position.side is Side.LONG else quote.ask_usd


@exact
def unrealised(position: PaperPosition, price: Decimal) -> Decimal:
    """Gross, without fees."""
    return position.side.sign * position.quantity * (price - position.entry_usd)


@exact
def net_at(position: PaperPosition, price: Decimal, contract: Contract) -> Decimal:
    """What the position would have made in all, closed at that price by a taker: fees and funding in."""
    fee = position.quantity * price * contract.taker_fee
    return unrealised(position, price) + position.realised_usdt - fee


@exact
def equity(account: PaperAccount, positions: Sequence[PaperPosition], marks: Mapping[Symbol, Decimal]) -> Decimal:
    """Cash plus what is open, at the marks; a position without one counts as at its entry."""
    return sum((unrealised(one, marks[one.symbol]) for one in positions if one.symbol in marks), account.cash_usdt)


@exact
def margin_used(positions: Sequence[PaperPosition], contracts: Contracts) -> Decimal:
    """Of isolated positions: stakes with what is reserved for closing them, and what was added."""
    return sum((_bound(one, contracts.get(one.symbol)) for one in positions), ZERO)


def _bound(position: PaperPosition, contract: Contract | None) -> Decimal:
    holding = Holding(position.side, position.entry_usd, position.quantity, position.leverage)
    fee = ZERO if contract is None else contract.taker_fee
    return position_margin(holding, fee) + position.extra_margin_usdt


@exact
def margin_asked(
    account: PaperAccount, positions: Sequence[PaperPosition], orders: Sequence[PaperOrder], contracts: Contracts
) -> Decimal:
    """What orders in the book bind that would open something. Conditional ones bind nothing before they fire."""
    leverages = dict(account.leverages)
    return sum(
        (_cost(one, opening, leverages.get(one.order.symbol), contracts.get(one.order.symbol))
         for one, opening in _opening(positions, orders)),
        ZERO,
    )  # fmt: skip


def _opening(positions: Sequence[PaperPosition], orders: Sequence[PaperOrder]) -> Iterator[tuple[PaperOrder, Decimal]]:
    """With the coins of each that would open: what closes a position comes first, oldest orders first."""
    held = {(one.symbol, one.slot): one.side.sign * one.quantity for one in positions}
    for one in orders:
        if one.status is not OrderStatus.OPEN or one.order.reduce_only or one.limit_usd is None:
            continue
        rest, key = one.quantity - one.filled, (one.order.symbol, one.order.slot)
        left = -held.get(key, ZERO) * one.order.way.sign
        closing = min(max(left, ZERO), rest)
        if closing:
            held[key] += closing * one.order.way.sign
        if rest > closing:
            yield one, rest - closing


def _cost(order: PaperOrder, quantity: Decimal, leverage: Decimal | None, contract: Contract | None) -> Decimal:
    if contract is None or order.limit_usd is None:
        return ZERO
    side = Side.LONG if order.order.way is Way.BUY else Side.SHORT
    usual = min(USUAL_LEVERAGE, contract.max_leverage)
    holding = Holding(side, order.limit_usd, quantity, usual if leverage is None else leverage)
    return order_cost(holding, contract.taker_fee).total


@exact
def available(
    account: PaperAccount, positions: Sequence[PaperPosition], orders: Sequence[PaperOrder], contracts: Contracts
) -> Decimal:
    """For new isolated positions: unrealised profit is not spendable."""
    left = account.cash_usdt - margin_used(positions, contracts) - margin_asked(account, positions, orders, contracts)
    return max(left, ZERO)
