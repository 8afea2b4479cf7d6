"""The lessons' comparisons as bars, named in the reader's words. What can be calculated is: nothing is typed twice."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.views.lessons.money import cents, signed_cents
from bot.views.reader import Reader
from engine.club.lessons.ticket import CONTRACT, least_stop_percent, liquidation_at, liquidation_loss, stop_at
from engine.market.values import Side
from renderers.lessons.amounts import Amount, AmountsPicture
from renderers.lessons.frame import FrameLabels
from renderers.palette import Ink

_STAKE, _LEVERAGE = Decimal(100), 10
_POSITION = _STAKE * _LEVERAGE
_FEES = 2 * _POSITION * CONTRACT.taker_fee
_BASE = Decimal(100_000)  # a price to measure from, so that a tick is little
_STOPS = (1, 5, 10, 25)


def _stake(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    rows = [Amount(f"{times}x", times / 10, f"${100 * times:,}", Ink.BADGE) for times in (1, 3, 5, 10)]
    return AmountsPicture(frame, reader.t.plain("picture-learn-stake-head"), tuple(rows))


def _one_percent(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    wrong = reader.t.plain("picture-learn-wrong", leverage="10")
    rows = [Amount(f"{times}x", times / 10, f"+${times}", Ink.ABOVE) for times in (1, 3, 5, 10)]
    rows.append(Amount(wrong, -1.0, "-$10", Ink.DOWN))
    return AmountsPicture(frame, reader.t.plain("picture-learn-move-head"), tuple(rows))


def _fees(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    shares = [(times, float(least_stop_percent(times))) for times in (3, 5, 10, 25, 50)]
    rows = [Amount(f"{times}x", share / shares[-1][1], f"{share:.2f} %", Ink.WARN) for times, share in shares]
    return AmountsPicture(frame, reader.t.plain("picture-learn-fees-head"), tuple(rows))


def _stops(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t = reader.t
    rows = [
        Amount(
            t.plain("picture-learn-stop-row", percent=str(percent)),
            percent / _STOPS[-1],
            f"${percent:.2f}",
            Ink.DOWN,
            float(_FEES / percent),
        )
        for percent in _STOPS
    ]
    fees = t.plain("picture-learn-fees", fees=cents(_FEES))
    return AmountsPicture(frame, t.plain("picture-learn-stop-head"), tuple(rows), fees)


def _room(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t = reader.t
    rooms = [(percent, _away_percent(stop_at(Side.LONG, _BASE, _LEVERAGE, percent))) for percent in _STOPS]
    rows = [
        Amount(
            t.plain("picture-learn-stop-row", percent=str(percent)),
            max(room, 0.0) / rooms[-1][1],
            f"{room:.2f} %" if room > 0 else t.plain("picture-learn-nothing"),
            Ink.BADGE if room > 0 else Ink.WARN,
        )
        for percent, room in rooms
    ]
    return AmountsPicture(frame, t.plain("picture-learn-room-head"), tuple(rows))


def _reward(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t, win, lose = reader.t, Decimal("21.54"), Decimal("9.79")
    rows = (
        Amount(t.plain("picture-learn-win"), 1.0, signed_cents(win), Ink.ABOVE),
        Amount(t.plain("picture-learn-lose"), -float(lose / win), signed_cents(-lose), Ink.DOWN),
    )
    return AmountsPicture(frame, t.plain("picture-learn-reward-head"), rows)


def _right(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t = reader.t
    rows = [
        Amount(
            t.plain("picture-learn-right-row", reward=str(reward)),
            2 / (1 + reward),
            f"{100 / (1 + reward):.0f} %",
            Ink.BADGE,
        )
        for reward in (1, 2, 3, 5)
    ]
    return AmountsPicture(frame, t.plain("picture-learn-right-head"), tuple(rows))


def _away(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    ways = [(times, _away_percent(liquidation_at(Side.LONG, _BASE, times))) for times in (2, 5, 10, 25, 50)]
    rows = [Amount(f"{times}x", away / ways[0][1], f"{away:.1f} %", Ink.WARN) for times, away in ways]
    return AmountsPicture(frame, reader.t.plain("picture-learn-away-head"), tuple(rows))


def _away_percent(price: Decimal) -> float:
    return float((_BASE - price) / _BASE * 100)


def _cost(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t, whole = reader.t, liquidation_loss(Side.LONG, _POSITION, _LEVERAGE)
    stops = [(percent, Decimal(percent)) for percent in (5, 10, 25)]
    rows = [
        Amount(
            t.plain("picture-learn-stop-row", percent=str(percent)), float(cost / whole), f"-{cents(cost)}", Ink.BADGE
        )
        for percent, cost in stops
    ]
    rows.append(Amount(t.plain("picture-learn-liquidated"), 1.0, f"-{cents(whole)}", Ink.DOWN))
    return AmountsPicture(frame, t.plain("picture-learn-cost-head"), tuple(rows))


def _funding(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t, once = reader.t, _POSITION * Decimal("0.0001")
    times = {"once": 1, "day": 3, "week": 21, "month": 90}
    rows = [
        Amount(t.plain("picture-learn-funding-row", span=span), count / 90, cents(once * count), Ink.BADGE)
        for span, count in times.items()
    ]
    return AmountsPicture(frame, t.plain("picture-learn-funding-head"), tuple(rows))


def _signal(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t = reader.t
    shares = (
        (58, "picture-learn-even", Ink.MUTED),
        (78, "picture-learn-waits", Ink.BADGE),
        (78, "picture-learn-confirmed", Ink.ABOVE),
        (91, "picture-learn-apart", Ink.WARN),
    )
    rows = [Amount(f"{share} %", share / 100, t.plain(key), ink) for share, key, ink in shares]
    return AmountsPicture(frame, t.plain("picture-learn-signal-head"), tuple(rows))


def _record(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t = reader.t
    rows = (
        Amount(t.plain("picture-learn-record-level"), 0.42, "42", Ink.ABOVE),
        Amount(t.plain("picture-learn-record-mirror"), 0.44, "44", Ink.MUTED),
    )
    return AmountsPicture(frame, t.plain("picture-learn-record-head"), rows)


def _left(frame: FrameLabels, reader: Reader) -> AmountsPicture:
    t = reader.t
    rows = [
        Amount(
            t.plain("picture-learn-risk-row", percent=str(percent)),
            (1 - percent / 100) ** 10,
            f"{(1 - percent / 100) ** 10:.0%}".replace("%", " %"),
            Ink.ABOVE if percent <= 2 else Ink.WARN if percent <= 5 else Ink.DOWN,
        )
        for percent in (1, 2, 5, 10, 25)
    ]
    return AmountsPicture(frame, t.plain("picture-learn-left-head"), tuple(rows))


BARS: Mapping[tuple[int, int], Callable[[FrameLabels, Reader], AmountsPicture]] = {
    (2, 2): _stake,
    (2, 3): _one_percent,
    (3, 1): _fees,
    (3, 2): _stops,
    (3, 3): _room,
    (4, 2): _reward,
    (4, 3): _right,
    (5, 1): _away,
    (5, 3): _cost,
    (5, 4): _funding,
    (6, 1): _signal,
    (6, 2): _record,
    (6, 3): _left,
}
