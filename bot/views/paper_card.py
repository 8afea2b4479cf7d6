"""The message that follows an order: sent, resting, the position it became, refused."""

from decimal import Decimal

from bot.paper.stories import Dropped, Gone, HandedOn, Held, Over, Resting, Sent, Told
from bot.texts import Markup
from bot.views import money
from bot.views.card import dotted, lines
from bot.views.paper_end import over_text
from bot.views.reader import Reader
from bot.views.refusals import why_text
from engine.club.paper_cards import PaperCard
from engine.exchange.contract import Contract
from engine.exchange.venues.paper.values import PaperOrder, PaperPosition
from engine.exchange.venues.paper.worth import exit_price, net_at


def card_text(card: PaperCard, told: Told, reader: Reader) -> Markup:
    """The same as long as nothing changed: no clock stands in it."""
    t, contract = reader.t, told.contract
    match told.story:
        case Sent():
            said = t("paper-card-sent", coin=card.coin)
        case Gone():
            said = t("paper-card-gone", coin=card.coin)
        case HandedOn():
            said = t("paper-card-handed-on", coin=card.coin)
        case Dropped() as dropped:
            said = lines(
                t("paper-card-dropped", coin=card.coin, refused="yes" if dropped.is_refused else "no"),
                why_text(dropped.reason, dropped.numbers, reader),
            )
        case Resting() as resting:
            said = resting_text(resting, contract, reader)
        case Held() as held:
            said = held_text(held, contract, reader)
        case Over() as over:
            said = over_text(over, card.risk_usdt, contract, reader)
    return lines(said, _source(card, reader))


def resting_text(resting: Resting, contract: Contract | None, reader: Reader) -> Markup:
    order, quote = resting.order, resting.quote
    limit = order.limit_usd if order.limit_usd is not None else order.trigger_usd
    away = None
    if quote is not None and limit is not None:
        away = money.signed_percent(limit / quote.last_usd - 1, 1)
    return lines(
        reader.t(
            "paper-card-resting",
            way=order.order.way.value,
            quantity=money.plain(order.quantity),
            coin=order.coin,
            price=money.short(limit or Decimal(0), contract),
            now="none" if quote is None else money.short(quote.last_usd, contract),
            away=away or "",
        ),
        _attached(order, contract, reader),
    )


def _attached(order: PaperOrder, contract: Contract | None, reader: Reader) -> Markup | None:
    """Stop and target that it brings along."""
    if contract is None:
        return None
    asked, t = order.order, reader.t
    stop = contract.price(asked.stop_loss_ticks) if asked.stop_loss_ticks else None
    target = contract.price(asked.take_profit_ticks) if asked.take_profit_ticks else None
    parts = [
        t("paper-stop-then", price=money.short(stop, contract)) if stop else None,
        t("paper-target-then", price=money.short(target, contract)) if target else None,
    ]
    return dotted(parts) or None


def held_text(held: Held, contract: Contract | None, reader: Reader) -> Markup:
    return lines(
        position_line(held, contract, reader),
        _rest(held.rest, contract, reader),
        guards_line(held, contract, reader),
        _leverage(held.position, reader),
    )


def position_line(held: Held, contract: Contract | None, reader: Reader) -> Markup:
    """`✅ LONG 0.015 BTC at 66,590.0 · now 67,072 · +$6.13 after fees`."""
    position, quote, t = held.position, held.quote, reader.t
    now = t("paper-now-unknown")
    if quote is not None and contract is not None:
        out = exit_price(position, quote)
        gain = money.gain(net_at(position, out, contract))
        now = t("paper-now", price=money.short(out, contract), gain=gain)
    return t(
        "paper-position",
        side=position.side.value,
        quantity=money.plain(position.quantity),
        coin=position.coin,
        price=money.at_tick(position.entry_usd, contract),
        now=now,
    )


def guards_line(held: Held, contract: Contract | None, reader: Reader) -> Markup:
    """Stop and target with what they would bring, and where it would be liquidated."""
    guards, t = held.guards, reader.t
    stop, target, trail = guards.stop_usd, guards.target_usd, guards.trail_usd
    liquidation = held.position.liquidation_usd
    return dotted(
        [
            t("paper-no-stop") if stop is None and trail is None else None,
            _guard("paper-stop-at", stop, held.position, contract, reader),
            _guard("paper-trail-at", trail, held.position, contract, reader),
            _guard("paper-target-at", target, held.position, contract, reader),
            t("paper-liquidation-at", price=money.at_tick(liquidation, contract)) if liquidation else None,
        ]
    )


def _guard(
    key: str, price: Decimal | None, position: PaperPosition, contract: Contract | None, reader: Reader
) -> Markup | None:
    if price is None:
        return None
    gain = "" if contract is None else money.gain(net_at(position, price, contract))
    return reader.t(key, price=money.short(price, contract), gain=gain)


def _rest(rest: PaperOrder | None, contract: Contract | None, reader: Reader) -> Markup | None:
    """What of the order waits still."""
    if rest is None:
        return None
    return reader.t(
        "paper-partly",
        filled=money.plain(rest.filled),
        quantity=money.plain(rest.quantity),
        price="market" if rest.limit_usd is None else money.short(rest.limit_usd, contract),
    )


def _leverage(position: PaperPosition, reader: Reader) -> Markup:
    return reader.t(
        "paper-held-since", leverage=money.leverage(position.leverage), at=reader.moment(position.opened_at)
    )


def _source(card: PaperCard, reader: Reader) -> Markup:
    return reader.t("paper-source", source=reader.t(f"paper-source-{card.source.value}"))
