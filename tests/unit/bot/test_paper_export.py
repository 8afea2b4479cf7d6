"""The file of an account: every row, oldest first, nothing rounded."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace

from bot.paper.export import HEAD, account_csv, exact
from engine.exchange.outputs import Cause, Purse
from engine.exchange.venues.paper.values import LedgerRow, PaperFill
from tests.unit.bot.paper import SYMBOL, last_fill
from tests.unit.exchange.markets import AT, D

FILLS = [replace(last_fill(4), fill_id=number, at=AT + timedelta(seconds=number)) for number in range(1, 8)]
LEDGER = [
    LedgerRow(number, 1, AT, Cause.FEE, Purse.CASH, Purse.FEES, D("0.5493675001"), SYMBOL, number)
    for number in range(1, 4)
]


@dataclass
class Pages:
    """Answers newest first, page by page."""

    async def fills(self, _: int, *, before_id: int | None = None, limit: int = 100) -> Sequence[PaperFill]:
        return [one for one in reversed(FILLS) if before_id is None or one.fill_id < before_id][:limit]

    async def ledger(self, _: int, *, before_id: int | None = None, limit: int = 200) -> Sequence[LedgerRow]:
        return [one for one in reversed(LEDGER) if before_id is None or one.transfer_id < before_id][:limit]


async def test_all_pages_are_written_oldest_first_with_times_in_utc() -> None:
    whole = SimpleNamespace(reader=Pages())
    rows = list(csv.reader(io.StringIO((await account_csv(whole, 1, page=3)).decode())))  # type: ignore[arg-type]
    assert tuple(rows[0]) == HEAD
    assert [row[1] for row in rows[1:]] == ["1", "2", "3", "4", "5", "6", "7", "1", "2", "3"]
    assert rows[1][2] == "2026-02-06T12:00:01+00:00"
    assert all(len(row) == len(HEAD) for row in rows)


async def test_amounts_are_exact_and_say_which_way_they_went() -> None:
    rows = list(csv.reader(io.StringIO((await account_csv(SimpleNamespace(reader=Pages()), 1)).decode())))  # type: ignore[arg-type]
    fill, transfer = dict(zip(HEAD, rows[1], strict=True)), dict(zip(HEAD, rows[-1], strict=True))
    assert (fill["what"], fill["price_usd"], fill["quantity"], fill["amount_usdt"]) == (
        "sell",
        "68100",
        "0.015",
        "1021.5",
    )
    assert (transfer["from"], transfer["to"], transfer["amount_usdt"]) == ("cash", "fees", "0.5493675001")


def test_no_number_is_written_with_an_exponent() -> None:
    assert exact(D("4.1E-7")) == "0.00000041"
    assert exact(D("1E+3")) == "1000"
    assert exact(D("0E-10")) == "0"
