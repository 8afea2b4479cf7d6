"""`/top`: the board, page by page."""

from collections.abc import Sequence

from bot.texts import Markup
from bot.views.card import lines
from bot.views.numbers import ratio, tight_percent
from bot.views.reader import Reader
from bot.views.reasons import why_text
from engine.liquidations.values import Confirmation, ScanState
from engine.market.values import MarketSource, Side
from engine.market.windows import Window
from engine.scanners.ranking import PAGE_SIZE, BoardRow, Ranking

_WIDTH = 34
_COIN = 7
_SECTIONS = {
    ScanState.LOPSIDED: "top-lopsided",
    ScanState.NO_SIGNAL: "top-rest",
    ScanState.TOO_LITTLE_DATA: "top-young",
}
_MOST_EXTREMES = 8


def top_text(ranking: Ranking, window: Window, page: int, source: MarketSource, reader: Reader) -> str:
    t, rows = reader.t, ranking.page(page)
    if not rows and not ranking.extremes:
        return t("top-empty", window=window.value)
    at = max(row.at for row in (*rows, *ranking.extremes))
    return lines(
        t("top-title", window=window.value, coins=ranking.coins, at=reader.moment(at)),
        t("top-signals", signals=ranking.signals),
        _block(rows, page_start(ranking, page), reader) if rows else None,
        _extremes(ranking, reader),
        why_text(rows, page_start(ranking, page), reader),
        t("top-in-words"),
        t("top-source", source=t(f"alert-source-{source.value}")),
    )


def page_start(ranking: Ranking, page: int) -> int:
    """Number of the page's first row, from 1."""
    return (min(max(page, 1), ranking.pages()) - 1) * PAGE_SIZE + 1


def _block(rows: Sequence[BoardRow], first: int, reader: Reader) -> Markup:
    t = reader.t
    names = [t.plain(f"top-head-{name}") for name in ("coin", "heavy", "largest", "fresh")]
    body = [_line("#", *names)]
    section: ScanState | None = ScanState.CONFIRMED
    for number, row in enumerate(rows, first):
        if row.state is not section and row.state in _SECTIONS:
            body.append(t.plain(_SECTIONS[row.state])[:_WIDTH])
        section = row.state
        fresh = fresh_word(row.confirmation, reader)
        body.append(_line(str(number), row.coin, heavy_word(row, reader), _largest(row), fresh))
    return Markup("<pre>" + "\n".join(body) + "</pre>")


def _line(number: str, coin: str, heavy: str, largest: str, fresh: str) -> str:
    return f"{number:<3}{coin[: _COIN - 1]:<{_COIN}}{heavy:<7}{largest:>7}  {fresh}"[:_WIDTH].rstrip()


def heavy_word(row: BoardRow, reader: Reader) -> str:
    if row.imbalance is None or row.heavier is None:
        return "-"
    word = reader.t.plain("top-up" if row.heavier is Side.SHORT else "top-down")
    return f"{row.imbalance * 100:.0f}% {word}"


def _largest(row: BoardRow) -> str:
    return tight_percent(row.magnet_distance) if row.magnet_distance is not None else "-"


def fresh_word(confirmation: Confirmation, reader: Reader) -> str:
    """The first of the three that is fresh, volume before open interest before the move."""
    if confirmation.is_volume_fresh and confirmation.volume_ratio is not None:
        return reader.t.plain("top-volume", ratio=ratio(confirmation.volume_ratio))
    if confirmation.is_oi_fresh and confirmation.oi_change_1h is not None:
        return reader.t.plain("top-oi", change=tight_percent(confirmation.oi_change_1h))
    if confirmation.is_move_fresh and confirmation.move_5m is not None:
        return reader.t.plain("top-move", change=tight_percent(confirmation.move_5m))
    return "-"


def _extremes(ranking: Ranking, reader: Reader) -> Markup | None:
    if not ranking.extremes:
        return None
    named = [
        reader.t(
            "top-extreme-up" if row.heavier is Side.SHORT else "top-extreme-down",
            coin=row.coin,
            share=f"{(row.imbalance or 0) * 100:.0f}",
        )
        for row in ranking.extremes[:_MOST_EXTREMES]
    ]
    more = len(ranking.extremes) - len(named)
    return reader.t("top-extremes", coins=Markup(", ".join(named) + (f" +{more}" if more else "")))
