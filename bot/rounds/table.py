"""A board as columns: ASCII, at most 34 wide, so that they line up on every phone."""

from collections.abc import Sequence
from html import escape

from bot.rounds.words import plain_letters, tight_dip, tight_score
from bot.texts import Markup
from bot.views.reader import Reader
from engine.club.rounds.values import Line

_NAME = 11


def board_table(lines: Sequence[Line], reader: Reader) -> Markup:
    """rank, trader, score, trades, dip."""
    t = reader.t
    width = max([2, *(len(str(line.rank or "")) for line in lines)])
    head = _row("", t.plain("round-head-trader"), t.plain("round-head-score"), t.plain("round-head-trades"), "dip", 2)
    hidden = t.plain("round-head-hidden")
    rows = [
        _row(
            "-" if line.rank is None else str(line.rank),
            (plain_letters(line.name) if line.name else "") or hidden,
            tight_score(line.score_ppm),
            str(line.trades),
            tight_dip(line.dip_ppm),
            width,
        )
        for line in lines
    ]
    return Markup("<pre>" + "\n".join([head, *rows]) + "</pre>")


def _row(rank: str, name: str, score: str, trades: str, dip: str, width: int) -> str:
    """The name gives way to long ranks."""
    room = _NAME - (width - 2)
    kept = name if len(name) < room else name[: room - 1]
    return escape(f"{rank:<{width}} {kept:<{room}}{score:>7}{trades:>7}{dip:>6}", quote=False)
