"""What the exchange itself decides, beside the contracts: delays and caps."""

from dataclasses import dataclass

FOR_EVER_MS = 10**15


@dataclass(frozen=True, slots=True)
class Rules:
    """`latency_ms`: between member and matching. `patience_ms`: a market order that finds no price so long after its
    arrival is given up. `with_book`: fills are made against books and trades; without, against bars."""

    latency_ms: int = 100
    conditional_cap: int = 10  # a symbol, positions' own stops aside
    order_cap: int = 500
    patience_ms: int = 10_000
    with_book: bool = True
    holders_at_once: int = 500  # of more a settlement of funding is paid part by part

    @property
    def gives_up(self) -> bool:
        return self.patience_ms < FOR_EVER_MS

    @staticmethod
    def of_bars() -> "Rules":
        """A backtest's: what is decided at a close acts at the next open, however far away that is."""
        return Rules(latency_ms=0, patience_ms=FOR_EVER_MS, with_book=False)
