"""Real accounts' liquidation prices over a map of ours: marks for the picture, a line for the caption."""

from dataclasses import dataclass

from bot.texts import Markup
from bot.views.reader import Reader
from bot.views.vendor import with_line
from bot.views.whales import layer_line
from engine.liquidations.values import LiquidationMap, Scan
from engine.whales.values import Whales
from renderers.view import view_of
from renderers.whales import WhaleMark


@dataclass(frozen=True, slots=True)
class Layer:
    """`key`: what the marks are, in the picture's foot; empty without a layer."""

    marks: tuple[WhaleMark, ...] = ()
    key: str = ""
    line: Markup | None = None

    def under(self, caption: str) -> str:
        return caption if self.line is None else with_line(caption, self.line)


NO_LAYER = Layer()


def layer_of(whales: Whales, heat_map: LiquidationMap, scan: Scan, reader: Reader) -> Layer:
    view = view_of(heat_map, scan)
    marks = tuple(
        WhaleMark(position.liquidation_usd, position.notional_usd, position.side)
        for position in whales.positions
        if position.liquidation_usd is not None
    )
    line = layer_line(whales, view.low_usd, view.high_usd, reader.t)
    return Layer(marks, reader.t.plain("picture-whales"), line)
