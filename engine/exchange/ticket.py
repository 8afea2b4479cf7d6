"""The ticket: a wish with its price, what it wins, what it loses and where it ends, before anybody confirms it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from engine.exchange.contract import Contract
from engine.exchange.refusals import NoPrice
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.rules.funding import funding_payment
from engine.exchange.rules.precision import ONE, ZERO, exact
from engine.exchange.ticket_levels import stop_price, target_price, trail_distance, trail_start
from engine.exchange.ticket_sense import check_before_liquidation, check_stop
from engine.exchange.ticket_size import (
    check_largest,
    check_leverage,
    check_money,
    check_smallest,
    check_tier,
    quantity_of,
)
from engine.exchange.ticket_terms import Terms
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.wish import AtPrice, Coins, Risk, TrailDistance, Wish
from engine.market.values import Side

PRICE_TOLERANCE = Decimal("0.001")
GOOD_FOR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Ticket:
    """Everything screen and order need. Money in USDT, unrounded; prices on the contract's grid.

    `quantity` is the order's; `closes` of it ends an opposite position first, and all amounts are those of the rest,
    `opens`. Where nothing is left to open, nothing can be won, lost or liquidated.
    `win_usdt` and `loss_usdt` (> 0) have the fees in and out off and on; the loss is at the nearer of stop and
    trailing stop. `fees_usdt` are those of the target, else of the stop, else of closing at the entry.
    `liquidation_usd` None: nothing liquidates it. `liquidation_distance`: a fraction of the entry, negative for a
    long. `worst_loss_usdt`: stake and fees, if price jumps over the stop. `funding_usdt`: what the next settlement
    would bring at the present rate; None where its instant is not known. `reward`: won for one risked,
    None where fees eat the win.
    """

    contract: Contract
    side: Side
    leverage: Decimal
    quantity: Decimal
    closes: Decimal
    lots: int
    entry_usd: Decimal
    limit_usd: Decimal | None
    stake_usdt: Decimal
    notional_usdt: Decimal
    stop_usd: Decimal | None
    target_usd: Decimal | None
    trail_usd: Decimal | None
    win_usdt: Decimal | None
    loss_usdt: Decimal | None
    fees_usdt: Decimal
    liquidation_usd: Decimal | None
    liquidation_distance: Decimal | None
    worst_loss_usdt: Decimal
    funding_usdt: Decimal | None
    funding_at: datetime | None
    reward: Decimal | None
    quoted_at: datetime

    @property
    def opens(self) -> Decimal:
        return self.quantity - self.closes


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where it may end. `loss_usd`: what ends it first on the losing side."""

    stop_usd: Decimal | None
    target_usd: Decimal | None
    trail_usd: Decimal | None
    loss_usd: Decimal | None

    def likeliest_usd(self, entry_usd: Decimal) -> Decimal:
        """Where the ticket counts the fee of closing."""
        hoped = self.loss_usd if self.target_usd is None else self.target_usd
        return entry_usd if hoped is None else hoped


def make_ticket(
    contract: Contract, quote: Quote | None, wish: Wish, available_usdt: Decimal, against: Decimal = ZERO
) -> Ticket:
    """At the ask for a long, at the bid for a short, or at its limit where that is better. `against`: coins of an
    opposite position.

    Raises a `Refused` of `engine/exchange/refusals.py` that holds the numbers and what would work.
    """
    if quote is None or min(quote.bid_usd, quote.ask_usd, quote.mark_usd) <= 0:
        raise NoPrice(contract.coin)
    terms = _terms(contract, quote, wish)
    check_leverage(terms)
    ends = _ends(terms, wish)
    quantity = quantity_of(terms, wish, ends.loss_usd, available_usdt)
    check_smallest(terms, quantity, wish, ends.loss_usd, available_usdt)
    closes = min(quantity, against)
    opens = quantity - closes
    if opens and ends.loss_usd is not None:
        check_stop(terms, opens, ends.loss_usd, wish.size.usdt if isinstance(wish.size, Risk) else None)
    check_money(terms, opens, available_usdt)
    check_largest(terms, quantity)
    check_tier(terms, opens, quote.mark_usd)
    if opens and ends.loss_usd is not None:
        check_before_liquidation(terms, opens, ends.loss_usd, _resizing(terms, wish, available_usdt))
    return _written(terms, quote, wish, ends, quantity, closes)


