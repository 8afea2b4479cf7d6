"""Entries as rows and back."""

import json
from decimal import Decimal
from typing import Any

import asyncpg

from engine.club.rounds.books import Holding, Reach, Snapshot
from engine.club.rounds.entries import Entry
from engine.club.rounds.ranking import Standing
from engine.club.rounds.values import RoundKey, Unranked
from engine.exchange.orders import Slot
from engine.market.values import Symbol


def standing_of(row: asyncpg.Record) -> Standing:
    why = None if row["why"] is None else Unranked(row["why"])
    return Standing(
        row["account_id"], row["user_id"], row["score_ppm"], row["dip_ppm"], row["trades"], row["median_hold_s"],
        row["reached_at"], why,
    )  # fmt: skip


def entry_of(row: asyncpg.Record) -> Entry:
    body: dict[str, Any] = json.loads(row["opening"])
    held = tuple(Holding(Symbol(h[0]), Slot(h[1]), Decimal(h[2]), Decimal(h[3])) for h in body["held"])
    reach = Reach(row["entered_at"], row["opening_fill_id"], row["opening_transfer_id"])
    opening = Snapshot(row["account_id"], reach, Decimal(body["cash"]), held)
    return Entry(
        row["entry_id"], RoundKey(row["round_key"]), opening, row["opening_usdt"], row["peak_usdt"], standing_of(row)
    )


def opening_text(opening: Snapshot) -> str:
    held = [[h.symbol, int(h.slot), str(h.quantity), str(h.cost_usdt)] for h in opening.holdings]
    return json.dumps({"cash": str(opening.cash_usdt), "held": held}, separators=(",", ":"))
