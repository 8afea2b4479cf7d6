"""The whole simulated venue: many contracts under one common market, advanced together."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from engine.market.values import Bars
from sandbox.market import layout as at
from sandbox.market.coins import BY_SYMBOL, CONTRACTS, Contract
from sandbox.market.gaps import is_missing
from sandbox.market.history import History
from sandbox.market.kernels import common_market, run
from sandbox.market.schedule import DAY_MS, HOUR_MS, MINUTE_MS, Segment, backfill
from sandbox.market.state import ContractState, derive_seed, new_state, pack, unpack
from sandbox.market.truth import TrueLevels, true_levels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FUNDING_KEPT = 9000


@dataclass(slots=True)
class Listing:
    """One contract with its past. `liquidations`: forced closes of the last `advance`, `funding`: (second, rate)."""

    state: ContractState
    history: History
    liquidations: Floats
    funding: list[tuple[int, float]] = field(default_factory=list)
    fresh_ms: Ints = field(default_factory=lambda: np.empty(0, np.int64))  # opens of the last live step's bars
    fresh: Floats = field(default_factory=lambda: np.empty((0, at.BAR_COLUMNS)))
    fresh_step_ms: int = 1000

    def advance(self, segment: Segment, market: Floats, market_vol: Floats) -> None:
        """Simulate a segment. The log of liquidations is kept for short segments only (long ones overflow it)."""
        state, paid = self.state, np.empty((segment.bars * segment.bar_ms // HOUR_MS + 2, 2))
        rows = np.empty((segment.bars, at.BAR_COLUMNS))
        state.integers[at.K_LIQUIDATIONS] = 0
        n = run(
            state.position_floats, state.position_ints, state.integers, state.floats, rows, self.liquidations,
            state.parameters, state.tiers, state.rng, market, market_vol, segment.step_s, segment.steps_a_bar,
            segment.crowd_share, paid,
        )  # fmt: skip
        self.funding.extend((int(second), float(rate)) for second, rate in paid[:n])
        del self.funding[:-FUNDING_KEPT]
        opens = segment.start_ms + np.arange(segment.bars, dtype=np.int64) * segment.bar_ms
        self.history.append(segment.bar_ms, opens, rows)
        if segment.bar_ms <= MINUTE_MS:
            self.fresh_ms, self.fresh, self.fresh_step_ms = opens, rows, segment.bar_ms

    def last_rows(self, count: int) -> list[tuple[int, Floats]]:
        """The last `count` bars of the last live step, of `fresh_step_ms` each, oldest first: open time and row."""
        return [(int(ms), row) for ms, row in zip(self.fresh_ms[-count:], self.fresh[-count:], strict=True)]

    def forced_closes(self) -> list[tuple[int, bool, int, float]]:
        """Of the last `advance`: when, whether a long, lots, bankruptcy price. Spread over the second they fell in."""
        events = self.liquidations[: self.state.integers[at.K_LIQUIDATIONS]]
        if len(events) == 0:
            return []
        _, first, place, count = np.unique(
            events[:, at.L_AT_MS], return_index=True, return_inverse=True, return_counts=True
        )
        within = (np.arange(len(events)) - first[place] + 0.5) / count[place]  # the log is in the order of time
        return [
            (int(at_ms) - 1000 + int(1000 * part), sign > 0, int(lots), bankruptcy)
            for (at_ms, sign, bankruptcy, lots, _), part in zip(events.tolist(), within.tolist(), strict=True)
        ]


def epoch_ms_of(moment: datetime) -> int:
    """Unix milliseconds of an aware datetime. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return int(moment.timestamp() * 1000)


def find_contracts(coins: Iterable[str] | None) -> tuple[Contract, ...]:
    """Contracts by coin ("BTC") or symbol ("BTCUSDT"); all for None. Raises KeyError for a name nobody lists."""
    if coins is None:
        return CONTRACTS
    by_coin = {c.coin: c for c in CONTRACTS}
    return tuple(BY_SYMBOL[name] if name in BY_SYMBOL else by_coin[name] for name in coins)


def warm_up() -> None:
    """Compile the kernels into their disk cache (about nine seconds), so that a first start need not."""
    SimulatedMarket(0, datetime(2026, 1, 2, tzinfo=UTC), ("KAS",), history_days=1.0, threads=1)


