"""`/accuracy`: how good the maps were, in words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import lines
from bot.views.reader import Reader
from bot.views.scan import record_text
from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.ledger.baselines import Predictor
from engine.liquidations.ledger.heads import MadeHead
from engine.liquidations.ledger.overview import Overview, Tally
from engine.liquidations.ledger.standing import CoinStanding, Hours
from engine.liquidations.ledger.verdict import FEWEST_DAYS, FEWEST_HOURS, MINE, Answer, Question
from engine.liquidations.values import Record, Verdict
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window

_KEYS = {Question.WHERE: "where", Question.HOW_MUCH: "much"}
Figures = Mapping[str, str]


def day_text(day: date, reader: Reader) -> Markup:
    return reader.t("day-words", day=str(day.day), month=f"m{day.month}", year=str(day.year))


def overview_text(overview: Overview, reader: Reader) -> str:
    t = reader.t
    if overview.last_at is None:
        return lines(t("accuracy-all-none"), _head(overview.head, reader), _source(overview.source, reader))
    where, much = (overview.tallies[question] for question in Question)
    best = max((tally.coins[Verdict.EDGE] for tally in (where, much)), default=0)
    return lines(
        t("accuracy-all-title", edge=best, coins=overview.coins) if _is_enough(overview) else t("accuracy-all-little"),
        *_tallied(Question.WHERE, where, reader),
        *_tallied(Question.HOW_MUCH, much, reader),
        t(
            "accuracy-all-kept",
            frozen=f"{overview.frozen:,}",
            since=reader.moment(overview.first_at or overview.last_at),
            counted=f"{overview.counted:,}",
            out=f"{overview.left_out:,}",
            missed=f"{overview.missed:,}",
        ),
        _head(overview.head, reader),
        _all_source(overview.source, overview.last_at, reader),
    )


def _is_enough(overview: Overview) -> bool:
    """Of any coin, for any question."""
    return any(tally.figures for tally in overview.tallies.values())


def _tallied(question: Question, tally: Tally, reader: Reader) -> list[Markup]:
    t, key = reader.t, _KEYS[question]
    counts = {
        "edge": tally.coins[Verdict.EDGE],
        "none": tally.coins[Verdict.NO_EDGE],
        "little": tally.coins[Verdict.TOO_LITTLE],
    }
    found = [t(f"accuracy-all-{key}", **counts)]
    if tally.figures:
        found.append(t(f"accuracy-all-{key}-figures", **_figures(question, tally.figures)))
    if question is Question.WHERE and tally.best is not None and tally.worst is not None:
        (best, ahead), (worst, behind) = tally.best, tally.worst
        gains = {"ahead": f"{100 * ahead:+.0f}", "behind": f"{100 * behind:+.0f}"}
        found.append(t("accuracy-all-range", best=best, worst=worst, **gains))
    return found


def _figures(question: Question, figures: Mapping[Predictor, float]) -> Figures:
    chosen = {"map": MINE[question], "distance": Predictor.B1_DISTANCE, "rules": Predictor.B8_ACTIVITY}
    return {name: figure_text(question, figures[one]) for name, one in chosen.items()}


def figure_text(question: Question, value: float) -> str:
    """31 for a share of 31 %; 0.70 for a rank agreement."""
    return f"{100 * value:.0f}" if question is Question.WHERE else f"{value:.2f}"


def coin_text(
    coin: Coin,
    records: Mapping[Window, Record | None],
    standing: CoinStanding | None,
    bars: Mapping[Question, float],
    source: MarketSource,
    reader: Reader,
) -> str:
    """`records` of the windows asked for."""
    t = reader.t
    told = {w: r for w, r in records.items() if r is not None and r.verdict is not Verdict.TOO_LITTLE}
    silent = [f"{w.value} ({r.cases if r else 0}/30)" for w, r in records.items() if w not in told]
    rows = [Markup(f"<b>{window.value}</b> · {record_text(record, reader)}") for window, record in told.items()]
    return lines(
        t("accuracy-coin-title", coin=coin, verdict=t("verdict-short", verdict=_first(told, standing, bars).value)),
        *rows,
        t("accuracy-silent-little", windows=", ".join(silent)) if silent else None,
        *_ledger(coin, standing, bars, reader),
        _source(source, reader),
    )


def _first(told: Mapping[Window, Record], standing: CoinStanding | None, bars: Mapping[Question, float]) -> Verdict:
    """The best that can be said of the coin: of hours where there are enough, else of levels."""
    found = {record.verdict for record in told.values()}
    if standing is not None:
        found |= {answer.verdict(bars[question]) for question, answer in standing.answers.items()}
    return next((one for one in Verdict if one in found), Verdict.TOO_LITTLE)


def _ledger(coin: Coin, standing: CoinStanding | None, bars: Mapping[Question, float], reader: Reader) -> list[Markup]:
    if standing is None:
        return [reader.t("accuracy-coin-unscored", coin=coin)]
    days = len(standing.days)
    answers = [answer_text(standing.answers[question], bars[question], reader) for question in Question]
    return [reader.t("accuracy-ledger-title", days=days), *answers, _hours(standing.hours, reader)]


def answer_text(answer: Answer, bar: float, reader: Reader) -> Markup:
    t, key = reader.t, _KEYS[answer.question]
    if not answer.is_enough:
        needed = {"neededhours": FEWEST_HOURS, "neededdays": FEWEST_DAYS}
        return t(f"accuracy-coin-{key}-little", hours=answer.hours, days=answer.days, **needed)
    mine: Interval = answer.figures[MINE[answer.question]]
    return t(
        f"accuracy-coin-{key}",
        usd=numbers.amount(answer.usd),
        low=figure_text(answer.question, mine.low),
        high=figure_text(answer.question, mine.high),
        hours=answer.hours,
        verdict=t("verdict", verdict=answer.verdict(bar).value),
        **_figures(answer.question, {one: interval.value for one, interval in answer.figures.items()}),
    )


def _hours(hours: Hours, reader: Reader) -> Markup:
    t = reader.t
    reasons = ", ".join(t("accuracy-reason", flag=flag, hours=count) for flag, count in hours.left_out.items())
    return t(
        "accuracy-coin-hours",
        counted=hours.counted,
        out=hours.left_out_hours,
        reasons=Markup(f" ({reasons})" if reasons else ""),
        missed=hours.missed,
    )


def _head(head: MadeHead | None, reader: Reader) -> Markup:
    if head is None:
        return reader.t("accuracy-head-none")
    made = head.head
    return reader.t(
        "accuracy-head", day=day_text(made.day, reader), number=f"{made.number:,}", hash=made.hash.hex()[:16]
    )


def _source(source: MarketSource, reader: Reader) -> Markup:
    source_word = reader.t(f"alert-source-{source.value}")
    return reader.t("accuracy-source", source=source_word, at=reader.moment(reader.now))


def _all_source(source: MarketSource, until: datetime, reader: Reader) -> Markup:
    return reader.t("accuracy-all-source", source=reader.t(f"alert-source-{source.value}"), at=reader.moment(until))


_SIGNS = {Verdict.EDGE: "+", Verdict.NO_EDGE: "=", Verdict.TOO_LITTLE: "?"}


def coins_text(
    page: Sequence[CoinStanding], bars: Mapping[Question, float], source: MarketSource, until: datetime, reader: Reader
) -> str:
    """A page of coins in columns of 34."""
    t = reader.t
    heads = [t.plain(f"accuracy-coins-head-{name}") for name in ("coin", "map", "distance", "rules", "hours")]
    body = [_row(*heads, ""), *(_coin_row(one, bars) for one in page)]
    return lines(
        t("accuracy-coins-title"),
        Markup("<pre>" + "\n".join(body) + "</pre>"),
        t("accuracy-coins-legend"),
        _all_source(source, until, reader),
    )


def _coin_row(one: CoinStanding, bars: Mapping[Question, float]) -> str:
    answer = one.answers[Question.WHERE]
    shares = [
        f"{100 * answer.figures[predictor].value:.0f}%" if predictor in answer.figures else "-"
        for predictor in (MINE[Question.WHERE], Predictor.B1_DISTANCE, Predictor.B8_ACTIVITY)
    ]
    return _row(one.coin, *shares, str(answer.hours), _SIGNS[answer.verdict(bars[Question.WHERE])])


def _row(*cells: str) -> str:
    """Coin, four figures, sign."""
    coin, *figures, sign = cells
    return f"{coin[:9]:<9}{''.join(f'{one[:5]:>6}' for one in figures)}"[:33].ljust(33) + sign
