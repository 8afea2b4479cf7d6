"""A prize in words: the question to the winner, what admins see, and whether an address can be one."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardMarkup

from bot.keyboards.buttons import in_rows, keyboard, press
from bot.rounds import words
from bot.rounds.presses import PayoutPress, PayoutTask, PayWay, PrizePress
from bot.texts import Markup
from bot.views.card import Card, lines
from bot.views.reader import Reader
from engine.club.rounds.values import Prize, PrizeState, Round

CLAIMED_KIND, PAID_KIND = "prize-claimed", "prize-paid"
PAYOUTS_SHOWN = 8  # a winner may write long
_SHAPES = {
    PayWay.TRON: re.compile(r"T[1-9A-HJ-NP-Za-km-z]{33}"),
    PayWay.TON: re.compile(r"[EUk0]Q[A-Za-z0-9_-]{46}"),
    PayWay.BYBIT: re.compile(r"\d{5,12}"),
    PayWay.OTHER: re.compile(r"(?s).{5,300}"),
}


def ask_text(prize: Prize, one: Round, house: ZoneInfo, reader: Reader) -> Markup:
    name = words.round_name(one, reader, house)
    return reader.t("prize-ask", prize=words.money(prize.amount_usd), name=name)


def ask_keyboard(prize: Prize, reader: Reader) -> InlineKeyboardMarkup:
    ways = [
        press(reader.t.plain("button-pay-way", way=way.value), PrizePress(prize_id=prize.prize_id, way=way))
        for way in PayWay
    ]
    return keyboard(*in_rows(ways, 2))


def is_address(way: PayWay, typed: str) -> bool:
    """Whether it has the shape of one: a typing error costs the winner the prize."""
    return _SHAPES[way].fullmatch(typed.strip()) is not None


def claimed_text(prize: Prize, name: str, one: Round, house: ZoneInfo, reader: Reader) -> Markup:
    return lines(
        reader.t("prize-claimed-title"), payout_line(prize, name, one, house, reader), reader.t("prize-payouts")
    )


def paid_text(prize: Prize, one: Round, house: ZoneInfo, reader: Reader) -> Markup:
    name = words.round_name(one, reader, house)
    return reader.t("prize-paid", prize=words.money(prize.amount_usd), name=name, how=prize.how or "-")


def payout_line(prize: Prize, name: str, one: Round, house: ZoneInfo, reader: Reader) -> Markup:
    return reader.t(
        "payout-line",
        id=str(prize.prize_id),
        prize=words.money(prize.amount_usd),
        name=name,
        user=str(prize.user_id),
        round=words.round_name(one, reader, house),
        state=prize.state.value,
        how=prize.how or "none",
    )


def payouts_card(rows: Sequence[Markup], prizes: Sequence[Prize], reader: Reader) -> Card:
    """`rows`: of the first prizes, at most `PAYOUTS_SHOWN`."""
    t, more = reader.t, len(prizes) - len(rows)
    asked = [PayoutPress(do=do, prize_id=one.prize_id) for one in prizes[: len(rows)] for do in _steps(one)]
    buttons = [press(t.plain("button-payout", do=one.do.value, id=str(one.prize_id)), one) for one in asked]
    refresh = press(t.plain("button-refresh"), PayoutPress())
    text = lines(t("payouts-title", count=len(prizes)), *rows, t("payouts-more", count=more) if more else None)
    return Card(text, keyboard(*in_rows(buttons, 2), [refresh]))


def _steps(prize: Prize) -> tuple[PayoutTask, ...]:
    if prize.state is PrizeState.CLAIMED:
        return (PayoutTask.ASK,)
    return (PayoutTask.RELEASE, PayoutTask.REFUSE) if prize.state is PrizeState.HELD else ()


def sure_card(line: Markup, prize: Prize, reader: Reader) -> Card:
    """The second tap: that it was paid cannot be taken back."""
    t = reader.t
    yes = press(t.plain("button-payout-yes"), PayoutPress(do=PayoutTask.PAID, prize_id=prize.prize_id), "success")
    return Card(lines(t("payout-sure"), line), keyboard([yes], [press(t.plain("button-back"), PayoutPress())]))
