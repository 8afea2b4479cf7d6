"""What a refusal offers instead is not refused for the same reason: on cheap coins, coarse lots and low tiers too."""

from dataclasses import dataclass, replace
from decimal import Decimal

import hypothesis.strategies as st
from hypothesis import assume, event, given, settings

from engine.errors import Refused
from engine.exchange.contract import Contract
from engine.exchange.refusals import (
    BadLeverage,
    LeverageBeyondTier,
    NotEnough,
    RiskImpossible,
    StopBeyondLiquidation,
    StopTooClose,
    TargetOutOfReach,
    TooLarge,
    TooSmall,
)
from engine.exchange.ticket import make_ticket
from engine.exchange.venues.paper.ports import Quote
from engine.exchange.wish import AtPrice, OfMargin, Risk, ShareOfAvailable, Stake, Wish
from engine.market.values import Side
from tests.unit.exchange.markets import D, contract, quote

LOW_TIERS = (("1000", "0.02", "25"), ("3000", "0.03", "16.67"), ("5000", "0.04", "12.5"))


@dataclass(frozen=True, slots=True)
class Market:
    contract: Contract
    quote: Quote


MARKETS = (
    Market(contract(), quote()),
    Market(contract("PEPE", "0.00000001", "100", LOW_TIERS, "100000000"), quote("0.00001235", "0.00001234")),
    Market(contract("SOL", "0.01", "0.1", LOW_TIERS, "20", "50"), quote("84.02", "84.01")),
    Market(contract("ONE", "0.00001", "1"), quote("0.00312", "0.00311")),
)


def amounts(smallest: str, largest: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(D(smallest), D(largest), places=places, allow_nan=False, allow_infinity=False)


SIZES = st.builds(Stake, amounts("0.01", "3000", 2)) | st.builds(Risk, amounts("0.01", "300", 2))
AWAY = amounts("0.0001", "0.3", 4)  # of price
SHARES = st.none() | st.builds(OfMargin, amounts("0.001", "1", 3))
LEVERAGES = st.sampled_from([D(n) for n in (1, 2, 3, 5, 10, 12, 20, 25, 50, 75, 100)])


def followed(wish: Wish, why: Refused) -> list[Wish]:
    """Every way out that the refusal names."""
    match why:
        case BadLeverage():
            return [replace(wish, leverage=why.nearest)]
        case LeverageBeyondTier():
            return [replace(wish, leverage=why.largest_leverage), replace(wish, size=Stake(why.largest_stake_usdt))]
        case NotEnough() | TooLarge() if why.largest_stake_usdt > 0:
            return [replace(wish, size=Stake(why.largest_stake_usdt))]
        case StopTooClose() if why.sensible_usd is not None:
            return [replace(wish, stop=AtPrice(why.sensible_usd))]
        case StopBeyondLiquidation() if why.farthest_usd is not None:
            return [replace(wish, stop=AtPrice(why.farthest_usd))]
        case RiskImpossible():
            better = replace(wish, stop=OfMargin(why.smallest_share))
            return [better] if why.largest_leverage is None else [better, replace(wish, leverage=why.largest_leverage)]
        case TargetOutOfReach():
            return [replace(wish, target=OfMargin(why.largest_share))]
        case TooSmall():
            return list(_larger(wish, why))
    return []


def _larger(wish: Wish, why: TooSmall) -> list[Wish]:
    larger = [replace(wish, size=Stake(why.smallest_stake_usdt))]
    if why.working_leverage is not None:
        larger.append(replace(wish, leverage=why.working_leverage))
    if why.smallest_risk_usdt is not None:
        larger.append(replace(wish, size=Risk(why.smallest_risk_usdt)))
    return larger


def refusal(market: Market, wish: Wish, available: Decimal) -> Refused | None:
    try:
        make_ticket(market.contract, market.quote, wish, available)
    except Refused as why:
        return why
    return None


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(MARKETS),
    st.sampled_from(Side),
    SIZES | st.builds(ShareOfAvailable, amounts("0.01", "1", 2)),
    LEVERAGES,
    AWAY,
    SHARES,
    SHARES,
    amounts("1", "20000", 2) | st.just(D(1_000_000)),
)
def test_what_is_offered_is_not_refused_for_the_same_reason(
    market: Market,
    side: Side,
    size: Stake | Risk | ShareOfAvailable,
    leverage: Decimal,
    away: Decimal,
    stop: OfMargin | None,
    target: OfMargin | None,
    available: Decimal,
) -> None:
    at = AtPrice(market.quote.ask_usd * (1 - side.sign * away))
    wish = Wish(side, size, leverage, stop or at, target)
    why = refusal(market, wish, available)
    assume(why is not None)
    assert why is not None
    event(type(why).__name__)
    for better in followed(wish, why):
        assert not isinstance(refusal(market, better, available), type(why)), (wish, why, better)
