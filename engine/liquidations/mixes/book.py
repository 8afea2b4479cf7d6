"""Which mix a map of a contract is made with at a moment: the newest that was valid by then, else the default."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import numpy as np

from engine.liquidations.leverage import DEFAULT_MIX, LeverageNodes, coin_class, leverage_nodes, nodes_for
from engine.liquidations.mixes.values import LearnedMix, MixChoice
from engine.market.values import Coin, FloatArray, Instrument, MarketSource

Key = tuple[str, Coin | None]


class MixBook(Protocol):
    """Answers at once, from any thread."""

    def of(self, instrument: Instrument, at: datetime) -> MixChoice:
        """For a map as of `at`. Never a mix trained on anything later."""
        ...


class DefaultMixes:
    """The assumed mix for every contract, always."""

    def of(self, instrument: Instrument, at: datetime) -> MixChoice:
        return MixChoice(nodes_for(instrument), None)


DEFAULT_MIXES = DefaultMixes()


class LearnedMixes:
    """Learned mixes of one source: a coin's own before its class's. Implements `MixBook`."""

    def __init__(self, source: MarketSource) -> None:
        self._source = source
        self._held: dict[Key, tuple[LearnedMix, ...]] = {}

    def put(self, mixes: Iterable[LearnedMix]) -> None:
        """What did not earn its place is left out. The same version twice is one."""
        held = dict(self._held)
        for one in mixes:
            if one.source is self._source and one.has_earned_its_place:
                key = (one.coin_class.value, one.coin)
                others = [known for known in held.get(key, ()) if known.version != one.version]
                held[key] = tuple(sorted([*others, one], key=lambda mix: mix.valid_from))
        self._held = held  # replaced at once: maps are made in other threads

    def of(self, instrument: Instrument, at: datetime) -> MixChoice:
        kind = coin_class(instrument.coin, instrument.max_leverage)
        for coin in (instrument.coin, None):
            valid = [one for one in self._held.get((kind.value, coin), ()) if one.valid_from <= at]
            if valid:
                default = leverage_nodes(instrument.max_leverage, DEFAULT_MIX[kind])
                return MixChoice(spread_over_nodes(valid[-1], default), valid[-1].version)
        return DEFAULT_MIXES.of(instrument, at)


def spread_over_nodes(mix: LearnedMix, nodes: LeverageNodes) -> LeverageNodes:
    """Every learned share counts for the nearest leverage the contract allows."""
    place = nearest_node(np.array(mix.leverages), nodes.leverage)
    shares = np.bincount(place, np.array(mix.shares), len(nodes.leverage))
    return nodes.spread(np.asarray(shares, np.float64))


def nearest_node(leverages: FloatArray, nodes: FloatArray) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Index of the nearest node by ratio. `nodes` ascending."""
    return np.searchsorted(np.sqrt(nodes[:-1] * nodes[1:]), leverages)
