"""`/whales`: who stands where for real, in columns of 34."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from bot.texts import Markup, Translate
from bot.views.card import lines
from bot.views.levels import WIDTH
from bot.views.numbers import amount, level, share, tight_percent
from bot.views.reader import Reader
from engine.club.people import Style
from engine.market.values import Side
from engine.whales.values import WhalePosition, Whales

A_PAGE = 8
_OLD = timedelta(minutes=10)  # then the reader is told that nothing was heard for a while
_SIDES = {Side.LONG: "L", Side.SHORT: "S"}
_NEVER = "none"
_TINY = 0.001  # USD


def pages_of(whales: Whales) -> int:
    return max(ceil(len(whales.positions) / A_PAGE), 1)


def whales_text(whales: Whales, page: int, reader: Reader) -> str:
    t, now = reader.t, reader.now
    shown = whales.positions[(page - 1) * A_PAGE : page * A_PAGE]
    age = whales.age(now)
    return lines(
        t(
            "whales-title",
            coin=whales.coin,
            long=amount(whales.total_usd(Side.LONG)),
            short=amount(whales.total_usd(Side.SHORT)),
            count=len(whales.positions),
        ),
        _coverage(whales, t),
        t("whales-old", minutes=round(age.total_seconds() / 60)) if age > _OLD else None,
        _table(shown, whales.context.mark_usd, now, t),
        t("whales-in-words") if reader.prefers.style is Style.FULL else None,
        t("whales-source", at=reader.moment(now - age), accounts=whales.accounts),
    )


def _coverage(whales: Whales, t: Translate) -> Markup:
    if whales.coverage is None:
        return t("whales-no-coverage")
    return t("whales-coverage", share=f"{whales.coverage * 100:.1f}")


def _table(positions: Sequence[WhalePosition], mark_usd: float, now: datetime, t: Translate) -> Markup:
    """Two lines a position: what it is and where it ends, then where it began, whose and how old the look is."""
    rows = [row for position in positions for row in _rows(position, mark_usd, now, t)]
    return Markup("<pre>" + "\n".join(rows) + "</pre>")


def _rows(position: WhalePosition, mark_usd: float, now: datetime, t: Translate) -> tuple[str, str]:
    ends = position.liquidation_usd
    where = _NEVER if ends is None else f"{_price(ends)} {tight_percent(ends / mark_usd - 1)}"
    first = f"{_SIDES[position.side]} {amount(position.notional_usd):>6} {position.leverage:>3.0f}x"
    begun = f"  {t.plain('levels-whales-entry')} {_price(position.entry_usd)}"
    second = f"{begun} {_age(now - position.seen_at)} {position.account[:6]}"
    return f"{first} {t.plain('levels-whales-ends')} {where}"[:WIDTH], second[:WIDTH]


def _price(usd: float) -> str:
    """As levels are spelt; where leading zeros would take the room, with a power of ten."""
    return level(usd) if usd >= _TINY else f"{usd:.3g}"


def _age(age: timedelta) -> str:
    seconds = max(round(age.total_seconds()), 0)
    if seconds < 120:
        return f"{seconds}s"
    return f"{seconds // 60}m" if seconds < 7200 else f"{seconds // 3600}h"


def layer_line(whales: Whales, low_usd: float, high_usd: float, t: Translate) -> Markup:
    """Under a map with the layer: what of it is in the picture."""
    seen = [p for p in whales.positions if p.liquidation_usd is not None and low_usd <= p.liquidation_usd <= high_usd]
    usd = {side: sum(p.notional_usd for p in seen if p.side is side) for side in Side}
    covered = "0" if whales.coverage is None else share(whales.coverage)
    return t(
        "whales-layer-line",
        count=len(seen),
        long=amount(usd[Side.LONG]),
        short=amount(usd[Side.SHORT]),
        covered=covered,
    )
