"""Moving labels apart: the least total movement that leaves room for each."""

from collections.abc import Sequence


def spread(targets: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart inside [low, high], as near to the ascending `targets` as can be.

    Pools neighbours that touch (isotonic regression), so a crowd spreads evenly around its middle. Where the room does
    not suffice the gap shrinks.
    """
    if not targets:
        return []
    room = high - low
    if len(targets) > 1:
        gap = min(gap, room / (len(targets) - 1))
    pools: list[list[float]] = []  # [mean of shifted targets, count]
    for n, target in enumerate(targets):
        pools.append([target - n * gap, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, count = pools.pop()
            total = pools[-1][1] + count
            pools[-1] = [(pools[-1][0] * pools[-1][1] + mean * count) / total, total]
    shifted = [mean for mean, count in pools for _ in range(int(count))]
    most = high - (len(targets) - 1) * gap
    return [min(max(base, low), most) + n * gap for n, base in enumerate(shifted)]
