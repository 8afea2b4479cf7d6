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


def layout_of(size: Size, axis_width: int) -> Layout:
    """`axis_width`: what the widest price figure needs, in pixels."""
    width, height = size
    m = Measure(min(width / PLAIN_SIZE[0], height / PLAIN_SIZE[1]))
    edge = m.px(14)
    top, bottom = m.px(92), height - m.px(84)
    lane = Box(width - m.px(168), top, width - edge, bottom)
    profile = Box(lane.x0 - m.px(158), top, lane.x0 - m.px(8), bottom)
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