def _resizing(terms: Terms, wish: Wish, available_usdt: Decimal) -> Callable[[Decimal], Decimal]:
    def resized(stop_usd: Decimal) -> Decimal:
        return quantity_of(terms, replace(wish, stop=AtPrice(stop_usd)), stop_usd, available_usdt)

    return resized


def repeated(ticket: Ticket) -> Wish:
    """The same trade again, to be priced anew: the quantity stays, the stake follows the price."""
    return Wish(
        ticket.side,
        Coins(ticket.quantity),
        ticket.leverage,
        None if ticket.stop_usd is None else AtPrice(ticket.stop_usd),
        None if ticket.target_usd is None else AtPrice(ticket.target_usd),
        ticket.limit_usd,
        None if ticket.trail_usd is None else TrailDistance(ticket.trail_usd),
    )


@exact
def moved(shown_usd: Decimal, now_usd: Decimal) -> Decimal:
    """A fraction of the price that was shown."""
    return now_usd / shown_usd - ONE


def needs_new_preview(shown_usd: Decimal, shown_at: datetime, now_usd: Decimal, now: datetime) -> bool:
    """Whether an order confirmed now would not be what was shown: by entry prices of the ticket and of a new one."""
    return abs(moved(shown_usd, now_usd)) > PRICE_TOLERANCE or now - shown_at > GOOD_FOR


def _terms(contract: Contract, quote: Quote, wish: Wish) -> Terms:
    best = quote.ask_usd if wish.side is Side.LONG else quote.bid_usd
    if wish.limit_usd is None:
        return Terms(contract, wish.side, wish.leverage, best, contract.taker_fee, True)
    limit = limit_price(contract, wish.side, wish.limit_usd)
    if wish.side.sign * (limit - best) >= 0:
        return Terms(contract, wish.side, wish.leverage, best, contract.taker_fee, False)
    return Terms(contract, wish.side, wish.leverage, limit, contract.maker_fee, False)


def limit_price(contract: Contract, side: Side, limit_usd: Decimal) -> Decimal:
    """On the grid, never worse than what was said; a tick where that is no price."""
    rounding = Rounding.FLOOR if side is Side.LONG else Rounding.CEIL
    return max(on_grid(limit_usd, contract.tick_size, rounding), contract.tick_size)


def _ends(terms: Terms, wish: Wish) -> _Ends:
    stop = None if wish.stop is None else stop_price(terms, wish.stop)
    target = None if wish.target is None else target_price(terms, wish.target)
    if wish.trail is None:
        return _Ends(stop, target, None, stop)
    trail = trail_distance(terms, wish.trail)
    start = trail_start(terms, trail)
    return _Ends(stop, target, trail, start if stop is None or terms.is_before(start, stop) else stop)


@exact
def _written(terms: Terms, quote: Quote, wish: Wish, ends: _Ends, quantity: Decimal, closes: Decimal) -> Ticket:
    contract, entry, opens = terms.contract, terms.entry_usd, quantity - closes
    win = None if ends.target_usd is None or not opens else terms.result(opens, ends.target_usd)
    loss = None if ends.loss_usd is None or not opens else -terms.result(opens, ends.loss_usd)
    liquidation = terms.liquidation(opens) if opens else None
    return Ticket(
        contract=contract,
        side=terms.side,
        leverage=terms.leverage,
        quantity=quantity,
        closes=closes,
        lots=contract.lots(quantity),
        entry_usd=entry,
        limit_usd=None if wish.limit_usd is None else limit_price(contract, terms.side, wish.limit_usd),
        stake_usdt=terms.stake(opens),
        notional_usdt=terms.notional(opens),
        stop_usd=ends.stop_usd,
        target_usd=ends.target_usd,
        trail_usd=ends.trail_usd,
        win_usdt=win,
        loss_usdt=loss,
        fees_usdt=terms.fees(opens, ends.likeliest_usd(entry)),
        liquidation_usd=None if liquidation is None else terms.nearest_tick(liquidation),
        liquidation_distance=None if liquidation is None else liquidation / entry - ONE,
        worst_loss_usdt=terms.cost(opens),
        funding_usdt=_funding(terms.side, opens, quote) if opens else None,
        funding_at=quote.next_funding_at,
        reward=win / loss if win is not None and loss is not None and win > 0 else None,
        quoted_at=quote.at,
    )


def _funding(side: Side, quantity: Decimal, quote: Quote) -> Decimal | None:
    if quote.next_funding_at is None:
        return None
    return funding_payment(side, quantity, quote.mark_usd, quote.funding_rate)
