"""What the exchange itself decides, beside the contracts: delays and caps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """`latency_ms`: between member and matching. `patience_ms`: a market order that finds no price so long after its
    arrival is given up. `with_book`: fills are made against books and trades; without, against bars."""

    latency_ms: int = 100
    conditional_cap: int = 10  # a symbol, positions' own stops aside
    order_cap: int = 500
    patience_ms: int = 10_000
    with_book: bool = True

    @staticmethod
    def of_bars() -> "Rules":
        """A backtest's: what is decided at a close acts at the next open, however far away that is."""
        return Rules(latency_ms=0, patience_ms=10**15, with_book=False)
