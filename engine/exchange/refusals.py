"""Why a trade is not offered, each with its numbers and with what would work. Prices in USDT a coin."""

from decimal import Decimal

from engine.errors import Refused
from engine.market.values import Coin, Side


class NoPrice(Refused):
    """Nothing fresh enough is known of the coin: no price, no trade."""

    text_key = "trade-no-price"

    def __init__(self, coin: Coin) -> None:
        super().__init__(f"no fresh price for {coin}")
        self.coin = coin


class BadLeverage(Refused):
    """Out of the contract's range or between two of its steps. `nearest` can be had."""

    text_key = "trade-bad-leverage"

    def __init__(self, leverage: Decimal, largest: Decimal, step: Decimal, nearest: Decimal) -> None:
        super().__init__(f"leverage {leverage} is not in 1..{largest} by {step}")
        self.leverage, self.largest, self.step, self.nearest = leverage, largest, step, nearest


class LeverageBeyondTier(Refused):
    """Too much leverage for a position of this value. `largest_stake_usdt` is for the wanted leverage."""

    text_key = "trade-leverage-tier"

    def __init__(
        self, leverage: Decimal, notional_usdt: Decimal, largest_leverage: Decimal, largest_stake_usdt: Decimal
    ) -> None:
        super().__init__(f"{leverage}x on {notional_usdt} USDT: at most {largest_leverage}x")
        self.leverage, self.notional_usdt = leverage, notional_usdt
        self.largest_leverage, self.largest_stake_usdt = largest_leverage, largest_stake_usdt


class OnWrongSide(Refused):
    """`part` (stop, target) does not lie where this side needs it, seen from the entry."""

    text_key = "trade-wrong-side"

    def __init__(self, side: Side, part: str, level_usd: Decimal, entry_usd: Decimal) -> None:
        super().__init__(f"{side} at {entry_usd} with its {part} at {level_usd}")
        self.side, self.part, self.level_usd, self.entry_usd = side, part, level_usd, entry_usd


class TargetOutOfReach(Refused):
    """A short cannot win so much: price would have to fall to nothing. `largest_share` of the margin, a fraction."""

    text_key = "trade-target-out-of-reach"

    def __init__(self, share: Decimal, largest_share: Decimal) -> None:
        super().__init__(f"a target of {share} of the margin lies below zero")
        self.share, self.largest_share = share, largest_share


class RiskNeedsStop(Refused):
    """A size by risk is nothing without a stop."""

    text_key = "trade-risk-needs-stop"

    def __init__(self, risk_usdt: Decimal) -> None:
        super().__init__(f"risk of {risk_usdt} USDT without a stop")
        self.risk_usdt = risk_usdt


class RiskImpossible(Refused):
    """Fees in and out alone take the share of the margin that may be lost. All shares are fractions.

    `smallest_share` makes sense at this leverage; `largest_leverage` with this share, None where none does.
    """

    text_key = "trade-risk-impossible"

    def __init__(
        self,
        share: Decimal,
        leverage: Decimal,
        fees_share: Decimal,
        smallest_share: Decimal,
        largest_leverage: Decimal | None,
    ) -> None:
        super().__init__(f"fees take {fees_share} of the margin at {leverage}x, the stop may lose {share}")
        self.share, self.leverage, self.fees_share = share, leverage, fees_share
        self.smallest_share, self.largest_leverage = smallest_share, largest_leverage


class StopTooClose(Refused):
    """Fees cost at least as much as the way to the stop. None where no stop before the liquidation makes sense."""

    text_key = "trade-stop-too-close"

    def __init__(
        self,
        stop_usd: Decimal,
        distance_usdt: Decimal,
        fees_usdt: Decimal,
        sensible_usd: Decimal | None,
        sensible_loss_usdt: Decimal | None,
    ) -> None:
        super().__init__(f"stop {stop_usd} is {distance_usdt} USDT away, fees are {fees_usdt}")
        self.stop_usd, self.distance_usdt, self.fees_usdt = stop_usd, distance_usdt, fees_usdt
        self.sensible_usd, self.sensible_loss_usdt = sensible_usd, sensible_loss_usdt


class StopBeyondLiquidation(Refused):
    """The position would be liquidated before the stop. `farthest_usd` is the last stop that still comes first; None
    where there is no room for one."""

    text_key = "trade-stop-beyond-liquidation"

    def __init__(self, stop_usd: Decimal, liquidation_usd: Decimal, farthest_usd: Decimal | None) -> None:
        super().__init__(f"stop {stop_usd} lies beyond the liquidation at {liquidation_usd}")
        self.stop_usd, self.liquidation_usd, self.farthest_usd = stop_usd, liquidation_usd, farthest_usd


class TooSmall(Refused):
    """Below the venue's minimum. `working_leverage` makes the wanted stake work, None where none does or where the
    size does not follow leverage; `smallest_risk_usdt` is set for a size by risk."""

    text_key = "trade-too-small"

    def __init__(
        self,
        quantity: Decimal,
        smallest_quantity: Decimal,
        smallest_stake_usdt: Decimal,
        working_leverage: Decimal | None,
        smallest_risk_usdt: Decimal | None,
    ) -> None:
        super().__init__(f"{quantity} is below {smallest_quantity}")
        self.quantity, self.smallest_quantity = quantity, smallest_quantity
        self.smallest_stake_usdt, self.working_leverage = smallest_stake_usdt, working_leverage
        self.smallest_risk_usdt = smallest_risk_usdt


class TooLarge(Refused):
    """More than the venue takes in one order. `is_market`: a limit order may be larger, where the contract says so."""

    text_key = "trade-too-large"

    def __init__(
        self, quantity: Decimal, largest_quantity: Decimal, largest_stake_usdt: Decimal, is_market: bool
    ) -> None:
        super().__init__(f"{quantity} is above {largest_quantity}")
        self.quantity, self.largest_quantity = quantity, largest_quantity
        self.largest_stake_usdt, self.is_market = largest_stake_usdt, is_market


class NotEnough(Refused):
    """Margin and fees cost more than is available. `largest_stake_usdt` would work; 0 where none would."""

    text_key = "trade-not-enough"

    def __init__(self, needed_usdt: Decimal, available_usdt: Decimal, largest_stake_usdt: Decimal) -> None:
        super().__init__(f"{needed_usdt} USDT needed, {available_usdt} available")
        self.needed_usdt, self.available_usdt = needed_usdt, available_usdt
        self.largest_stake_usdt = largest_stake_usdt


class RoundLeverage(Refused):
    """A running competition allows less leverage. `largest` would work."""

    text_key = "trade-round-leverage"

    def __init__(self, leverage: Decimal, largest: Decimal) -> None:
        super().__init__(f"{leverage}x in a round that allows {largest}x")
        self.leverage, self.largest = leverage, largest


class RoundShare(Refused):
    """A running competition allows less margin in one coin. `largest_stake_usdt` would work; 0 where none would."""

    text_key = "trade-round-share"

    def __init__(
        self, margin_usdt: Decimal, largest_usdt: Decimal, share: Decimal, largest_stake_usdt: Decimal
    ) -> None:
        super().__init__(f"{margin_usdt} USDT of margin in one coin, the round allows {largest_usdt}")
        self.margin_usdt, self.largest_usdt, self.share = margin_usdt, largest_usdt, share
        self.largest_stake_usdt = largest_stake_usdt
