"""Everything a paper account did, as a file: times in UTC, amounts to the last digit."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.paper_parts import PaperParts
from engine.exchange.venues.paper.values import LedgerRow, PaperFill

_PAGE = 1000
HEAD = (
    "row",
    "id",
    "at_utc",
    "symbol",
    "what",
    "from",
    "to",
    "price_usd",
    "quantity",
    "amount_usdt",
    "fee_usdt",
    "realised_usdt",
    "order_id",
    "fill_id",
    "filled_against",
)


async def account_csv(parts: PaperParts, account_id: int, page: int = _PAGE) -> bytes:
    """Fills and ledger, oldest first. Raises `StorageAway`."""
    fills, ledger = await _fills(parts, account_id, page), await _ledger(parts, account_id, page)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(_fill_rows(fills))
    writer.writerows(_ledger_rows(ledger))
    return text.getvalue().encode()


async def _fills(parts: PaperParts, account_id: int, page: int) -> list[PaperFill]:
    found: list[PaperFill] = []
    while rows := await parts.reader.fills(account_id, before_id=found[-1].fill_id if found else None, limit=page):
        found += rows
    return found[::-1]


async def _ledger(parts: PaperParts, account_id: int, page: int) -> list[LedgerRow]:
    found: list[LedgerRow] = []
    while rows := await parts.reader.ledger(account_id, before_id=found[-1].transfer_id if found else None, limit=page):
        found += rows
    return found[::-1]


def _fill_rows(fills: Sequence[PaperFill]) -> Iterator[tuple[object, ...]]:
    for one in fills:
        way = "buy" if one.is_buy else "sell"
        price, quantity = exact(one.price_usd), exact(one.quantity)
        money = (exact(one.price_usd * one.quantity), exact(one.fee_usdt), exact(one.realised_usdt))
        where = (one.order_id or "", one.fill_id, f"{one.model.value}{' maker' if one.is_maker else ' taker'}")
        what = way if one.cause.value == "order" else f"{way} ({one.cause.value})"
        yield ("fill", one.fill_id, one.at.isoformat(), one.symbol, what, "", "", price, quantity, *money, *where)


def _ledger_rows(ledger: Sequence[LedgerRow]) -> Iterator[tuple[object, ...]]:
    for one in ledger:
        purses = (one.source.value, one.target.value)
        head = ("transfer", one.transfer_id, one.at.isoformat(), one.symbol or "", one.cause.value)
        yield (*head, *purses, "", "", exact(one.amount_usdt), "", "", "", one.fill_id or "", "")


def exact(value: Decimal) -> str:
    """Without exponent, all digits that say something."""
    return f"{value.normalize():f}" if value else "0"
