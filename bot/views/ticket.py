"""The paper ticket: what would be ordered, what it wins and what it loses."""

from datetime import datetime
from decimal import Decimal

from bot.texts import Markup
from bot.views import money
from bot.views.card import lines
from bot.views.reader import Reader
from engine.exchange.contract import Contract
from engine.exchange.ticket import Ticket, moved
from engine.exchange.venues.paper.values import PaperPosition
from engine.exchange.venues.paper.worth import net_at
from engine.market.values import MarketSource

_POINT = 22  # the column where all amounts have their point
_FIGURES_END = 24
_GAINS = 10
_WIDTH = 34


def ticket_text(
    ticket: Ticket,
    target_level: str | None,
    now_usd: Decimal,
    held: PaperPosition | None,
    source: MarketSource,
    reader: Reader,
) -> Markup:
    """`target_level`: the level's name where the target lies in one. `held`: what is open of the coin."""
    t = reader.t
    return lines(
        t("ticket-title", coin=ticket.contract.coin, side=ticket.side.value),
        _block(ticket, target_level, reader) if ticket.opens else None,
        _held(ticket, held, reader),
        *([_outcome(ticket, reader), _at_most(ticket, reader), _funding(ticket, reader)] if ticket.opens else []),
        _good_for(ticket, now_usd, reader),
        None if source is MarketSource.LIVE else t("ticket-source", source=t(f"paper-source-{source.value}")),
    )


def _block(ticket: Ticket, target_level: str | None, reader: Reader) -> Markup:
    t, contract, coin = reader.t, ticket.contract, ticket.contract.coin
    kind = "market" if ticket.limit_usd is None else "limit"
    quantity = f"{money.plain(ticket.opens)} {coin}"
    position = _row(
        t.plain("ticket-row-position", leverage=money.leverage(ticket.leverage)), _usd(ticket.notional_usdt)
    )
    is_wide = len(position) + 1 + len(quantity) > _WIDTH
    rows = [
        _row(t.plain("ticket-row-stake"), _usd(ticket.stake_usdt)),
        position if is_wide else f"{position} {quantity}",
        _row(t.plain("ticket-row-quantity"), quantity) if is_wide else None,
        _row(t.plain(f"ticket-row-{kind}", side=ticket.side.value), _price(ticket.entry_usd, contract)),
        _target(ticket, target_level, reader),
        _stop(ticket, reader),
        _liquidation(ticket, reader),
    ]
    return Markup("<pre>" + "\n".join(row for row in rows if row) + "</pre>")


def _target(ticket: Ticket, level: str | None, reader: Reader) -> str | None:
    if ticket.target_usd is None or ticket.win_usdt is None:
        return None
    label = f"{reader.t.plain('ticket-row-target')} {level or ''}".rstrip()
    return _row(label, _price(ticket.target_usd, ticket.contract), money.gain(ticket.win_usdt))


def _stop(ticket: Ticket, reader: Reader) -> str | None:
    if ticket.stop_usd is None or ticket.loss_usdt is None:
        return None
    label = reader.t.plain("ticket-row-stop")
    return _row(label, _price(ticket.stop_usd, ticket.contract), money.gain(-ticket.loss_usdt))


def _liquidation(ticket: Ticket, reader: Reader) -> str | None:
    if ticket.liquidation_usd is None or ticket.liquidation_distance is None:
        return None
    away = f"{ticket.liquidation_distance * 100:+.1f}%"
    return _row(reader.t.plain("ticket-row-liquidation"), _price(ticket.liquidation_usd, ticket.contract), away)


def _usd(amount: Decimal) -> str:
    return money.usd(amount)


def _price(price: Decimal, contract: Contract) -> str:
    return money.at_tick(price, contract)


def _row(label: str, figure: str, gain: str = "") -> str:
    """Points under each other, as far as there is room."""
    _, _, decimals = figure.partition(".")
    end = min(_POINT + len(decimals), _FIGURES_END) if decimals else _POINT - 1
    left = f"{label}{figure.rjust(max(end - len(label), len(figure) + 1))}"
    if not gain:
        return left
    return left + gain.rjust(max(_GAINS, len(gain) + 1))


