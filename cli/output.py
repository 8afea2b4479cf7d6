"""What a scan looks like outside the chat: JSON for programs, a card for a terminal."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

import numpy as np

from engine.liquidations.records.values import FEWEST_CASES
from engine.liquidations.values import Cluster, Leg, Record, Scan, Verdict
from engine.market.quality import Flag
from engine.market.values import Side
from renderers.labels import NumberStyle
from renderers.numbers import money_text, price_text

_STYLE = NumberStyle()


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case np.generic():
            return value.item()
        case np.ndarray():
            return value.tolist()
        case _:
            raise TypeError(f"{type(value).__name__} has no JSON form here")


def to_json(value: Any) -> str:
    """A frozen dataclass (or a list of them) as JSON: enums by value, times as ISO 8601 UTC, spans in seconds.

    A figure that is no number becomes null.
    """
    tree = [asdict(v) for v in value] if isinstance(value, list | tuple) else asdict(value)
    return json.dumps(_finite(tree), default=_plain, indent=2, allow_nan=False)


def _finite(tree: Any) -> Any:
    match tree:
        case dict():
            return {key: _finite(value) for key, value in tree.items()}
        case list() | tuple():
            return [_finite(value) for value in tree]
        case float() if not isfinite(tree):
            return None
        case _:
            return tree


def price(usd: float) -> str:
    return price_text(usd, _STYLE)


def money(usd: float) -> str:
    return money_text(usd, _STYLE)


def _level(cluster: Cluster, largest: float) -> str:
    bar = "#" * max(1, round(20 * cluster.notional_usd / largest))
    peak, share = price(cluster.peak_usd), cluster.distance
    return f"  {cluster.name:<3}{peak:>14}  {share:+7.1%}  {money(cluster.notional_usd):>8}  {bar}"


def _leg(name: str, leg: Leg | None) -> list[str]:
    if leg is None or leg.reward_for_one is None:
        return []
    entries = " / ".join(price(p) for p in leg.entries_usd)
    numbers = f"{leg.side} {entries}, stop {price(leg.stop_usd)}, target {price(leg.target_usd)}"
    return [f"{name} {leg.level}: {numbers}. Wins {leg.reward_for_one:.2f} for 1 risked, fees in."]


def _record(record: Record | None) -> list[str]:
    if record is None:
        return ["Record: too little data so far: not measured yet."]
    if record.verdict is Verdict.TOO_LITTLE:
        return [f"Record: too little data so far: {record.cases} of {FEWEST_CASES} cases."]
    verdict = "Edge shown." if record.verdict is Verdict.EDGE else "No edge shown so far."
    within = f"{record.horizon.total_seconds() / 3600:.0f} h"
    here = f"the largest level was reached within {within} in {record.reached} of {record.cases} cases"
    return [f"Record: {here}; a level as far away on the other side in {record.reached_other_side}. {verdict}"]


def flag_text(flag: Flag) -> str:
    """`bybit wick -0.9`: the kind's own unit, as in the JSON."""
    parts = (flag.venue, flag.kind.replace("-", " "), None if flag.value is None else f"{flag.value:.3g}")
    return " ".join(str(part) for part in parts if part)


def scan_card(scan: Scan) -> str:
    """The scan as plain text, the same levels and names as in the chat."""
    head = f"{scan.query.coin} {scan.query.window} · {price(scan.price_usd)} · {scan.state.value.replace('-', ' ')}"
    levels = [*reversed(scan.above), *scan.below]
    largest = max((c.notional_usd for c in levels), default=1.0)
    rows = [_level(c, largest) for c in reversed(scan.above)]
    rows += [f"  -- {price(scan.price_usd):>13}  price"]
    rows += [_level(c, largest) for c in scan.below]
    lines = [head]
    if scan.imbalance is not None and scan.heavier is not None:
        where = "above" if scan.heavier is Side.SHORT else "below"
        amounts = f"{money(scan.above_usd)} above, {money(scan.below_usd)} below, within {scan.band:.1%}"
        lines.append(f"{scan.imbalance:.0%} of clustered liquidations lie {where} ({amounts}).")
    venues = " + ".join(v.capitalize() for v in scan.venues)
    lines += rows + _leg("Ride to", scan.plan.ride) + _leg("Fade at", scan.plan.fade) + _record(scan.record)
    lines += [f"Data: {', '.join(map(flag_text, scan.flags))}"] if scan.flags else []
    lines.append(f"{venues}, {scan.source} {scan.at:%Y-%m-%d %H:%M} UTC · levels modelled · not advice")
    return "\n".join(lines)
