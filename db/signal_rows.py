"""Signals and their grounds to and from rows; the grounds are one JSON value."""

import json
from typing import Any

import asyncpg
from pydantic import TypeAdapter

from engine.liquidations.values import Confirmation, Leg, Plan
from engine.market.quality import Flag
from engine.market.values import Coin, MarketSource, Side, Venue
from engine.market.windows import Window
from engine.signals.values import Ending, Grounds, Signal, SignalKind, SignalState

_FLAGS = TypeAdapter(tuple[Flag, ...])


def body_of(grounds: Grounds) -> str:
    fresh = grounds.confirmation
    return json.dumps(
        {
            "price_usd": grounds.price_usd,
            "ride": _leg_body(grounds.plan.ride),
            "fade": _leg_body(grounds.plan.fade),
            "share": grounds.share,
            "heavy_usd": grounds.heavy_usd,
            "light_usd": grounds.light_usd,
            "band": grounds.band,
            "volume_ratio": fresh.volume_ratio,
            "oi_change_1h": fresh.oi_change_1h,
            "move_5m": fresh.move_5m,
            "venues": [venue.value for venue in grounds.venues],
            "text": grounds.text,
            "said_by": grounds.said_by,
            "flags": _FLAGS.dump_python(grounds.flags, mode="json"),
        }
    )


def grounds_from(text: str) -> Grounds:
    body = json.loads(text)
    return Grounds(
        price_usd=body["price_usd"],
        plan=Plan(_leg_from(body["ride"]), _leg_from(body["fade"])),
        share=body["share"],
        heavy_usd=body["heavy_usd"],
        light_usd=body["light_usd"],
        band=body["band"],
        confirmation=Confirmation(body["volume_ratio"], body["oi_change_1h"], body["move_5m"]),
        venues=tuple(Venue(venue) for venue in body["venues"]),
        text=body["text"],
        said_by=body["said_by"],
        flags=_FLAGS.validate_python(body.get("flags", ())),  # signals of before flags have none
    )


def signal_of(row: asyncpg.Record) -> Signal:
    """Of `live_signals`."""
    state = SignalState(row["state"])
    return Signal(
        **_common(row),
        state=state,
        state_at=row["state_at"],
        state_price_usd=row["price_usd"],
        judged_at=row["judged_at"],
        entered_at=row["entered_at"],
        confirmed_at=row["state_at"] if state is SignalState.CONFIRMED else None,
    )


def told_signal(row: asyncpg.Record) -> Signal:
    """Of `signal_states`, in the state it had at the asked time."""
    return Signal(
        **_common(row),
        state=SignalState(row["now_state"]),
        state_at=row["now_at"],
        state_price_usd=row["now_price_usd"],
        judged_at=row["now_at"],
        confirmed_at=row["confirmed_at"],
        reason=Ending(row["now_reason"]) if row["now_reason"] else None,
    )


def _common(row: asyncpg.Record) -> dict[str, Any]:
    return {
        "signal_id": row["signal_id"],
        "source": MarketSource(row["source"]),
        "coin": Coin(row["coin"]),
        "window": Window(row["window_name"]),
        "kind": SignalKind(row["kind"]),
        "side": Side(row["side"]),
        "opened_at": row["opened_at"],
        "expires_at": row["expires_at"],
        "grounds": grounds_from(row["body"]),
    }


def _leg_body(leg: Leg | None) -> dict[str, object] | None:
    if leg is None:
        return None
    return {
        "level": leg.level,
        "side": leg.side.value,
        "entries_usd": leg.entries_usd,
        "weights": leg.weights,
        "stop_usd": leg.stop_usd,
        "target_usd": leg.target_usd,
        "reward_for_one": leg.reward_for_one,
    }


def _leg_from(body: dict[str, Any] | None) -> Leg | None:
    if body is None:
        return None
    entries, weights = tuple(body["entries_usd"]), tuple(body["weights"])
    side, reward = Side(body["side"]), body["reward_for_one"]
    return Leg(body["level"], side, entries, weights, body["stop_usd"], body["target_usd"], reward)
