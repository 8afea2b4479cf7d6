"""Buttons under positions, orders, the account, its history and the question before a reset."""

from collections.abc import Sequence
from decimal import Decimal

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import GoPress, Screen
from bot.keyboards.buttons import Row, in_rows, keyboard, press
from bot.keyboards.paper_card import hold_press
from bot.keyboards.paper_presses import AccountPress, AccountTask, HoldTask, OrderPress, OrderTask
from bot.views import money
from bot.views.reader import Reader
from engine.exchange.orders import IDS_AN_ORDER
from engine.exchange.venues.paper.values import PaperOrder, PaperPosition

_MOST_ROWS = 20  # of positions with buttons; all are in the text
_MOST_ORDERS = 40


def positions_keyboard(positions: Sequence[PaperPosition], reader: Reader) -> InlineKeyboardMarkup:
    t, rows = reader.t, list[Row]()
    for one in positions[:_MOST_ROWS]:
        here = hold_press(one)
        rows.append(
            [
                press(t.plain("button-close-coin", coin=one.coin), here.but(HoldTask.CLOSE)),
                press(t.plain("button-half-coin", coin=one.coin), here.but(HoldTask.HALF)),
                press(t.plain("button-manage-coin", coin=one.coin), here.but(HoldTask.OPEN)),
            ]
        )
    others = [_account(reader), press(t.plain("button-orders"), OrderPress(do=OrderTask.LIST))]
    refresh = press(t.plain("button-refresh"), AccountPress(do=AccountTask.POSITIONS))
    return keyboard(*rows, [*others, refresh])


def orders_keyboard(orders: Sequence[PaperOrder], reader: Reader) -> InlineKeyboardMarkup:
    """The number is the order's place in the text."""
    t = reader.t
    cancels = [
        press(
            t.plain("button-order-cancel-one", number=f"{number} {one.coin}"),
            OrderPress(do=OrderTask.CANCEL, id=one.order.order_id),
        )
        for number, one in enumerate(orders[:_MOST_ORDERS], 1)
    ]
    every = []
    if sum(one.order.order_id % IDS_AN_ORDER == 0 for one in orders) > 1:
        every = [press(t.plain("button-order-cancel-all"), OrderPress(do=OrderTask.CANCEL_ALL), "danger")]
    last = [_positions(reader), press(t.plain("button-refresh"), OrderPress(do=OrderTask.LIST))]
    return keyboard(*in_rows(cancels, 4), every, last)


def account_keyboard(reader: Reader, *, is_picture: bool = False) -> InlineKeyboardMarkup:
    """`is_picture`: under the curve, which needs no way to itself."""
    t = reader.t
    curve = [] if is_picture else [press(t.plain("button-curve"), AccountPress(do=AccountTask.CURVE))]
    return keyboard(
        [
            _positions(reader),
            press(t.plain("button-orders"), OrderPress(do=OrderTask.LIST)),
            press(t.plain("button-history"), AccountPress(do=AccountTask.HISTORY)),
        ],
        [
            *curve,
            press(t.plain("button-start"), GoPress(to=Screen.START)),
            press(t.plain("button-refresh"), AccountPress(do=AccountTask.ACCOUNT)),
        ],
    )


def history_keyboard(page: int, has_more: bool, reader: Reader) -> InlineKeyboardMarkup:
    here, turns = AccountPress(do=AccountTask.HISTORY), list[InlineKeyboardButton]()
    if page > 0:
        turns.append(press("‹", here.model_copy(update={"page": page - 1})))
    if has_more:
        turns.append(press("›", here.model_copy(update={"page": page + 1})))
    return keyboard(turns, [press(reader.t.plain("button-csv"), AccountPress(do=AccountTask.CSV)), _account(reader)])


def reset_keyboard(account_id: int, starts: Sequence[Decimal], reader: Reader) -> InlineKeyboardMarkup:
    """Of that account alone: pressed again it has nothing left to close."""
    begin = [
        press(
            reader.t.plain("button-reset-do", start=money.whole_usd(start)),
            AccountPress(do=AccountTask.RESET_DO, page=int(start), id=account_id),
            "danger",
        )
        for start in starts
    ]
    return keyboard(begin, [press(reader.t.plain("button-keep"), AccountPress(do=AccountTask.ACCOUNT))])


def _account(reader: Reader) -> InlineKeyboardButton:
    return press(reader.t.plain("button-account"), AccountPress(do=AccountTask.ACCOUNT))


def _positions(reader: Reader) -> InlineKeyboardButton:
    return press(reader.t.plain("button-positions"), AccountPress(do=AccountTask.POSITIONS))
