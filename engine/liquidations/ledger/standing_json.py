"""A coin's standing as JSON, and back."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.ledger.baselines import Predictor
from engine.liquidations.ledger.standing import CoinStanding, Day, Hours
from engine.liquidations.ledger.verdict import Answer, Question
from engine.market.values import Coin, MarketSource

Json = dict[str, Any]


def standing_to_json(standing: CoinStanding) -> str:
    return json.dumps(
        {
            "source": standing.source.value,
            "coin": standing.coin,
            "judged_at": standing.judged_at.isoformat(),
            "scores": standing.scores,
            "hours": _hours(standing.hours),
            "answers": [_answer(answer) for answer in standing.answers.values()],
            "days": [_day(day) for day in standing.days],
            "deciles": standing.deciles,
        },
        allow_nan=False,
    )


def standing_from_json(text: str) -> CoinStanding:
    tree = json.loads(text)
    answers = [_read_answer(answer) for answer in tree["answers"]]
    return CoinStanding(
        MarketSource(tree["source"]),
        Coin(tree["coin"]),
        datetime.fromisoformat(tree["judged_at"]),
        tree["scores"],
        _read_hours(tree["hours"]),
        {answer.question: answer for answer in answers},
        tuple(_read_day(day) for day in tree["days"]),
        tuple((expected, closed) for expected, closed in tree["deciles"]),
    )


def _hours(hours: Hours) -> Json:
    return {
        "first_at": None if hours.first_at is None else hours.first_at.isoformat(),
        "last_at": None if hours.last_at is None else hours.last_at.isoformat(),
        "counted": hours.counted,
        "left_out": dict(hours.left_out),
        "left_out_hours": hours.left_out_hours,
        "waiting": hours.waiting,
        "missed": hours.missed,
        "reasons": dict(hours.reasons),
    }


def _read_hours(tree: Json) -> Hours:
    return Hours(**{**tree, "first_at": _read_at(tree["first_at"]), "last_at": _read_at(tree["last_at"])})


def _read_at(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _answer(answer: Answer) -> Json:
    return {
        "question": answer.question.value,
        "hours": answer.hours,
        "days": answer.days,
        "usd": answer.usd,
        "figures": _intervals(answer.figures),
        "against": _intervals(answer.against),
        "chance": answer.chance,
    }


def _read_answer(tree: Json) -> Answer:
    figures, against = _read_intervals(tree["figures"]), _read_intervals(tree["against"])
    question = Question(tree["question"])
    return Answer(question, tree["hours"], tree["days"], tree["usd"], figures, against, tree["chance"])


def _intervals(held: Mapping[Predictor, Interval]) -> Json:
    return {one.value: [round(x, 6) for x in (i.value, i.low, i.high)] for one, i in held.items()}


def _read_intervals(tree: Json) -> dict[Predictor, Interval]:
    return {one: Interval(*tree[one.value]) for one in Predictor if one.value in tree}


def _day(day: Day) -> Json:
    captured = {one.value: round(usd, 2) for one, usd in day.captured.items()}
    return {
        "day": day.day.isoformat(),
        "hours": day.hours,
        "left_out": day.left_out,
        "located_usd": round(day.located_usd, 2),
        "captured": captured,
    }


def _read_day(tree: Json) -> Day:
    captured = {Predictor(name): usd for name, usd in tree["captured"].items()}
    return Day(date.fromisoformat(tree["day"]), tree["hours"], tree["left_out"], tree["located_usd"], captured)
