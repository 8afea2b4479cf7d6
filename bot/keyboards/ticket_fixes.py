"""Under a refused ticket: what would work, one press away."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.buttons import in_rows, keyboard, press
from bot.keyboards.paper_presses import TicketPress, TicketTask
from bot.keyboards.ticket import Goal, cancel_button, choice_rows, number, press_of
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

_MOST = 4


def fixes_keyboard(
    draft: Draft,
    error: Refused,
    stops: Sequence[Decimal],
    contract: Contract,
    reader: Reader,
    targets: Sequence[Goal] = (),
) -> InlineKeyboardMarkup:
    """`stops`, `targets`: others that are known to work, the plan's for one."""
    found = list(_fixes(draft, error, stops, contract, reader))[:_MOST]
    rows = choice_rows(draft, targets, contract, reader)
    return keyboard(*in_rows(found, 2), *rows, [cancel_button(draft, reader)])


def _fixes(
    draft: Draft, error: Refused, stops: Sequence[Decimal], contract: Contract, reader: Reader
) -> Iterator[InlineKeyboardButton]:
    t, here = reader.t, press_of(draft)
    if isinstance(error, RiskImpossible):
        share = error.smallest_share * 100
        data = here.but(TicketTask.STOP_SHARE, number(share))
        yield press(t.plain("button-use-share", share=money.plain(share)), data)
    for stop in dict.fromkeys((*_own_stop(error), *(stops if _is_about_the_stop(error) else ()))):
        yield press(t.plain("button-use", price=money.short(stop, contract)), _stop(here, stop))
    for leverage in _leverages(error):
        data = here.but(TicketTask.LEVERAGE, number(leverage))
        yield press(t.plain("button-use-leverage", leverage=money.leverage(leverage)), data)
    for stake in _stakes(error):
        data = here.but(TicketTask.STAKE, number(stake))
        yield press(t.plain("button-use-stake", stake=money.whole_usd(stake)), data)


def _stop(here: TicketPress, price: Decimal) -> TicketPress:
    return here.but(TicketTask.STOP, number(price))


def is_about_the_target(error: Refused) -> bool:
    return isinstance(error, TargetOutOfReach) or (isinstance(error, OnWrongSide) and error.part == "target")


def _is_about_the_stop(error: Refused) -> bool:
    if isinstance(error, OnWrongSide):
        return error.part == "stop"
    return isinstance(error, StopTooClose | StopBeyondLiquidation | RiskNeedsStop | RiskImpossible)


def _own_stop(error: Refused) -> tuple[Decimal, ...]:
    match error:
        case StopTooClose(sensible_usd=Decimal() as price) | StopBeyondLiquidation(farthest_usd=Decimal() as price):
            return (price,)
        case _:
            return ()


def _leverages(error: Refused) -> tuple[Decimal, ...]:
    match error:
        case BadLeverage(nearest=Decimal() as leverage) | RoundLeverage(largest=Decimal() as leverage):
            return (leverage,)
        case LeverageBeyondTier(largest_leverage=Decimal() as leverage):
            return (leverage,)
        case RiskImpossible(largest_leverage=Decimal() as leverage):
            return (leverage,)
        case TooSmall(working_leverage=Decimal() as leverage):
            return (leverage,)
        case _:
            return ()


def _stakes(error: Refused) -> tuple[Decimal, ...]:
    match error:
        case TooSmall(smallest_stake_usdt=stake):
            return (stake,)
        case TooLarge(largest_stake_usdt=stake) | LeverageBeyondTier(largest_stake_usdt=stake):
            return (stake,) if stake > 0 else ()
        case NotEnough(largest_stake_usdt=stake) | RoundShare(largest_stake_usdt=stake):
            return (stake,) if stake > 0 else ()
        case _:
            return ()
