"""Where things stand on a map's picture. All lengths scale with the picture; 1280×720 is drawn at 1."""

from dataclasses import dataclass

from renderers.canvas import Box

Size = tuple[int, int]
PLAIN_SIZE: Size = (1280, 720)


@dataclass(frozen=True, slots=True)
class Measure:
    """Lengths of the 1280×720 design in this picture's pixels."""

    unit: float

    def px(self, length: float) -> int:
        return max(round(length * self.unit), 1)

    @property
    def huge(self) -> int:
        return self.px(42)

    @property
    def large(self) -> int:
        return self.px(27)

    @property
    def normal(self) -> int:
        return self.px(23)

    @property
    def small(self) -> int:
        return self.px(20)


@dataclass(frozen=True, slots=True)
class Layout:
    """Left to right: heat, price axis, profile, names. Top to bottom: header, heat, time axis, footer."""

    measure: Measure
    header: Box
    plot: Box
    axis: Box  # price figures
    profile: Box
    lane: Box  # names of levels
    times: Box
    footer: Box


def measure_of(size: Size) -> Measure:
    return Measure(min(size[0] / PLAIN_SIZE[0], size[1] / PLAIN_SIZE[1]))


def layout_of(size: Size, axis_width: int) -> Layout:
    """`axis_width`: what the widest price figure needs, in pixels."""
    width, height = size
    m = measure_of(size)
    edge = m.px(14)
    top, bottom = m.px(92), height - m.px(84)
    lane = Box(width - m.px(184), top, width - edge, bottom)
    profile = Box(lane.x0 - m.px(154), top, lane.x0 - m.px(8), bottom)
    axis = Box(profile.x0 - axis_width, top, profile.x0, bottom)
    plot = Box(edge, top, axis.x0, bottom)
    return Layout(
        m,
        Box(edge, m.px(8), width - edge, top - m.px(8)),
        plot,
        axis,
        profile,
        lane,
        Box(plot.x0, bottom, plot.x1, bottom + m.px(36)),
        Box(edge, bottom + m.px(40), width - edge, height - m.px(8)),
    )


@dataclass(frozen=True, slots=True)
class PanelShape:
    """How one of several maps uses its box: in a narrow one only names and prices stand beside the heat."""

    unit: float
    profile_width: float
    lane_width: float


WIDE_PANEL = PanelShape(0.74, 92, 142)
NARROW_PANEL = PanelShape(0.68, 0, 46)


def panel_layout(box: Box, shape: PanelShape, axis_width: int) -> Layout:
    m = Measure(shape.unit)
    top, bottom = box.y0 + m.px(50), box.y1 - m.px(38)
    lane = Box(box.x1 - m.px(shape.lane_width), top, box.x1, bottom)
    profile = Box(lane.x0 - m.px(8) - round(shape.profile_width * m.unit), top, lane.x0 - m.px(8), bottom)
    axis = Box(profile.x0 - axis_width, top, profile.x0, bottom)
    plot = Box(box.x0, top, axis.x0, bottom)
    header, times = Box(box.x0, box.y0, box.x1, top), Box(plot.x0, bottom, plot.x1, box.y1)
    return Layout(m, header, plot, axis, profile, lane, times, Box(box.x0, box.y1, box.x1, box.y1))
