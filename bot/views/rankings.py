"""/top's measured tabs, in columns of at most 34."""

from collections.abc import Sequence
from datetime import datetime

from bot.callbacks import TopTab
from bot.texts import Markup
from bot.views.card import lines
from bot.views.numbers import amount, tight_percent
from bot.views.reader import Reader
from engine.market.values import Coin, LiquidatedTotals, MarketSource, Ticker

_COIN = 7
_KEYS = {TopTab.MOVERS: "movers", TopTab.LIQUIDATED: "liquidated"}


def movers_block(rows: Sequence[Ticker], first: int, reader: Reader) -> Markup:
    heads = _heads(reader, "change", "turnover", "funding")
    body = [f"{'#':<3}{heads[0]:<{_COIN}}{heads[1]:>7} {heads[2]:>8} {heads[3]:>8}"]
    for number, row in enumerate(rows, first):
        change, turnover = tight_percent(row.change_24h), amount(row.turnover_24h_usd)
        funding = f"{row.funding_rate * 100:+.3f}%"
        body.append(f"{number:<3}{row.coin[:_COIN]:<{_COIN}}{change:>7} {turnover:>8} {funding:>8}")
    return _pre(body)


def liquidated_block(rows: Sequence[tuple[Coin, LiquidatedTotals]], first: int, reader: Reader) -> Markup:
    heads = _heads(reader, "longs", "shorts")
    body = [f"{'#':<3}{heads[0]:<{_COIN}}{heads[1]:>9} {heads[2]:>9}"]
    for number, (coin, totals) in enumerate(rows, first):
        longs, shorts = amount(totals.long_usd), amount(totals.short_usd)
        body.append(f"{number:<3}{coin[:_COIN]:<{_COIN}}{longs:>9} {shorts:>9}")
    return _pre(body)


def measured_text(tab: TopTab, block: Markup | None, at: datetime, source: MarketSource, reader: Reader) -> str:
    """`block` None: nothing is measured yet."""
    t, key = reader.t, _KEYS[tab]
    where = t("top-tab-source", source=t(f"alert-source-{source.value}"), at=reader.moment(at))
    if block is None:
        return lines(t(f"top-{key}"), t("top-tab-empty"), where)
    return lines(t(f"top-{key}"), block, t(f"top-{key}-words"), where)


def _heads(reader: Reader, *names: str) -> list[str]:
    return [reader.t.plain(f"top-head-{name}") for name in ("coin", *names)]


def _pre(body: Sequence[str]) -> Markup:
    return Markup("<pre>" + "\n".join(line.rstrip() for line in body) + "</pre>")
