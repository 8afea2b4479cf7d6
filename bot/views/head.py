"""The day's head, as it is posted."""

from bot.views.card import lines
from bot.views.reader import Reader
from engine.liquidations.ledger.heads import MadeHead, head_line


def head_text(made: MadeHead, reader: Reader) -> str:
    """The line that people copy is the same in every language."""
    t = reader.t
    day = made.head.day
    return lines(
        t("head-title", day=t("day-words", day=str(day.day), month=f"m{day.month}", year=str(day.year))),
        t("head-kept", maps=f"{made.maps:,}", coins=made.coins, entries=f"{made.entries:,}"),
        t("head-line", line=head_line(made.head)),
        t("head-before", head=made.previous.hex()[:16]) if made.previous is not None else None,
        t("head-how"),
        t("head-source", source=t(f"alert-source-{made.head.source.value}")),
    )
