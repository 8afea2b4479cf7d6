"""Margin, bankruptcy and liquidation of USDT contracts by the rules in force since 2025-09-02, in whole units.

Source: the venue's pages on the new margin calculation; checked against the shared golden cases. Isolated: initial
margin from the entry, the close fee reserved at the bankruptcy price. Cross: everything from the mark.
"""

from engine.exchange.core.account import Position
from engine.exchange.core.market import HUNDREDTHS, RATE, Bracket, Numbers
from engine.exchange.money import divided


def margin_share(value: int, leverage_e2: int) -> int:
    """Value over leverage."""
    return divided(value * HUNDREDTHS, leverage_e2)


def bankruptcy_fee(numbers: Numbers, value: int, leverage_e2: int, sign: int) -> int:
    """Taker fee for closing at the bankruptcy price what was entered at `value`."""
    return divided(value * (leverage_e2 - sign * HUNDREDTHS) * numbers.taker, leverage_e2 * RATE)


def isolated_initial(numbers: Numbers, value: int, leverage_e2: int, sign: int) -> int:
    return margin_share(value, leverage_e2) + bankruptcy_fee(numbers, value, leverage_e2, sign)


def cross_initial(numbers: Numbers, mark_value: int, leverage_e2: int) -> int:
    return margin_share(mark_value, leverage_e2) + numbers.fee(mark_value, is_maker=False)


def opening_fee_and_margin(numbers: Numbers, value: int, leverage_e2: int, sign: int, *, is_cross: bool) -> int:
    """What an order of this value costs before anything of it is filled."""
    margin = (
        cross_initial(numbers, value, leverage_e2) if is_cross else isolated_initial(numbers, value, leverage_e2, sign)
    )
    return margin + numbers.fee(value, is_maker=False)


def reserve(numbers: Numbers, position: Position) -> int:
    """All an isolated position can lose: its initial margin and what was added."""
    margin = isolated_initial(numbers, position.cost, position.leverage_e2, position.sign)
    return margin + position.extra_margin


def bankruptcy_value(numbers: Numbers, position: Position) -> int:
    """What the lots of an isolated position are worth at its bankruptcy price."""
    sign = position.sign
    added = divided(position.extra_margin * RATE, RATE - sign * numbers.taker)
    return position.cost - sign * (margin_share(position.cost, position.leverage_e2) + added)


def ticks_of_value(numbers: Numbers, value: int, lots: int) -> int:
    """The nearest price at which so many lots are worth so much."""
    return divided(value * numbers.unit_denominator, lots * numbers.unit)


def bankruptcy_ticks(numbers: Numbers, position: Position) -> int:
    return max(ticks_of_value(numbers, bankruptcy_value(numbers, position), abs(position.lots)), 1)


def last_ticks_for_its_margin(numbers: Numbers, position: Position) -> int:
    """The bankruptcy price of an isolated position, on the grid and on the position's own side of it."""
    value, size = bankruptcy_value(numbers, position) * numbers.unit_denominator, abs(position.lots) * numbers.unit
    return -(-value // size) if position.lots > 0 else value // size


def maintenance(numbers: Numbers, mark_value: int) -> int:
    """Of a cross position, close fee in, by the tier of its value."""
    tier = numbers.bracket(mark_value)
    return divided(mark_value * (tier.rate + numbers.taker), RATE) - tier.deduction


def liquidation_ticks(numbers: Numbers, position: Position) -> int:
    """The first price on the grid at which an isolated position is liquidated; 0 where there is none.

    By the tier of the position's value at entry: the price is fixed until the position or its margin changes.
    """
    tier = numbers.bracket(position.cost)
    ticks = _falling_ticks(numbers, position, tier) if position.lots > 0 else _rising_ticks(numbers, position, tier)
    return max(ticks, 0)


def _falling_ticks(numbers: Numbers, position: Position, tier: Bracket) -> int:
    edge = bankruptcy_value(numbers, position) - tier.deduction
    return edge * RATE * numbers.unit_denominator // (position.lots * numbers.unit * (RATE - tier.rate))


def _rising_ticks(numbers: Numbers, position: Position, tier: Bracket) -> int:
    edge = bankruptcy_value(numbers, position) + tier.deduction
    return -(-edge * RATE * numbers.unit_denominator // (-position.lots * numbers.unit * (RATE + tier.rate)))
