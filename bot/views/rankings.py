"""/top's measured tabs, in columns of at most 34."""

import math
from collections.abc import Sequence
from datetime import timedelta

from bot.callbacks import TopTab
from bot.rankings import Measured
from bot.texts import Markup
from bot.views.card import lines
from bot.views.numbers import amount, tight_percent
from bot.views.reader import Reader
from engine.market.values import MarketSource
from engine.scanners.liquidated import Liquidated
from engine.scanners.movers import Mover

_COIN = 7
_WHOLE = timedelta(minutes=5)  # measured so little shorter than asked is measured
LIQUIDATED_SPANS = {TopTab.LIQUIDATED_HOUR: timedelta(hours=1), TopTab.LIQUIDATED: timedelta(hours=24)}


def movers_text(board: Measured[Mover], rows: Sequence[Mover], first: int, source: MarketSource, reader: Reader) -> str:
    """`rows` of one page, numbered from `first`."""
    block = _movers_block(rows, first, reader) if rows else None
    return _text("movers", block, None, board, source, reader)


def liquidated_text(
    board: Measured[Liquidated],
    rows: Sequence[Liquidated],
    first: int,
    span: timedelta,
    source: MarketSource,
    reader: Reader,
) -> str:
    block = _liquidated_block(rows, first, reader) if rows else None
    hours = round(span / timedelta(hours=1))
    return _text("liquidated", block, _since(board, rows, span, reader), board, source, reader, hours=hours)


def _movers_block(rows: Sequence[Mover], first: int, reader: Reader) -> Markup:
    heads = _heads(reader, "change", "turnover", "funding")
    body = [_mover("#", *heads)]
    for number, row in enumerate(rows, first):
        funding = "-" if math.isnan(row.funding_8h) else f"{row.funding_8h * 100:+.3f}%"
        change = f"{'!' if row.is_outlier else ''}{_change(row.change_24h)}"
        body.append(_mover(str(number), row.coin, change, amount(row.turnover_24h_usd), funding))
    return _pre(body)


def _mover(number: str, coin: str, change: str, turnover: str, funding: str) -> str:
    return f"{number:<3}{coin[: _COIN - 1]:<{_COIN}}{change:>7} {turnover:>8} {funding:>7}"


def _change(fraction: float) -> str:
    """One decimal while it fits."""
    text = tight_percent(fraction)
    return text if len(text) <= 6 else f"{fraction * 100:+.0f}%"


def _liquidated_block(rows: Sequence[Liquidated], first: int, reader: Reader) -> Markup:
    heads = _heads(reader, "longs", "shorts")
    body = [f"{'#':<3}{heads[0]:<{_COIN}}{heads[1]:>9} {heads[2]:>9}"]
    for number, row in enumerate(rows, first):
        longs, shorts = (f"{'>' if row.is_floor else ''}{amount(usd)}" for usd in (row.long_usd, row.short_usd))
        body.append(f"{number:<3}{row.coin[: _COIN - 1]:<{_COIN}}{longs:>9} {shorts:>9}")
    return _pre(body)


def _since(board: Measured[Liquidated], rows: Sequence[Liquidated], span: timedelta, reader: Reader) -> Markup | None:
    """Said where forced closes were heard for less than the span."""
    since = max((row.since for row in rows), default=None)
    if since is None or since - (board.at - span) <= _WHOLE:
        return None
    return reader.t("liquidated-since", at=reader.moment(since))


def _text(
    key: str,
    block: Markup | None,
    since: Markup | None,
    board: Measured[Mover] | Measured[Liquidated],
    source: MarketSource,
    reader: Reader,
    **said: int,
) -> str:
    t = reader.t
    where = t("top-tab-source", source=t(f"alert-source-{source.value}"), at=reader.moment(board.at))
    if block is None:
        return lines(t(f"{key}-title", **said), t("top-tab-empty"), where)
    return lines(t(f"{key}-title", **said), block, since, t(f"{key}-words", **said), where)


def _heads(reader: Reader, *names: str) -> list[str]:
    return [reader.t.plain(f"top-head-{name}") for name in ("coin", *names)]


def _pre(body: Sequence[str]) -> Markup:
    return Markup("<pre>" + "\n".join(line.rstrip() for line in body) + "</pre>")
