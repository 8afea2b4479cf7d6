"""`/hunt 12h` and the tab of /top: the coins that reach their levels on a window."""

from collections.abc import Sequence

from bot.texts import Markup
from bot.views.card import lines
from bot.views.hunting_figures import MARK, heads, out_of, pre, short_percent, short_span, source_line
from bot.views.reader import Reader
from bot.views.scan import within_words
from engine.market.values import MarketSource
from engine.scanners.hunting.book import Hunter, Hunters
from engine.scanners.hunting.verdict import Verdict

_COIN = 7
_MOST_NAMED = 8


def hunters_text(found: Hunters, rows: Sequence[Hunter], first: int, source: MarketSource, reader: Reader) -> str:
    """`rows` of this page, the first of them number `first`."""
    t, window = reader.t, found.window.value
    if not found.ranked and not found.too_few:
        return t("hunters-none", window=window)
    hunting = sum(one.verdict is Verdict.HUNTS for one in found.ranked)
    coins = len(found.ranked) + len(found.too_few)
    at = max((one.pattern.measured_at for one in found.ranked), default=reader.now)
    within = within_words(rows[0].pattern.horizon, reader) if rows else ""
    return lines(
        t("hunters-title", window=window, hunting=hunting, coins=coins),
        t("hunters-rule", hunting=hunting) if rows else None,
        _ranking_block(rows, first, reader) if rows else None,
        t("hunters-few", coins=_named(found.too_few)) if found.too_few else None,
        t("hunters-words", within=within) if rows else None,
        source_line(source, None, at, reader),
    )


def _ranking_block(rows: Sequence[Hunter], first: int, reader: Reader) -> Markup:
    coin, reached, other, took, wick = heads(reader, "coin", "reached", "other", "time", "wick")
    body = [f"{'#':<3}{coin:<{_COIN}}{reached:>7} {other:>5}{took:>5}{wick:>6}"]
    for number, row in enumerate(rows, first):
        tally, name = row.pattern.largest, row.pattern.coin[: _COIN - 1]
        mark, half = MARK.get(row.verdict, " "), short_span(tally.half_within)
        figures = f"{out_of(tally):>7}{mark}{tally.mirror:>5}{half:>5}{short_percent(row.pattern.wicks.half):>6}"
        body.append(f"{number:<3}{name:<{_COIN}}{figures}")
    return pre(body)


def _named(coins: Sequence[str]) -> str:
    more = len(coins) - _MOST_NAMED
    return ", ".join(coins[:_MOST_NAMED]) + (f" +{more}" if more > 0 else "")
