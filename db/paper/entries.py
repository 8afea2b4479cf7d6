"""Fills and transfers as COPY lines. These lines are also what the chain of batches hashes: SQL spells them again from
the rows (`verify.sql`), so their form is part of what was promised and does not change.

Made by the ten thousand a second, so they are spelled here and not by calls: money as `{units}e-10`, an enum by its
`_value_`, which is the text itself where `format` would make it anew.
"""

from db.paper.text import NULL, text_of_ms, text_of_ms_or_null, text_of_word
from engine.exchange.outputs import Fill, Transfer

FILL_COLUMNS = (
    "fill_id", "account_id", "order_id", "symbol", "slot", "at", "sent_at", "is_buy", "ticks", "lots", "is_maker",
    "fee", "realised", "cause", "model", "batch",
)  # fmt: skip
TRANSFER_COLUMNS = (
    "transfer_id", "account_id", "at", "cause", "from_purse", "to_purse", "amount", "symbol", "fill_id", "batch",
)  # fmt: skip


def fill_line(fill: Fill, batch: int) -> str:
    return (
        f"{fill.fill_id}\t{fill.account_id}\t{fill.order_id}\t{text_of_word(fill.symbol)}\t{fill.slot._value_}\t"
        f"{text_of_ms(fill.at_ms)}\t{text_of_ms_or_null(fill.sent_at_ms)}\t{'t' if fill.is_buy else 'f'}\t"
        f"{fill.ticks}\t{fill.lots}\t{'t' if fill.is_maker else 'f'}\t{fill.fee}e-10\t{fill.realised}e-10\t"
        f"{fill.cause._value_}\t{fill.model._value_}\t{batch}"
    )


def transfer_line(transfer_id: int, one: Transfer, batch: int) -> str:
    return (
        f"{transfer_id}\t{one.account_id}\t{text_of_ms(one.at_ms)}\t{one.cause._value_}\t{one.source._value_}\t"
        f"{one.target._value_}\t{one.amount}e-10\t{text_of_word(one.symbol)}\t{one.fill_id or NULL}\t{batch}"
    )
