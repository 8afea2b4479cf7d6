"""Worked cases of scaled entries: limit orders that the market comes down, or up, to."""

from decimal import Decimal

from engine.exchange.orders import Way
from engine.exchange.rules.ladder import Ladder, Spacing, Weights, build_ladder
from tests.unit.exchange.core.plays.stage import LARGE, Case, Stage, stage_contract, usdt

_LOT = Decimal("1e-16")


def ladder(i: Case) -> Case:
    """What the first levels average to once price has gone through them and not through the next."""
    built = _built(i)
    contract = stage_contract([i["start"], i["end"]], ["1"], lot_size=_LOT, min_quantity=_LOT)
    stage = Stage(contract, cash=Decimal(i["budget"]) * LARGE)
    way, tick = Way(i["side"]), stage.contract.tick_size
    rungs = [int(price / tick) for price in built.prices_usd]
    sign, away = way.sign, rungs[0] + way.sign * 2
    stage.levels(((away - 1, 1),), ((away + 1, 1),))
    for ticks, quantity in zip(rungs, built.quantities, strict=True):
        stage.place(way, int(quantity / _LOT), ticks)
    stage.levels(((away - 1, 1),), ((away + 1, 1),))
    if i["filled_levels"]:
        stage.trade(rungs[i["filled_levels"] - 1] - sign, 1, is_buy=way is Way.SELL)
    position, held = stage.position(), abs(stage.held())
    return {"filled_qty": held / LARGE, "avg_after_fills": usdt(position.cost) / held if position else None}


def _built(i: Case) -> Ladder:
    start, end, budget = (Decimal(i[name]) for name in ("start", "end", "budget"))
    return build_ladder(start, end, i["levels"], budget * LARGE, Spacing(i["spacing"]), Weights(i["weights"]))
