"""What open positions and an account are worth at a price."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.exchange.contract import Contract
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.venues.paper.values import PaperAccount, PaperPosition
from engine.market.values import Side, Symbol


def exit_price(position: PaperPosition, quote: Quote) -> Decimal:
    """What closing would get now: the bid of a long, the ask of a short."""
    return quote.bid_usd if position.side is Side.LONG else quote.ask_usd


def unrealised(position: PaperPosition, price: Decimal) -> Decimal:
    """Gross, without fees."""
    move = price - position.entry_usd
    return position.quantity * (move if position.side is Side.LONG else -move)


def net_at(position: PaperPosition, price: Decimal, contract: Contract) -> Decimal:
    """What the position would have made in all, closed at that price by a taker: fees and funding in."""
    fee = position.quantity * price * contract.taker_fee
    return unrealised(position, price) + position.realised_usdt - fee


def initial_margin(position: PaperPosition) -> Decimal:
    """At entry, without the reserve for the closing fee."""
    return position.quantity * position.entry_usd / position.leverage + position.extra_margin_usdt


def equity(account: PaperAccount, positions: Sequence[PaperPosition], marks: Mapping[Symbol, Decimal]) -> Decimal:
    """Cash plus what is open, at the marks; a position without one counts as at its entry."""
    open_usdt = sum(
        (unrealised(one, marks[one.symbol]) for one in positions if one.symbol in marks), start=Decimal(0)
    )
    return account.cash_usdt + open_usdt
