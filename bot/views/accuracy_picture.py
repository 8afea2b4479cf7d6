"""Words of the month's picture and under it."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts import Markup
from bot.views.reader import Reader
from engine.liquidations.ledger.month import Month
from engine.liquidations.ledger.overview import Overview
from engine.liquidations.ledger.standing import CoinStanding
from engine.liquidations.ledger.verdict import Question
from engine.liquidations.values import Verdict
from engine.market.values import MarketSource
from renderers.accuracy import AccuracyLabels


def accuracy_labels(
    coin: str, month: Month, standings: Sequence[CoinStanding], overview: Overview, until: datetime, reader: Reader
) -> AccuracyLabels:
    """`coin` empty: all coins together."""
    t = reader.t
    local, months = until.astimezone(reader.zone), t.plain("picture-months").split()
    date = f"{local.day} {months[local.month - 1]} {local.year}"
    name = t.plain("month-words", month=f"m{month.first.month}", year=str(month.first.year))
    what = coin or t.plain("picture-accuracy-all")
    return AccuracyLabels(
        title=t.plain("picture-accuracy-title", what=what, month=name),
        verdict=t.plain("verdict", verdict=_verdict(coin, standings, overview).value),
        source=t.plain(f"picture-{overview.source.value}"),
        measured=t.plain("picture-accuracy-measured"),
        days=t.plain("picture-accuracy-days"),
        map=t.plain("picture-accuracy-map"),
        distance=t.plain("picture-accuracy-distance"),
        rules=t.plain("picture-accuracy-rules"),
        chance=t.plain("picture-accuracy-chance"),
        reliability=t.plain("picture-accuracy-reliability") if coin else "",
        expected=t.plain("picture-accuracy-expected"),
        closed=t.plain("picture-accuracy-closed"),
        too_little=t.plain("picture-accuracy-little"),
        hours=t.plain("picture-accuracy-hours", counted=month.counted, out=month.left_out, missed=month.missed),
        no_day=t.plain("picture-accuracy-no-day"),
        made_at=t.plain("picture-made-at", date=date, time=f"{local:%H:%M}", city=reader.city),
    )


def _verdict(coin: str, standings: Sequence[CoinStanding], overview: Overview) -> Verdict:
    """Of all coins: an edge where any coin has one, too little where none has enough."""
    if coin:
        return standings[0].answers[Question.WHERE].verdict(overview.bars[Question.WHERE])
    counts = overview.tallies[Question.WHERE].coins
    return next((one for one in (Verdict.EDGE, Verdict.NO_EDGE) if counts[one]), Verdict.TOO_LITTLE)


def month_caption(labels: AccuracyLabels, source: MarketSource, until: datetime, reader: Reader) -> Markup:
    what, _, month = labels.title.partition(" · ")
    return reader.t(
        "accuracy-month-caption",
        what=what,
        month=month,
        verdict=labels.verdict,
        source=reader.t(f"alert-source-{source.value}"),
        at=reader.moment(until),
    )
