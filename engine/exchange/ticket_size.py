"""How many coins a wish is, and whether the venue and the account take them."""

from decimal import ROUND_CEILING, Decimal

from engine.exchange.orders import Reason
from engine.exchange.refusals import BadLeverage, LeverageBeyondTier, NotEnough, RiskNeedsStop, TooLarge, TooSmall
from engine.exchange.rules.filters import Rounding, floored, on_grid, refusal
from engine.exchange.rules.precision import ONE, clamp, exact
from engine.exchange.rules.sizing import quantity_for_loss
from engine.exchange.rules.tiers import largest_value, tier_of
from engine.exchange.ticket_terms import Terms
from engine.exchange.wish import Coins, OfMargin, Risk, ShareOfAvailable, Stake, Wish

_CENT = Decimal("0.01")


def check_leverage(terms: Terms) -> None:
    """Raises `BadLeverage`."""
    contract, leverage = terms.contract, terms.leverage
    largest = min(contract.max_leverage, contract.tiers[0].max_leverage)
    step = contract.leverage_step
    nearest = clamp(on_grid(leverage, step, Rounding.NEAREST), ONE, on_grid(largest, step, Rounding.FLOOR))
    if leverage != nearest:
        raise BadLeverage(leverage, largest, step, nearest)


@exact
def quantity_of(terms: Terms, wish: Wish, stop_usd: Decimal | None, available_usdt: Decimal) -> Decimal:
    """On the lot's grid, rounded down; may be too small or too large. Raises `RiskNeedsStop`."""
    size = wish.size
    if isinstance(size, Coins):
        return floored(size.quantity, terms.contract.lot_size)
    if isinstance(size, Stake):
        return terms.quantity_for_stake(size.usdt)
    if isinstance(size, ShareOfAvailable):
        wanted = terms.quantity_for_stake(size.fraction * available_usdt)
        return min(wanted, terms.affordable(available_usdt))
    return _by_risk(terms, wish, size, stop_usd)


def _by_risk(terms: Terms, wish: Wish, risk: Risk, stop_usd: Decimal | None) -> Decimal:
    if stop_usd is None:
        raise RiskNeedsStop(risk.usdt)
    if isinstance(wish.stop, OfMargin):  # so much is this share of the stake
        return terms.quantity_for_stake(risk.usdt / wish.stop.share)
    fees = terms.entry_fee, terms.contract.taker_fee
    return floored(quantity_for_loss(risk.usdt, terms.entry_usd, stop_usd, *fees), terms.contract.lot_size)


def check_smallest(
    terms: Terms, quantity: Decimal, wish: Wish, stop_usd: Decimal | None, available_usdt: Decimal
) -> None:
    """Raises `TooSmall`, and `NotEnough` where the smallest that the venue takes is more than there is."""
    contract = terms.contract
    bounds = contract.min_quantity, max(quantity, contract.max_quantity), contract.min_notional_usdt
    if refusal(quantity, terms.entry_usd, *bounds) is None:
        return
    smallest = smallest_quantity(terms)
    check_money(terms, smallest, available_usdt)
    stake, leverage = _up_to_cent(terms.stake(smallest)), _working_leverage(terms, smallest, wish)
    raise TooSmall(quantity, smallest, stake, leverage, _smallest_risk(terms, smallest, wish, stop_usd))


def _smallest_risk(terms: Terms, smallest: Decimal, wish: Wish, stop_usd: Decimal | None) -> Decimal | None:
    if stop_usd is None or not isinstance(wish.size, Risk):
        return None
    if isinstance(wish.stop, OfMargin):
        return _up_to_cent(_share(terms.stake(smallest), wish.stop.share))
    return _up_to_cent(-terms.result(smallest, stop_usd))


@exact
def _share(stake_usdt: Decimal, share: Decimal) -> Decimal:
    return stake_usdt * share


@exact
def smallest_quantity(terms: Terms) -> Decimal:
    contract = terms.contract
    by_notional = on_grid(contract.min_notional_usdt / terms.entry_usd, contract.lot_size, Rounding.CEIL)
    return max(contract.min_quantity, by_notional)


@exact
def _working_leverage(terms: Terms, smallest: Decimal, wish: Wish) -> Decimal | None:
    """The lowest whole one at which the wanted stake buys the smallest quantity."""
    if not isinstance(wish.size, Stake) or wish.size.usdt <= 0:
        return None
    leverage = (terms.notional(smallest) / wish.size.usdt).to_integral_value(ROUND_CEILING)
    tier = tier_of(terms.contract.tiers, terms.notional(smallest))
    allowed = min(terms.contract.max_leverage, tier.max_leverage if tier else ONE)
    return leverage if leverage <= allowed else None


def check_money(terms: Terms, quantity: Decimal, available_usdt: Decimal) -> None:
    """Raises `NotEnough`."""
    needed = terms.cost(quantity)
    if needed <= available_usdt:
        return
    most = terms.affordable(available_usdt)
    largest = most if most >= smallest_quantity(terms) else Decimal(0)
    raise NotEnough(needed, available_usdt, down_to_working(terms, largest))


def check_largest(terms: Terms, quantity: Decimal) -> None:
    """Raises `TooLarge`."""
    contract = terms.contract
    most = contract.max_market_quantity if terms.is_market else contract.max_quantity
    most = min(most, floored(contract.tiers[-1].limit_usdt / terms.entry_usd, contract.lot_size))
    bounds = contract.min_quantity, most, Decimal(0)
    if refusal(quantity, terms.entry_usd, *bounds) is Reason.TOO_LARGE:
        raise TooLarge(quantity, most, down_to_working(terms, most), terms.is_market)


@exact
def check_tier(terms: Terms, quantity: Decimal, mark_usd: Decimal) -> None:
    """By the larger of entry and mark value: the venue's tier follows the mark. Raises `LeverageBeyondTier`."""
    contract = terms.contract
    value = quantity * max(mark_usd, terms.entry_usd)
    tier = tier_of(contract.tiers, value) or contract.tiers[-1]
    if terms.leverage <= tier.max_leverage:
        return
    room = largest_value(contract.tiers, terms.leverage) or Decimal(0)
    most = floored(room / max(mark_usd, terms.entry_usd), contract.lot_size)
    largest = on_grid(tier.max_leverage, contract.leverage_step, Rounding.FLOOR)
    raise LeverageBeyondTier(terms.leverage, value, largest, down_to_working(terms, most))


@exact
def down_to_working(terms: Terms, quantity: Decimal) -> Decimal:
    """A stake in whole cents that buys exactly this quantity where a cent is finer than a lot; never more of it."""
    stake = _up_to_cent(terms.stake(quantity))
    if terms.quantity_for_stake(stake) <= quantity:
        return stake
    return on_grid(terms.stake(quantity), _CENT, Rounding.FLOOR)


def _up_to_cent(usdt: Decimal) -> Decimal:
    return on_grid(usdt, _CENT, Rounding.CEIL)
