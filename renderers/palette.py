"""The one place where colours live: a 256-entry palette a theme, and how its colours mix.

Entries 0-127 are the heat ramp (0 is the empty plot), the rest ramps from the background to each ink, so that
antialiased edges and tinted plates find a near colour. Pictures are painted in palette indices, never in RGB.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
RGB = tuple[int, int, int]

HEAT_LEVELS = 128
COVERAGE_STEPS = 16  # of antialiasing; more cannot be told apart


class Theme(StrEnum):
    DARK = "dark"
    LIGHT = "light"


class Ink(StrEnum):
    """What a colour is for."""

    BACKGROUND = "background"
    PANEL = "panel"
    GRID = "grid"
    TEXT = "text"
    MUTED = "muted"
    UP = "up"  # a rising candle
    DOWN = "down"
    OUTLINE = "outline"  # around candles and markers, so that they stand out from heat
    ABOVE = "above"  # shorts, liquidated above price
    BELOW = "below"  # longs, liquidated below price
    PRICE = "price"
    BADGE = "badge"
    WARN = "warn"


_DARK_HEAT = ("0d1019", "171a38", "2b2a6b", "315493", "22858f", "37b573", "a9da3f", "fff27a")
_LIGHT_HEAT = ("fbfbfd", "e4ecf7", "bcd6ee", "8db6e2", "6a86d0", "6450b4", "57208c", "2c0650")
_DARK = {
    Ink.BACKGROUND: "0a0c12", Ink.PANEL: "12151f", Ink.GRID: "2a3040", Ink.TEXT: "f4f6fa", Ink.MUTED: "9aa3b5",
    Ink.UP: "f2fbf7", Ink.DOWN: "ff5468", Ink.OUTLINE: "05060a", Ink.ABOVE: "2fd6a8", Ink.BELOW: "ff8a4c",
    Ink.PRICE: "ffffff", Ink.BADGE: "6aa8ff", Ink.WARN: "ffc24b",
}  # fmt: skip
_LIGHT = {
    Ink.BACKGROUND: "ffffff", Ink.PANEL: "f3f5f9", Ink.GRID: "d5dae4", Ink.TEXT: "11151f", Ink.MUTED: "5a6375",
    Ink.UP: "0b8f6c", Ink.DOWN: "d81f3d", Ink.OUTLINE: "ffffff", Ink.ABOVE: "07875f", Ink.BELOW: "c2500a",
    Ink.PRICE: "11151f", Ink.BADGE: "1f5fc4", Ink.WARN: "9a6200",
}  # fmt: skip


def _rgb(code: str) -> RGB:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def _ramp(codes: tuple[str, ...], n: int) -> NDArray[np.float64]:
    anchors = np.array([_rgb(c) for c in codes], float)
    at = np.linspace(0, len(codes) - 1, n)
    return np.stack([np.interp(at, np.arange(len(codes)), anchors[:, k]) for k in range(3)], axis=1)


@dataclass(frozen=True)
class Palette:
    theme: Theme
    rgb: Pixels  # (256, 3)
    inks: dict[Ink, int]

    @cached_property
    def _nearest(self) -> Pixels:
        """(32768,) the entry nearest to each colour of five bits a channel, green weighted as the eye does."""
        axis = np.arange(32, dtype=np.float32) * 8 + 4
        cube = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
        weight = np.sqrt(np.array([2, 4, 3], np.float32))
        points, entries = cube * weight, self.rgb.astype(np.float32) * weight
        distance = (entries**2).sum(axis=1)[None, :] - 2 * points @ entries.T
        return np.asarray(distance.argmin(axis=1), np.uint8)

    def mixing(self, ink: Ink) -> Pixels:
        """(COVERAGE_STEPS + 1, 256): the entry that comes out when `ink` covers an entry by step/COVERAGE_STEPS."""
        return _mixing(self.theme, ink)

    def mix(self, ink: Ink) -> Pixels:
        share = (np.arange(COVERAGE_STEPS + 1) / COVERAGE_STEPS)[:, None, None]
        blend = self.rgb[self.inks[ink]] * share + self.rgb[None, :, :] * (1 - share)
        bits = blend.astype(np.int64) >> 3
        table = self._nearest[(bits[..., 0] << 10) | (bits[..., 1] << 5) | bits[..., 2]]
        table[0], table[-1] = np.arange(256), self.inks[ink]
        return np.asarray(table, np.uint8)

    def hex(self, ink: Ink) -> str:
        red, green, blue = self.rgb[self.inks[ink]]
        return f"#{red:02x}{green:02x}{blue:02x}"


@cache
def palette_of(theme: Theme) -> Palette:
    """Built on first use, about 20 ms."""
    heat, inks = (_DARK_HEAT, _DARK) if theme is Theme.DARK else (_LIGHT_HEAT, _LIGHT)
    rows = [_ramp(heat, HEAT_LEVELS)]
    index: dict[Ink, int] = {}
    free = (256 - HEAT_LEVELS) // len(inks)
    for n, (ink, code) in enumerate(inks.items()):
        base = inks[Ink.PANEL] if n % 2 else inks[Ink.BACKGROUND]
        rows.append(_ramp((base, code), free + 1)[1:])
        index[ink] = HEAT_LEVELS + (n + 1) * free - 1
    rgb = np.zeros((256, 3), np.uint8)
    stacked = np.concatenate(rows)
    rgb[: len(stacked)] = np.rint(stacked)
    rgb[len(stacked) :] = rgb[index[Ink.TEXT]]
    return Palette(theme, rgb, index)


def warm_up() -> None:
    """Builds what the first picture of each theme would wait for, some 100 ms: for a worker process's start."""
    for theme in Theme:
        for ink in Ink:
            palette_of(theme).mixing(ink)


@cache
def _mixing(theme: Theme, ink: Ink) -> Pixels:
    return palette_of(theme).mix(ink)
