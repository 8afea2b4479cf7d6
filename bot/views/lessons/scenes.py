"""The lessons' made-up charts, named in the reader's words. Prices are round, so that sums are done in one's head."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.views.reader import Reader
from engine.club.lessons.ticket import liquidation_at
from engine.market.values import Side
from renderers.lessons.frame import FrameLabels
from renderers.lessons.scene import Band, Level, ScenePicture, Zone
from renderers.palette import Ink

_CALM = (100.0, 100.6, 101.2, 100.8, 101.5, 102.2, 101.8, 102.4, 101.7, 100.9, 101.3, 100.7, 100.2, 99.9, 100.4, 101.0)
_RISE = (*_CALM, 101.4, 102.0, 102.6, 103.3, 104.2, 104.8, 104.3, 104.0)
_ABOVE, _BELOW = (103.9, 104.7), (97.5, 98.2)
_FEW_ABOVE, _FEW_BELOW = (102.9, 103.2), (99.0, 99.3)


def _one_position(frame: FrameLabels, reader: Reader) -> ScenePicture:
    t, entry = reader.t, 100.9
    forced = float(liquidation_at(Side.LONG, Decimal(str(entry)), 10))
    path = (*_CALM[:10], 99.8, 98.6, 97.4, 96.0, 94.6, 93.0, 91.2)
    return ScenePicture(
        frame,
        path,
        (
            Level(entry, f"{entry:.2f}", t.plain("picture-learn-trader"), Ink.BADGE, 9),
            Level(forced, f"{forced:.2f}", t.plain("picture-learn-forced"), Ink.BELOW, 9),
        ),
    )


def _map(frame: FrameLabels, reader: Reader) -> ScenePicture:
    t, now = reader.t, _CALM[-1]
    return ScenePicture(
        frame,
        _CALM,
        (
            Level(sum(_ABOVE) / 2, "A2", t.plain("picture-learn-shorts"), Ink.ABOVE),
            Level(sum(_FEW_ABOVE) / 2, "A1", t.plain("picture-learn-few-shorts"), Ink.ABOVE),
            Level(now, f"{now:.2f}", t.plain("picture-learn-price-now"), Ink.PRICE, len(_CALM) - 1),
            Level(sum(_FEW_BELOW) / 2, "B1", t.plain("picture-learn-few-longs"), Ink.BELOW),
            Level(sum(_BELOW) / 2, "B2", t.plain("picture-learn-longs"), Ink.BELOW),
        ),
        (Band(*_ABOVE, 0.95), Band(*_FEW_ABOVE, 0.5), Band(*_FEW_BELOW, 0.45), Band(*_BELOW, 0.75)),
    )


def _swept(frame: FrameLabels, reader: Reader) -> ScenePicture:
    t, now = reader.t, _RISE[-1]
    return ScenePicture(
        frame,
        _RISE,
        (
            Level(sum(_ABOVE) / 2, "A2", t.plain("picture-learn-swept"), Ink.ABOVE),
            Level(now, f"{now:.2f}", t.plain("picture-learn-price-now"), Ink.PRICE, len(_RISE) - 1),
            Level(sum(_BELOW) / 2, "B2", t.plain("picture-learn-waiting"), Ink.BELOW),
        ),
        (
            Band(*_ABOVE, 0.95, ends_at=21),
            Band(*_FEW_ABOVE, 0.5, ends_at=19),
            Band(*_FEW_BELOW, 0.45),
            Band(*_BELOW, 0.75),
        ),
    )


def _sides(frame: FrameLabels, reader: Reader) -> ScenePicture:
    t, entry, last = reader.t, _CALM[-1], len(_CALM) - 1
    return ScenePicture(
        frame,
        _CALM,
        (
            Level(104.0, "+", t.plain("picture-learn-bought"), Ink.ABOVE, last),
            Level(entry, f"{entry:.2f}", t.plain("picture-learn-here"), Ink.PRICE, last),
            Level(98.0, "-", t.plain("picture-learn-sold"), Ink.BELOW, last),
        ),
        zones=(Zone(entry, 104.0, Ink.ABOVE, last), Zone(98.0, entry, Ink.BELOW, last)),
    )


def _target(frame: FrameLabels, reader: Reader) -> ScenePicture:
    t, entry, last = reader.t, _CALM[-1], len(_CALM) - 1
    target, stop = _ABOVE[0] + (_ABOVE[1] - _ABOVE[0]) / 4, 99.7
    return ScenePicture(
        frame,
        _CALM,
        (
            Level(_ABOVE[1], "A2", t.plain("picture-learn-next-cluster"), Ink.MUTED),
            Level(target, f"{target:.2f}", t.plain("picture-learn-target"), Ink.ABOVE, last),
            Level(entry, f"{entry:.2f}", t.plain("picture-learn-entry"), Ink.PRICE, last),
            Level(stop, f"{stop:.2f}", t.plain("picture-learn-stop"), Ink.DOWN, last),
        ),
        (Band(*_ABOVE, 0.95),),
        (Zone(entry, target, Ink.ABOVE, last), Zone(stop, entry, Ink.DOWN, last)),
    )


def _mark(frame: FrameLabels, reader: Reader) -> ScenePicture:
    t, forced, wild = reader.t, 98.4, 97.3
    return ScenePicture(
        frame,
        _CALM,
        (
            Level(100.9, "100.90", t.plain("picture-learn-entry"), Ink.BADGE, 2),
            Level(forced, f"{forced:.2f}", t.plain("picture-learn-mark"), Ink.WARN, 2),
            Level(wild, f"{wild:.2f}", t.plain("picture-learn-last"), Ink.MUTED, 12),
        ),
        wicks=((12, wild),),
    )


SCENES: Mapping[tuple[int, int], Callable[[FrameLabels, Reader], ScenePicture]] = {
    (1, 1): _one_position,
    (1, 2): _map,
    (1, 3): _swept,
    (2, 1): _sides,
    (4, 1): _target,
    (5, 2): _mark,
}
