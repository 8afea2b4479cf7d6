"""What a practice trade would cost and bring, to the cent, before it is made. Pure; Bybit's isolated rules."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, Decimal

from engine.club.lessons.choices import Choice, Chosen, chosen
from engine.club.lessons.course import Lesson
from engine.club.lessons.moves.path import bars_of
from engine.exchange.contract import Contract, Tier
from engine.market.values import Coin, Side, Symbol, Venue

_RATE = Decimal("0.005")  # maintenance margin of the first tier
CONTRACT = Contract(
    venue=Venue.BYBIT,
    symbol=Symbol("BTCUSDT"),
    coin=Coin("BTC"),
    tick_size=Decimal("0.01"),  # of the quoted candles
    lot_size=Decimal("0.0001"),  # the venue's is 0.001: of $50 that would leave $39
    min_quantity=Decimal("0.0001"),
    max_quantity=Decimal(1_000),
    max_market_quantity=Decimal(100),
    min_notional_usdt=Decimal(5),
    max_leverage=Decimal(100),
    tiers=(Tier(Decimal(2_000_000), _RATE, Decimal(0), Decimal(100)),),
    funding_interval=timedelta(hours=8),
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """`stake_usdt` is the initial margin of the quantity that the lot size leaves. Losses are positive numbers, with
    all fees. `liquidation_loss_usdt`: stake, fees in and the reserve for closing."""

    chosen: Chosen
    entry_usd: Decimal
    quantity: Decimal
    stake_usdt: Decimal
    position_usdt: Decimal
    fees_usdt: Decimal  # in, and out at the entry price
    liquidation_usd: Decimal
    liquidation_loss_usdt: Decimal
    stop_usd: Decimal | None = None
    loss_usdt: Decimal | None = None
    target_usd: Decimal | None = None
    gain_usdt: Decimal | None = None
    is_stop_eaten: bool = False  # fees alone are more than the stop may lose

    @property
    def reward(self) -> Decimal | None:
        """For one risked, fees in."""
        if self.gain_usdt is None or not self.loss_usdt:
            return None
        return self.gain_usdt / self.loss_usdt

    @property
    def risk_usdt(self) -> Decimal:
        return self.liquidation_loss_usdt if self.loss_usdt is None else self.loss_usdt


def ticket_of(lesson: Lesson, choice: Choice) -> Ticket:
    picked = chosen(choice, lesson.options)
    entry = _on_grid(Decimal(str(bars_of(lesson.move).open[lesson.entry_bar])), Side.LONG)
    quantity = _quantity(picked, entry)
    position = quantity * entry
    stop = _stop(picked, entry)
    is_eaten = stop is not None and (entry - stop) * picked.side.sign <= 0
    target = _target(picked, entry)
    return Ticket(
        picked,
        entry,
        quantity,
        position / picked.leverage,
        position,
        2 * position * CONTRACT.taker_fee,
        liquidation_at(picked.side, entry, picked.leverage),
        liquidation_loss(picked.side, position, picked.leverage),
        stop,
        None if stop is None or is_eaten else -net_at(picked.side, entry, stop, quantity),
        target,
        None if target is None else net_at(picked.side, entry, target, quantity),
        is_eaten,
    )


def net_at(side: Side, entry: Decimal, leave: Decimal, quantity: Decimal) -> Decimal:
    """What is won by leaving at a price, both taker fees in."""
    fees = (entry + leave) * quantity * CONTRACT.taker_fee
    return (leave - entry) * side.sign * quantity - fees


def least_stop_percent(leverage: int) -> Decimal:
    """Of the stake: what both fees cost. A stop has to be allowed more."""
    return 2 * CONTRACT.taker_fee * leverage * 100


def stop_at(side: Side, entry: Decimal, leverage: int, percent: int) -> Decimal:
    """Where the loss with both fees is so many percent of the margin: E (1 ± (fee - r/L)) / (1 ∓ fee). Beyond the entry
    where fees alone are more. On the grid, at the tick that risks less."""
    fee, share = CONTRACT.taker_fee, Decimal(percent) / 100 / leverage
    return _on_grid(entry * (1 + side.sign * (fee - share)) / (1 - side.sign * fee), side)


def liquidation_at(side: Side, entry: Decimal, leverage: int) -> Decimal:
    """Mark price at which the isolated margin is down to maintenance (rules since 2025-09-02)."""
    sooner = Side.SHORT if side is Side.LONG else Side.LONG
    return _on_grid(entry * (1 - side.sign / Decimal(leverage)) / (1 - side.sign * _RATE), sooner)


def liquidation_loss(side: Side, position: Decimal, leverage: int) -> Decimal:
    """The fee in, the margin, and the fee at the bankruptcy price."""
    bankrupt = position * (1 - side.sign / Decimal(leverage))
    return position / leverage + (position + bankrupt) * CONTRACT.taker_fee


def _quantity(picked: Chosen, entry: Decimal) -> Decimal:
    lots = (picked.stake_usdt * picked.leverage / entry / CONTRACT.lot_size).quantize(Decimal(1), ROUND_DOWN)
    return max(lots * CONTRACT.lot_size, CONTRACT.min_quantity)


def _stop(picked: Chosen, entry: Decimal) -> Decimal | None:
    if picked.stop_percent is None:
        return None
    return stop_at(picked.side, entry, picked.leverage, picked.stop_percent)


def _target(picked: Chosen, entry: Decimal) -> Decimal | None:
    if picked.target_percent is None:
        return None
    return _on_grid(entry * (1 + picked.side.sign * Decimal(picked.target_percent) / 100), picked.side)


def _on_grid(price: Decimal, side: Side) -> Decimal:
    """To the tick that risks less on that side: up for a long's stop, down for a short's."""
    way = ROUND_CEILING if side is Side.LONG else ROUND_FLOOR
    return (price / CONTRACT.tick_size).quantize(Decimal(1), way) * CONTRACT.tick_size
