"""An account as an image, and back."""

from engine.exchange.core.account import Account, Live, Position
from engine.exchange.core.desk import Desk, account_output, order_output, position_output
from engine.exchange.orders import OrderKind, OrderStatus, Place, Sent
from engine.exchange.outputs import Image, OrderChanged, PositionChanged, Taken
from engine.market.values import Symbol


def image_of(desk: Desk, account: Account) -> Image:
    """Times of the parts are 0: an image is a state, not something that happened."""
    return Image(
        account=account_output(account, 0),
        positions=tuple(position_output(account.account_id, p, 0) for p in account.positions.values()),
        orders=tuple(order_output(live, desk.markets.get(live.order.symbol), 0) for live in account.orders.values()),
        pending=tuple(account.pending),
        taken=tuple(
            Taken(symbol, is_ask, ticks, shown_lots, lots)
            for (symbol, is_ask), levels in account.taken.items()
            for ticks, (shown_lots, lots) in levels.items()
        ),
    )


def account_of(desk: Desk, image: Image) -> Account:
    stated = image.account
    account = Account(
        account_id=stated.account_id,
        cash=stated.cash,
        margin=stated.margin,
        is_hedged=stated.is_hedged,
        is_open=stated.is_open,
        limits=stated.limits,
        leverages_e2=dict(stated.leverages_e2),
        told_cash=stated.cash,
    )
    for position in image.positions:
        if position.symbol not in desk.markets:
            raise KeyError(position.symbol)
        made = _position(position)
        account.positions[made.key] = made
    for changed in image.orders:
        _restore_order(desk, account, changed)
    account.pending = _pending(image)
    for taken in image.taken:
        levels = account.taken.setdefault((taken.symbol, taken.is_ask), {})
        levels[taken.ticks] = taken.shown_lots, taken.lots
    return account


def _position(stated: PositionChanged) -> Position:
    return Position(
        symbol=stated.symbol,
        slot=stated.slot,
        lots=stated.lots,
        cost=stated.cost,
        leverage_e2=stated.leverage_e2,
        opened_at_ms=stated.opened_at_ms,
        extra_margin=stated.extra_margin,
        realised=stated.realised,
        liquidation_ticks=stated.liquidation_ticks,
    )


def _restore_order(desk: Desk, account: Account, stated: OrderChanged) -> None:
    """A market order that is open has fired and not met a book yet, whether or not somebody wrote that down."""
    has_fired = stated.status is OrderStatus.OPEN and stated.order.kind is OrderKind.MARKET
    live = Live(
        order=stated.order,
        status=stated.status,
        sent_at_ms=stated.sent_at_ms,
        filled_lots=stated.filled_lots,
        filled_value=stated.filled_value,
        best_ticks=stated.best_ticks,
        is_entering=stated.is_entering or has_fired,
        stops_hung=stated.stops_hung,
    )
    account.orders[stated.order.order_id] = live
    if live.is_resting and stated.order.symbol in desk.markets:
        desk.join_level(account, live, stated.queue_ahead_lots)


def _pending(image: Image) -> list[tuple[Symbol, Sent]]:
    """Those that are NEW and on no list were written down without one: they arrive by their ids."""
    pending = list(image.pending)
    listed = {sent.command.order.order_id for _, sent in pending if isinstance(sent.command, Place)}
    missing = sorted(
        (changed.sent_at_ms, changed.order.order_id, changed.order)
        for changed in image.orders
        if changed.status is OrderStatus.NEW and changed.order.order_id not in listed
    )
    return pending + [(order.symbol, Sent(Place(order), at_ms)) for at_ms, _, order in missing]
