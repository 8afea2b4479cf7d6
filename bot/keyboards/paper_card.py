"""Buttons under the message that follows an order, and under a position. None turns it into another screen: it is the
record of that order."""

from collections.abc import Sequence
from decimal import Decimal

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.buttons import Row, in_rows, keyboard, press
from bot.keyboards.paper_presses import AccountPress, AccountTask, HoldPress, HoldTask, OrderPress, OrderTask
from bot.paper.stories import Dropped, Held, Over, Resting, Told
from bot.views import money
from bot.views.reader import Reader
from engine.club.paper_cards import PaperCard
from engine.exchange.contract import Contract
from engine.exchange.venues.paper.values import PaperPosition

STOP_SHARES = (Decimal(5), Decimal("7.5"), Decimal(10))  # percent of the margin
TRAILS = (Decimal("0.5"), Decimal(1), Decimal(2))  # percent of price


def card_keyboard(card: PaperCard, told: Told, reader: Reader) -> InlineKeyboardMarkup | None:
    match told.story:
        case Resting():
            return keyboard(order_row(card.order_id, reader), [_account(reader)])
        case Held() as held:
            rest = [] if held.rest is None else order_row(card.order_id, reader)
            return keyboard(*position_rows(held.position, reader), rest)
        case Over():
            return over_keyboard(card.order_id, reader)
        case Dropped():
            return keyboard(
                [press(reader.t.plain("button-paper-next"), AccountPress(do=AccountTask.NEXT)), _account(reader)]
            )
        case _:
            return None


def order_row(order_id: int, reader: Reader) -> Row:
    t = reader.t
    return [
        press(t.plain("button-order-cancel"), OrderPress(do=OrderTask.CANCEL, id=order_id), "danger"),
        press(t.plain("button-order-move"), OrderPress(do=OrderTask.MOVE, id=order_id)),
    ]


def hold_press(position: PaperPosition, do: HoldTask = HoldTask.KEYS) -> HoldPress:
    held = f"{position.quantity.normalize():f}"
    return HoldPress(do=do, symbol=position.symbol, slot=position.slot, held=held)


def position_rows(position: PaperPosition, reader: Reader) -> list[Row]:
    t, here = reader.t, hold_press(position)
    return [
        [
            press(t.plain("button-close"), here.but(HoldTask.CLOSE)),
            press(t.plain("button-half"), here.but(HoldTask.HALF)),
            press(t.plain("button-stop-entry"), here.but(HoldTask.ENTRY)),
        ],
        [
            press(t.plain("button-stop"), here.but(HoldTask.STOP)),
            press(t.plain("button-target"), here.but(HoldTask.TARGET)),
            press(t.plain("button-trail"), here.but(HoldTask.TRAIL)),
            press(t.plain("button-map"), here.but(HoldTask.MAP)),
        ],
    ]


def over_keyboard(order_id: int, reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    return keyboard(
        [
            press(t.plain("button-share"), OrderPress(do=OrderTask.SHARE, id=order_id)),
            press(t.plain("button-paper-next"), AccountPress(do=AccountTask.NEXT)),
        ],
        [press(t.plain("button-map-trade"), OrderPress(do=OrderTask.MAP, id=order_id))],  # no third of a phone's width
    )


def stops_keyboard(
    here: HoldPress, stops: Sequence[tuple[Decimal, Decimal]], contract: Contract, reader: Reader
) -> InlineKeyboardMarkup:
    """`stops`: (percent of the margin, price)."""
    t = reader.t
    choices = [
        press(
            t.plain("button-stop-share", share=money.plain(share), price=money.short(price, contract)),
            here.but(HoldTask.STOP, f"{price.normalize():f}"),
        )
        for share, price in stops
    ]
    none = press(t.plain("button-no-stop"), here.but(HoldTask.STOP, "0"))
    return keyboard(choices, [none, _type(here, HoldTask.TYPE_STOP, reader)], [_back(here, reader)])


def targets_keyboard(
    here: HoldPress, targets: Sequence[tuple[str, Decimal]], contract: Contract, reader: Reader
) -> InlineKeyboardMarkup:
    """`targets`: (level's name, price inside it)."""
    t = reader.t
    choices = [
        press(f"{name} {money.short(price, contract)}", here.but(HoldTask.TARGET, f"{price.normalize():f}"))
        for name, price in targets
    ]
    none = press(t.plain("button-no-target"), here.but(HoldTask.TARGET, "0"))
    return keyboard(*in_rows(choices, 3), [none, _type(here, HoldTask.TYPE_TARGET, reader)], [_back(here, reader)])


def trails_keyboard(here: HoldPress, reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    choices = [
        press(t.plain("button-trail-share", share=money.plain(share)), here.but(HoldTask.TRAIL, f"{share:f}"))
        for share in TRAILS
    ]
    none = press(t.plain("button-no-trail"), here.but(HoldTask.TRAIL, "0"))
    return keyboard(choices, [none, _type(here, HoldTask.TYPE_TRAIL, reader)], [_back(here, reader)])


def _type(here: HoldPress, do: HoldTask, reader: Reader) -> InlineKeyboardButton:
    return press(reader.t.plain("button-type"), here.but(do))


def _back(here: HoldPress, reader: Reader) -> InlineKeyboardButton:
    return press(reader.t.plain("button-back"), here.but(HoldTask.KEYS))


def _account(reader: Reader) -> InlineKeyboardButton:
    return press(reader.t.plain("button-account"), AccountPress(do=AccountTask.CURVE))
