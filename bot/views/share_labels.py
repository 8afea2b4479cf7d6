"""The words on the picture of a closed trade: none of the account behind it."""

from bot.paper.stories import Over
from bot.views import money
from bot.views.picture_labels import made_at
from bot.views.reader import Reader
from engine.exchange.contract import Contract
from engine.market.values import MarketSource
from renderers.tiles import Tile, Tone
from renderers.trade import TradeLabels


def share_labels(over: Over, contract: Contract | None, source: MarketSource, reader: Reader) -> TradeLabels:
    trade, t = over.trade, reader.t
    move = trade.side.sign * (trade.exit_usd / trade.entry_usd - 1)
    entry, exit_usd = (money.short(price, contract) for price in (trade.entry_usd, trade.exit_usd))
    held, leverage = money.span(trade.closed_at - trade.opened_at, reader), money.leverage(trade.leverage)
    tone = Tone.GOOD if trade.net_usdt > 0 else Tone.BAD
    return TradeLabels(
        title=t.plain("picture-trade-title", side=trade.side.value, coin=trade.coin, leverage=leverage),
        change=money.signed_percent(move * trade.leverage, 1),
        on_stake=t.plain("picture-trade-on-stake"),
        gain=money.gain(trade.net_usdt),
        ending=t.plain("picture-trade-ending", ending=over.ending.value, span=held),
        entry=entry,
        exit=exit_usd,
        badges=(t.plain(f"picture-{source.value}"), t.plain("picture-simulated-money")),
        made_at=made_at(trade.closed_at, reader),
        invitation=t.plain("picture-trade-invitation", name=reader.links.bot_name),
        tiles=(
            Tile(t.plain("picture-trade-entry"), entry),
            Tile(t.plain("picture-trade-exit"), exit_usd),
            Tile(t.plain("picture-trade-move"), money.signed_percent(move), tone),
            Tile(t.plain("picture-trade-net"), money.gain(trade.net_usdt), tone),
        ),
    )
