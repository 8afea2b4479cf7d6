"""All that a contract carries from one moment to the next, as arrays: what a snapshot stores."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sandbox.market import layout as at
from sandbox.market.coins import Contract, parameters, tier_table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def derive_seed(seed: int, *names: str) -> NDArray[np.uint64]:
    """A generator's state that depends on the run's seed and a name, and nothing else (not on the order of coins)."""
    digest = blake2b("/".join((str(seed), *names)).encode(), digest_size=8).digest()
    return np.frombuffer(digest, np.uint64).copy()


@dataclass(frozen=True, slots=True)
class ContractState:
    """Arrays changed in place by the kernels."""

    contract: Contract
    position_floats: Floats
    position_ints: Ints
    integers: Ints
    floats: Floats
    rng: NDArray[np.uint64]
    parameters: Floats
    tiers: Floats

    @property
    def now_ms(self) -> int:
        return int(self.integers[at.K_NOW_MS])

    @property
    def index_price(self) -> float:
        return math.exp(float(self.floats[at.S_INDEX]))

    @property
    def living(self) -> int:
        """How many positions stand."""
        return int(self.integers[at.K_LIVE])


def _blank(contract: Contract, rng: NDArray[np.uint64]) -> ContractState:
    par = parameters(contract)
    capacity = int(par[at.P_CROWD] * 3)
    empty = np.zeros((at.POSITION_FLOATS, capacity))
    empty[[at.MARK_ABOVE, at.LAST_ABOVE, at.EXIT_AT]] = np.inf  # a free place never fires
    return ContractState(
        contract,
        empty,
        np.zeros((at.POSITION_INTS, capacity), np.int64),
        np.zeros(at.CONTRACT_INTS, np.int64),
        np.zeros(at.CONTRACT_FLOATS),
        rng,
        par,
        tier_table(contract),
    )


def new_state(contract: Contract, seed: int, start_ms: int) -> ContractState:
    """A contract at its start: a price near its anchor and nobody in it yet."""
    state = _blank(contract, derive_seed(seed, contract.symbol))
    s, interval = state.floats, contract.funding_hours * 3600
    offset = np.random.default_rng(int(state.rng[0])).normal()
    s[at.S_INDEX] = math.log(contract.anchor) + 4.0 * contract.kind.value.sigma_day * offset
    s[at.S_EMA : at.S_EMA + 3] = s[at.S_INDEX]
    s[at.S_LAST] = s[at.S_MARK] = math.exp(s[at.S_INDEX])
    s[at.S_SIGMA] = contract.kind.value.sigma_day / math.sqrt(86400.0)
    s[at.S_FUNDING_RATE] = 0.0001 * contract.funding_hours / 8
    s[at.S_FUNDING_NEXT] = (start_ms // 1000 // interval + 1) * interval
    state.integers[at.K_NOW_MS] = start_ms
    return state


def pack(states: Sequence[ContractState]) -> dict[str, NDArray[np.generic]]:
    """What a snapshot must hold of them, copied into a few arrays; the rest follows from the contracts."""
    return {
        "position_floats": np.concatenate([s.position_floats[:, : s.living] for s in states], axis=1),
        "position_ints": np.concatenate([s.position_ints[:, : s.living] for s in states], axis=1),
        "integers": np.array([s.integers for s in states]),
        "floats": np.array([s.floats for s in states]),
        "rng": np.array([s.rng for s in states]),
    }


def unpack(contracts: Sequence[Contract], packed: Mapping[str, NDArray[np.generic]]) -> list[ContractState]:
    """The states that `pack` was given. Raises KeyError or ValueError for a snapshot of another layout."""
    states, start = [], 0
    for n, contract in enumerate(contracts):
        state = _blank(contract, np.array(packed["rng"][n], np.uint64))
        state.integers[:] = packed["integers"][n]
        state.floats[:] = packed["floats"][n]
        end = start + state.living
        state.position_floats[:, : state.living] = packed["position_floats"][:, start:end]
        state.position_ints[:, : state.living] = packed["position_ints"][:, start:end]
        states.append(state)
        start = end
    return states
