"""The words a picture carries: finished strings in the reader's language. Pictures hold no text of their own."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How figures are spelt: 66,586 and $1.2M in English, 66.586 and $1,2M in Spanish."""

    decimal_mark: str = "."
    thousands_mark: str = ","
    thousand: str = "K"
    million: str = "M"
    billion: str = "B"
    is_relative: bool = False  # amounts are percents of the strongest, not USD


@dataclass(frozen=True, slots=True)
class HeatmapLabels:
    """Strings of one map. An empty string leaves its place empty; `to_clear` and `day_month` are filled in here."""

    coin: str  # "BTC"
    window: str  # "7d"
    title: str  # "Liquidation heatmap"
    venue: str  # "Binance", "All venues"
    source: str  # badge: "LIVE", "RECORDED", "SIMULATED"
    modelled: str  # badge: "MODELLED"
    imbalance: str  # "83 % above"; empty where neither side has a cluster
    made_at: str  # "6 Feb 2026, 06:00 Chicago"
    price_now: str  # "price now"
    legend: str  # "USD per price step"
    swept: str  # "swept"
    no_data: str  # "no data"
    to_clear: str  # "{amount} at {change}" or "{amount} to {price}": what is closed by force on the way there
    to_clear_title: str  # "cleared on the way"
    months: tuple[str, ...]  # twelve short names, January first
    day_month: str = "{day} {month}"
    leverage: str = ""  # "50x and more" where the map is filtered
    history_from: str = ""  # "history from 2 Feb" where it does not fill the window
    rank: str = ""  # "1": its place in the list the picture shows
    state: str = ""  # "signal", "lopsided"
    flags: str = ""  # "venues disagree by 5.1 %": what is in doubt about the data
    brand: str = "HELIX"
    numbers: NumberStyle = field(default_factory=NumberStyle)
    whales: str = ""  # "whales' ends, measured, Hyperliquid only" where that layer is on


@dataclass(frozen=True, slots=True)
class GridLabels:
    """Strings of a picture of several maps; `panels` in the order of the maps."""

    title: str  # "BTC, five windows" or "First nine, 12h"
    source: str
    modelled: str
    venue: str
    made_at: str
    panels: tuple[HeatmapLabels, ...]
    brand: str = "HELIX"
