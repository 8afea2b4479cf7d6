"""How a position ended, with the reason."""

from decimal import Decimal

from bot.paper.stories import Ending, Over
from bot.texts import Markup
from bot.views import money
from bot.views.card import lines
from bot.views.reader import Reader
from engine.exchange.contract import Contract
from engine.exchange.venues.paper.values import ClosedTrade

_MARKS = {
    Ending.TARGET: "🎯",
    Ending.STOP: "🛑",
    Ending.TRAILING: "🪝",
    Ending.LIQUIDATION: "💥",
    Ending.DELISTED: "⚑",
    Ending.CLOSED: "🏁",
}


def over_text(over: Over, risk_usdt: Decimal | None, contract: Contract | None, reader: Reader) -> Markup:
    return lines(
        over_line(over, risk_usdt, contract, reader),
        trade_line(over.trade, contract, reader),
        _reason(over, contract, reader),
    )


def over_line(over: Over, risk_usdt: Decimal | None, contract: Contract | None, reader: Reader) -> Markup:
    """`🎯 Target hit at 68,100 after 2 h 34 min: +$21.54, 2.20 for 1 risked. Account $10,021.54.`"""
    trade, t = over.trade, reader.t
    return t(
        "paper-over",
        mark=_MARKS[over.ending],
        what=t(f"paper-over-{over.ending.value}", price=money.short(trade.exit_usd, contract)),
        span=money.span(trade.closed_at - trade.opened_at, reader),
        gain=money.gain(trade.net_usdt),
        reward=_reward(trade.net_usdt, risk_usdt, reader),
        equity=money.usd(over.equity_usdt),
    )


def bell_text(over: Over, contract: Contract | None, reader: Reader) -> Markup:
    """An edit makes no sound: one line for whoever is away, under the card."""
    what = reader.t(f"paper-over-{over.ending.value}", price=money.short(over.trade.exit_usd, contract))
    said = reader.t("paper-bell", coin=over.trade.coin, what=what, gain=money.gain(over.trade.net_usdt))
    return lines(said, reader.t("paper-simulated"))


def share_line(over: Over, contract: Contract | None, reader: Reader) -> str:
    """For somebody who does not know Helix: what it was, without the account behind it."""
    trade, t = over.trade, reader.t
    change = trade.side.sign * (trade.exit_usd / trade.entry_usd - 1) * trade.leverage
    return t.plain(
        "paper-share-text",
        mark=_MARKS[over.ending],
        side=trade.side.value,
        coin=trade.coin,
        leverage=money.leverage(trade.leverage),
        entry=money.short(trade.entry_usd, contract),
        exit=money.short(trade.exit_usd, contract),
        gain=money.gain(trade.net_usdt),
        change=money.signed_percent(change, 1),
    )


def trade_line(trade: ClosedTrade, contract: Contract | None, reader: Reader) -> Markup:
    return reader.t(
        "paper-trade",
        side=trade.side.value,
        quantity=money.plain(trade.quantity),
        coin=trade.coin,
        leverage=money.leverage(trade.leverage),
        entry=money.at_tick(trade.entry_usd, contract),
        exit=money.at_tick(trade.exit_usd, contract),
    )


def _reward(net_usdt: Decimal, risk_usdt: Decimal | None, reader: Reader) -> Markup:
    """Only what was won has a ratio worth saying."""
    if risk_usdt is None or risk_usdt <= 0 or net_usdt <= 0:
        return Markup("")
    return reader.t("paper-over-reward", reward=f"{net_usdt / risk_usdt:.2f}")


def _reason(over: Over, contract: Contract | None, reader: Reader) -> Markup | None:
    if over.ending is Ending.LIQUIDATION:
        return _liquidated(over, contract, reader)
    if over.ending is Ending.DELISTED:
        return reader.t("paper-why-delisted")
    if over.ending is Ending.STOP and over.gap_usd is not None:
        return reader.t("paper-why-gap", price=money.short(over.gap_usd, contract))
    return None


def _liquidated(over: Over, contract: Contract | None, reader: Reader) -> Markup:
    """By the mark; or in place of an order's fill beyond the bankruptcy price."""
    last = over.last
    bankruptcy = money.at_tick(over.trade.exit_usd if last is None else last.price_usd, contract)
    cost, fee = money.usd(-over.trade.net_usdt), money.usd(Decimal(0) if last is None else last.fee_usdt)
    if last is not None and last.order_id:
        return reader.t("paper-why-taken-over", bankruptcy=bankruptcy, cost=cost, fee=fee)
    liquidation = "none" if over.liquidation_usd is None else money.at_tick(over.liquidation_usd, contract)
    return reader.t("paper-why-liquidated", liquidation=liquidation, bankruptcy=bankruptcy, cost=cost, fee=fee)
