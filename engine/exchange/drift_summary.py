"""The day's drift in a few numbers: of everything, by fill model, and by fill model and coin."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from engine.exchange.drift import Compared, Verdict
from engine.exchange.outputs import FillModel
from engine.market.values import Coin

BOUND_BPS = 5.0


@dataclass(frozen=True, slots=True)
class Drift:
    """`model` None, `coin` None: all. `compared` of `fills` could be answered; bps are None where none could.

    `worst_bps` is the one farthest from zero. `within`: share of the compared no farther from zero than `bound_bps`.
    `not_reached`: makers' fills that the tape does not confirm. Positive: paper was kinder than the market.
    """

    model: FillModel | None
    coin: Coin | None
    fills: int
    compared: int
    not_reached: int
    median_bps: float | None
    mean_bps: float | None
    worst_bps: float | None
    within: float | None
    bound_bps: float
    advantage_usdt: float


def summarise(compared: Iterable[Compared], bound_bps: float = BOUND_BPS) -> list[Drift]:
    """All, then by model: all coins first, then those with most fills. Of stored rows `db/paper/drift.sql` says it."""
    groups: dict[tuple[FillModel | None, Coin | None], list[Compared]] = defaultdict(list)
    for one in compared:
        groups[None, None].append(one)
        groups[one.fill.model, None].append(one)
        groups[one.fill.model, one.fill.coin].append(one)
    drifts = [_drift(model, coin, group, bound_bps) for (model, coin), group in groups.items()]
    return sorted(drifts, key=lambda drift: (drift.model or "", drift.coin is not None, -drift.fills, drift.coin or ""))


def _drift(model: FillModel | None, coin: Coin | None, group: Sequence[Compared], bound_bps: float) -> Drift:
    bps = [one.advantage_bps for one in group if one.advantage_bps is not None]
    return Drift(
        model,
        coin,
        fills=len(group),
        compared=len(bps),
        not_reached=sum(one.verdict is Verdict.NOT_REACHED for one in group),
        median_bps=median(bps) if bps else None,
        mean_bps=fmean(bps) if bps else None,
        worst_bps=max(bps, key=abs, default=None),
        within=sum(abs(b) <= bound_bps for b in bps) / len(bps) if bps else None,
        bound_bps=bound_bps,
        advantage_usdt=sum(one.advantage_usdt or 0.0 for one in group),
    )
