"""What an account is worth, reckoned from rows of fills and transfers alone: beside what the house says of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from db.database import Database

TAKER_FEE, MAKER_FEE = Decimal("0.00055"), Decimal("0.0002")
_EVER = datetime.max.replace(tzinfo=UTC)
_FILLS = """
SELECT f.symbol, f.at, f.sent_at, f.is_buy, f.lots * c.lot_size AS quantity, f.ticks * c.tick_size AS price, f.fee,
       f.is_maker, f.cause
FROM paper_fills f JOIN paper_contracts c USING (symbol) WHERE f.account_id = $1 ORDER BY f.fill_id"""
_MOVED = """
SELECT at, cause, symbol, CASE WHEN to_purse = 'cash' THEN amount ELSE -amount END AS amount
FROM paper_transfers WHERE account_id = $1 AND 'cash' IN (to_purse, from_purse) ORDER BY transfer_id"""


@dataclass(frozen=True)
class BidAsk:
    """In USD a coin."""

    bid: Decimal
    ask: Decimal


@dataclass(frozen=True)
class Reckoned:
    fills: list[Mapping[str, Any]]
    moved: list[Mapping[str, Any]]

    @staticmethod
    async def of(database: Database, account_id: int) -> "Reckoned":
        fills, moved = await database.rows(_FILLS, account_id), await database.rows(_MOVED, account_id)
        return Reckoned([dict(row) for row in fills], [dict(row) for row in moved])

    def cash(self) -> Decimal:
        """By the ledger."""
        return sum((row["amount"] for row in self.moved), Decimal(0))

    def held(self, before: datetime = _EVER) -> dict[str, Decimal]:
        """Coins by symbol, shorts negative."""
        held: dict[str, Decimal] = defaultdict(Decimal)
        for fill in _until(self.fills, before):
            held[fill["symbol"]] += _signed(fill)
        return {symbol: coins for symbol, coins in held.items() if coins}

    def worth(self, before: datetime, prices: Mapping[str, BidAsk]) -> Decimal:
        """By what was bought and sold at which price and fee, and by funding; what is held as if closed."""
        paid = sum((_signed(fill) * fill["price"] + fill["fee"] for fill in _until(self.fills, before)), Decimal(0))
        given = (row["amount"] for row in _until(self.moved, before) if row["cause"] in ("opening", "funding"))
        return sum(given, Decimal(0)) - paid + sum(_closing(*one, prices) for one in self.held(before).items())

    def funding(self, at: datetime) -> dict[str, Decimal]:
        return {row["symbol"]: row["amount"] for row in self.moved if row["cause"] == "funding" and row["at"] == at}


def score_ppm(opening: Decimal, closing: Decimal) -> int:
    return int(((closing / opening - 1) * 1_000_000).quantize(Decimal(1), ROUND_HALF_EVEN))


def _until(rows: Iterable[Mapping[str, Any]], before: datetime) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["at"] < before]


def _signed(fill: Mapping[str, Any]) -> Decimal:
    return Decimal(fill["quantity"] if fill["is_buy"] else -fill["quantity"])


def _closing(symbol: str, coins: Decimal, prices: Mapping[str, BidAsk]) -> Decimal:
    value = coins * (prices[symbol].bid if coins > 0 else prices[symbol].ask)
    return value - abs(value) * TAKER_FEE