def _held(ticket: Ticket, held: PaperPosition | None, reader: Reader) -> Markup | None:
    if held is None:
        return None
    if held.side is ticket.side:
        return _added(ticket, held, reader)
    closed = net_at(held, ticket.entry_usd, ticket.contract) * ticket.closes / held.quantity
    return reader.t(
        "ticket-opposite" if ticket.opens else "ticket-only-closes",
        side=held.side.value,
        coin=held.coin,
        held=money.plain(held.quantity),
        part="all" if ticket.closes == held.quantity else money.plain(ticket.closes),
        ordered=money.plain(ticket.quantity),
        gain=money.gain(closed),
    )


def _added(ticket: Ticket, held: PaperPosition, reader: Reader) -> Markup:
    """What stop and target mean for the whole of it."""
    at_target = at_stop = None
    if ticket.target_usd is not None and ticket.win_usdt is not None:
        at_target = ticket.win_usdt + net_at(held, ticket.target_usd, ticket.contract)
    if ticket.stop_usd is not None and ticket.loss_usdt is not None:
        at_stop = net_at(held, ticket.stop_usd, ticket.contract) - ticket.loss_usdt
    return reader.t(
        "ticket-adds",
        quantity=money.plain(held.quantity),
        coin=held.coin,
        target="none" if at_target is None else money.gain(at_target),
        stop="none" if at_stop is None else money.gain(at_stop),
    )


def _outcome(ticket: Ticket, reader: Reader) -> Markup:
    keys = {
        (True, True): "ticket-win-or-lose",
        (False, True): "ticket-lose-only",
        (True, False): "ticket-win-only",
        (False, False): "ticket-open-end",
    }
    key = keys[ticket.win_usdt is not None, ticket.loss_usdt is not None]
    return reader.t(
        key,
        win=money.usd(ticket.win_usdt or Decimal(0)),
        lose=money.usd(ticket.loss_usdt or Decimal(0)),
        fees=money.usd(ticket.fees_usdt),
    )


def _at_most(ticket: Ticket, reader: Reader) -> Markup:
    key = "ticket-at-most" if ticket.stop_usd is not None else "ticket-at-most-no-stop"
    return reader.t(key, most=money.usd(ticket.worst_loss_usdt))


def _funding(ticket: Ticket, reader: Reader) -> Markup | None:
    if ticket.funding_usdt is None or ticket.funding_at is None:
        return None
    return reader.t(
        "ticket-funding",
        at=reader.clock(ticket.funding_at),
        gets="yes" if ticket.funding_usdt >= 0 else "no",
        **money.about(ticket.funding_usdt),
    )


def _good_for(ticket: Ticket, now_usd: Decimal, reader: Reader) -> Markup:
    if ticket.limit_usd is None:
        return reader.t("ticket-good-for")
    price, now = money.short(ticket.limit_usd, ticket.contract), money.short(now_usd, ticket.contract)
    return reader.t("ticket-good-for-limit", price=price, now=now)


def moved_text(shown_usd: Decimal, ticket: Ticket, reader: Reader) -> Markup:
    """`Price is 66,672 now (+0.12 %). Same stop: win $20.31 or lose $11.02.`"""
    outcome = {(True, True): "both", (True, False): "win", (False, True): "lose", (False, False): "none"}
    said = reader.t(
        "ticket-moved",
        price=money.short(ticket.entry_usd, ticket.contract),
        change=money.signed_percent(moved(shown_usd, ticket.entry_usd)),
        outcome=outcome[ticket.win_usdt is not None, ticket.loss_usdt is not None],
        win=money.usd(ticket.win_usdt or Decimal(0)),
        lose=money.usd(ticket.loss_usdt or Decimal(0)),
    )
    return lines(said, reader.t("paper-simulated"))


def no_price_text(coin: str, since: datetime | None, reader: Reader) -> Markup:
    return reader.t("ticket-no-price", coin=coin, since="none" if since is None else reader.clock(since))
