"""The card that keeps itself up to date: a table of coins, and what is lopsided or fresh among them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import lines
from bot.views.reader import Reader
from bot.views.reasons import fresh_words
from bot.views.top import heavy_word
from engine.liquidations.values import ScanState
from engine.market.values import Coin, MarketSource, Ticker
from engine.market.windows import Window
from engine.scanners.ranking import BoardRow

_STALE = timedelta(minutes=2)
_TOLD = {ScanState.CONFIRMED, ScanState.LOPSIDED, ScanState.EXTREME}


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One coin now; None where nothing is known of it."""

    coin: Coin
    ticker: Ticker | None
    board: BoardRow | None


def watch_text(rows: Sequence[WatchRow], window: Window, source: MarketSource, reader: Reader) -> Markup:
    t = reader.t
    body = watch_body(rows, window, reader)
    at = max((row.ticker.at for row in rows if row.ticker is not None), default=None)
    shown = reader.now if at is None else at
    end = t("watch-source", source=t(f"alert-source-{source.value}"), at=reader.moment(shown), window=window.value)
    return lines(t("watch-title", count=len(rows), window=window.value), body, _stale(at, reader), end)


def watch_body(rows: Sequence[WatchRow], window: Window, reader: Reader) -> Markup:
    """All that changes but the time."""
    t = reader.t
    head = [t.plain(f"top-head-{name}") for name in ("coin", "change", "heavy")]
    table = [_line(head[0], t.plain("levels-price"), head[1], head[2]), *(_row(row, reader) for row in rows)]
    told = [text for row in rows if (text := _told(row, reader)) is not None]
    return lines(Markup("<pre>" + "\n".join(table) + "</pre>"), *told)


def hash_of(body: str) -> str:
    """Of what the card shows, its time left out: an edit that changes nothing else is not worth one."""
    return hashlib.blake2b(body.encode(), digest_size=12).hexdigest()


def _line(coin: str, price: str, change: str, heavy: str) -> str:
    """At most 34 columns."""
    return f"{coin[:6]:<6} {price[:11]:>11} {change[:7]:>7} {heavy[:7]}".rstrip()


def _row(row: WatchRow, reader: Reader) -> str:
    if row.ticker is None:
        return _line(row.coin, "-", "-", "-")
    heavy = "-" if row.board is None else heavy_word(row.board, reader)
    return _line(row.coin, numbers.level(row.ticker.price_usd), numbers.tight_percent(row.ticker.change_24h), heavy)


def _told(row: WatchRow, reader: Reader) -> Markup | None:
    board = row.board
    if board is None or board.state not in _TOLD:
        return None
    magnet = "none" if board.magnet_distance is None else numbers.percent(board.magnet_distance)
    fresh = ", ".join(fresh_words(board.confirmation, reader)) or "none"
    return reader.t("watch-told", coin=row.coin, state=board.state.value, magnet=magnet, fresh=Markup(fresh))


def _stale(at: datetime | None, reader: Reader) -> Markup | None:
    if at is None:
        return reader.t("watch-no-price")
    age = reader.now - at
    return reader.t("watch-stale", minutes=int(age.total_seconds() // 60)) if age > _STALE else None