class SimulatedMarket:
    """Seeded, reproducible: same seed, epoch and steps give the same market bit for bit, whatever other coins run."""

    def __init__(
        self,
        seed: int,
        epoch: datetime,
        coins: Iterable[str] | None = None,
        *,
        history_days: float = 370.0,
        segments: Sequence[Segment] | None = None,
        threads: int = 2,
    ) -> None:
        """Make the market with all its past up to `epoch` (cut to the minute).

        `segments` replaces the default schedule (30 min bars for a year, 5 min for 35 days, 1 min for 3 days).
        """
        self.seed, self.threads = seed, threads
        self.epoch_ms = epoch_ms_of(epoch) // 60_000 * 60_000
        self._market_state, self._market_rng = np.zeros(2), derive_seed(seed, "common market")
        schedule = list(segments) if segments is not None else backfill(self.epoch_ms, history_days)
        self.now_ms = schedule[0].start_ms
        self.listings: dict[str, Listing] = {
            c.symbol: Listing(
                new_state(c, seed, self._listed_ms(c)), History(), np.empty((4096, at.LIQUIDATION_COLUMNS))
            )
            for c in find_contracts(coins)
        }
        for segment in schedule:
            self.advance(segment)

    @classmethod
    def restored(cls, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """The market of `description()` and `arrays()`, still without its bars."""
        now_ms = int(meta["now_ms"])
        here = [Segment(now_ms, now_ms, MINUTE_MS, 30.0)]
        epoch = datetime.fromtimestamp(meta["epoch_ms"] / 1000, UTC)
        market = cls(int(meta["seed"]), epoch, meta["symbols"], segments=here)
        contracts = [one.state.contract for one in market.listings.values()]
        for n, (listing, state) in enumerate(zip(market.listings.values(), unpack(contracts, arrays), strict=True)):
            listing.state = state
            listing.history.going_on.append(arrays["going_on_ms"], arrays["going_on"][n])
        for symbol, (start, end) in meta["funding"].items():
            market.listings[symbol].funding = [(int(s), float(r)) for s, r in arrays["funding"][start:end]]
        market._market_state, market._market_rng = arrays["market_state"].copy(), arrays["market_rng"].copy()
        return market

    def description(self) -> dict[str, Any]:
        """The plain part of a snapshot."""
        spans, start = {}, 0
        for symbol, listing in self.listings.items():
            spans[symbol] = (start, start + len(listing.funding))
            start += len(listing.funding)
        return {
            "seed": self.seed,
            "epoch_ms": self.epoch_ms,
            "now_ms": self.now_ms,
            "symbols": list(self.listings),
            "funding": spans,
        }

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The numeric part of a snapshot, copied. Bars are stored apart."""
        paid = [row for listing in self.listings.values() for row in listing.funding]
        going_on = [listing.history.going_on for listing in self.listings.values()]
        return {
            **pack([listing.state for listing in self.listings.values()]),
            "funding": np.array(paid, np.float64).reshape(-1, 2),
            "going_on_ms": next(iter(going_on)).open_ms.copy(),
            "going_on": np.array([column.rows for column in going_on]),
            "market_state": self._market_state.copy(),
            "market_rng": self._market_rng.copy(),
        }

    def _listed_ms(self, contract: Contract) -> int:
        if contract.listed_days is None:
            return self.now_ms
        return max(self.now_ms, (self.epoch_ms - int(contract.listed_days * DAY_MS)) // DAY_MS * DAY_MS)

    def advance(self, segment: Segment) -> None:
        """Simulate one segment that begins where the market stands. Raises ValueError when it does not."""
        if segment.start_ms != self.now_ms:
            raise ValueError(f"the market stands at {self.now_ms}, not at {segment.start_ms}")
        n = segment.bars * segment.steps_a_bar
        market, market_vol = np.empty(n), np.empty(n)
        common_market(self._market_state, self._market_rng, segment.step_s, market, market_vol)
        listed = [one for one in self.listings.values() if one.state.now_ms <= segment.start_ms]
        if n * len(listed) < 4096 or self.threads < 2:
            for listing in listed:
                listing.advance(segment, market, market_vol)
        else:
            with ThreadPoolExecutor(self.threads) as pool:
                list(pool.map(lambda one: one.advance(segment, market, market_vol), listed))
        self.now_ms = segment.start_ms + segment.bars * segment.bar_ms

    def advance_to(self, moment: datetime, *, bar_ms: int = 60_000, step_s: float = 30.0) -> None:
        """Go on to `moment` (cut to whole bars) in bars of 1, 5 or 30 minutes."""
        self.advance(Segment(self.now_ms, epoch_ms_of(moment), bar_ms, step_s))

    def forget(self) -> None:
        """Drop bars older than their resolution is kept for."""
        for listing in self.listings.values():
            listing.history.forget(self.now_ms)

    def bars(self, symbol: str, step_ms: int) -> Bars:
        """Closed bars per coin of one interval, a multiple of a minute; holes of the gappy contract left out."""
        listing = self.listings[symbol]
        contract = listing.state.contract
        open_ms, rows = listing.history.bars(step_ms)
        keep = open_ms + step_ms <= self.now_ms
        if contract.is_gappy:
            keep &= ~is_missing(open_ms, step_ms)
        open_ms, rows = open_ms[keep], rows[keep]
        prices = (rows[:, c] / contract.unit for c in (at.B_OPEN, at.B_HIGH, at.B_LOW, at.B_CLOSE))
        amounts = (rows[:, c] * contract.unit for c in (at.B_VOLUME, at.B_BUY, at.B_OI))
        return Bars(step_ms, open_ms, *prices, *amounts)

    def liquidated(self, symbol: str, step_ms: int) -> tuple[NDArray[np.int64], Floats, Floats]:
        """Opens of the bars, and coins of longs and of shorts that were closed by force in each."""
        listing = self.listings[symbol]
        open_ms, rows = listing.history.bars(step_ms)
        unit = listing.state.contract.unit
        return open_ms, rows[:, at.B_LIQ_LONG] * unit, rows[:, at.B_LIQ_SHORT] * unit

    def true_levels(self, symbol: str, opened_since: datetime | None = None) -> TrueLevels:
        """Outstanding liquidation levels now; with `opened_since`, those a window's map should hold."""
        since = None if opened_since is None else epoch_ms_of(opened_since)
        return true_levels(self.listings[symbol].state, since)
