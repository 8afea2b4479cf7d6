"""A plan over a map: its lines are there, inside the picture, with plates that do not cover each other."""

from zoneinfo import ZoneInfo

import pytest

from renderers.heatmap import paint_heatmap
from renderers.palette import Ink, Theme
from renderers.plan_lines import PlanLine
from tests.unit.renderers.builders import Market, build_map, build_scan, labels

ZONE = ZoneInfo("America/Chicago")


def plan(price: float, stop: float, target: float) -> tuple[PlanLine, ...]:
    return (
        PlanLine(price, "entry", Ink.PRICE),
        PlanLine(price * stop, "stop", Ink.DOWN),
        PlanLine(price * target, "target", Ink.ABOVE),
    )


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize(("stop", "target"), [(0.98, 1.03), (0.9995, 1.0005), (1.04, 0.95)])
def test_every_line_of_the_plan_is_named_inside_the_picture(theme: Theme, stop: float, target: float) -> None:
    heat_map = build_map(Market())
    lines = plan(heat_map.price_usd, stop, target)
    canvas = paint_heatmap(heat_map, build_scan(heat_map), theme=theme, labels=labels(), zone=ZONE, plan=lines)
    named = [box for box in canvas.texts if box.text in {"entry", "stop", "target"}]
    assert {box.text for box in named} == {"entry", "stop", "target"}
    for one in named:
        assert canvas.box.holds(one.box)
        assert not any(one.box.overlaps(other.box) for other in named if other is not one)


def test_without_a_plan_nothing_changes() -> None:
    heat_map = build_map(Market())
    bare = paint_heatmap(heat_map, build_scan(heat_map), theme=Theme.DARK, labels=labels(), zone=ZONE)
    same = paint_heatmap(heat_map, build_scan(heat_map), theme=Theme.DARK, labels=labels(), zone=ZONE, plan=())
    assert (bare.pixels == same.pixels).all()
