"""Why a ticket cannot be ordered as it is: which rule, which numbers, and what would work."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from bot.texts import Markup
from bot.views import money
from bot.views.reader import Reader
from engine.club.drafts import Draft
from engine.errors import Refused
from engine.exchange.contract import Contract
from engine.exchange.refusals import (
    BadLeverage,
    LeverageBeyondTier,
    NotEnough,
    OnWrongSide,
    RiskImpossible,
    RiskNeedsStop,
    RoundLeverage,
    RoundShare,
    StopBeyondLiquidation,
    StopTooClose,
    TargetOutOfReach,
    TooLarge,
    TooSmall,
)


def refusal_text(error: Refused, draft: Draft, contract: Contract, reader: Reader) -> Markup:
    """One sentence on what is wrong, one on what would work."""
    said = _numbers(error, draft, contract)
    return reader.t(error.text_key, coin=draft.coin, side=draft.side.value, **said)


def _numbers(error: Refused, draft: Draft, contract: Contract) -> dict[str, str]:
    def price(usd: Decimal | None) -> str:
        return "none" if usd is None else money.short(usd, contract)

    match error:
        case StopTooClose():
            return _too_close(error, price)
        case StopBeyondLiquidation():
            return {
                "stop": price(error.stop_usd),
                "liquidation": price(error.liquidation_usd),
                "farthest": price(error.farthest_usd),
            }
        case OnWrongSide():
            return {"part": error.part, "level": price(error.level_usd), "entry": price(error.entry_usd)}
        case BadLeverage() | LeverageBeyondTier() | RiskImpossible():
            return _of_leverage(error)
        case TargetOutOfReach():
            return {"share": _percent(error.share), "largest": _percent(error.largest_share)}
        case RiskNeedsStop():
            return {"risk": money.whole_usd(error.risk_usdt)}
        case RoundLeverage():
            return {"leverage": money.leverage(error.leverage), "largest": money.leverage(error.largest)}
        case RoundShare():
            return {
                "margin": money.usd(error.margin_usdt),
                "largest": money.usd(error.largest_usdt),
                "share": _percent(error.share),
                "stake": "none" if error.largest_stake_usdt <= 0 else money.usd(error.largest_stake_usdt),
            }
        case TooSmall() | TooLarge() | NotEnough():
            return _of_size(error)
        case _:
            return {}


def _too_close(error: StopTooClose, price: Callable[[Decimal | None], str]) -> dict[str, str]:
    loss = error.sensible_loss_usdt
    return {
        "stop": price(error.stop_usd),
        "away": money.usd(error.distance_usdt),
        "fees": money.usd(error.fees_usdt),
        "sensible": price(error.sensible_usd),
        "loss": "none" if loss is None else money.usd(loss),
    }


def _of_leverage(error: BadLeverage | LeverageBeyondTier | RiskImpossible) -> dict[str, str]:
    if isinstance(error, BadLeverage):
        return {
            "leverage": money.leverage(error.leverage),
            "largest": money.leverage(error.largest),
            "nearest": money.leverage(error.nearest),
        }
    if isinstance(error, LeverageBeyondTier):
        return {
            "leverage": money.leverage(error.leverage),
            "value": money.whole_usd(error.notional_usdt),
            "largest": money.leverage(error.largest_leverage),
            "stake": money.whole_usd(error.largest_stake_usdt),
        }
    most = error.largest_leverage
    return {
        "share": _percent(error.share),
        "leverage": money.leverage(error.leverage),
        "fees": _percent(error.fees_share),
        "smallest": _percent(error.smallest_share),
        "largest": "none" if most is None else money.leverage(most),
    }


def _of_size(error: TooSmall | TooLarge | NotEnough) -> dict[str, str]:
    if isinstance(error, TooSmall):
        leverage = error.working_leverage
        return {
            "quantity": money.plain(error.quantity) if error.quantity else "none",
            "smallest": money.plain(error.smallest_quantity),
            "stake": money.usd(error.smallest_stake_usdt),
            "leverage": "none" if leverage is None else money.leverage(leverage),
        }
    if isinstance(error, TooLarge):
        return {
            "quantity": money.plain(error.quantity),
            "largest": money.plain(error.largest_quantity),
            "stake": money.usd(error.largest_stake_usdt),
        }
    return {
        "needed": money.usd(error.needed_usdt),
        "available": money.usd(error.available_usdt),
        "stake": "none" if error.largest_stake_usdt <= 0 else money.usd(error.largest_stake_usdt),
    }


def _percent(fraction: Decimal) -> str:
    return money.plain((fraction * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
