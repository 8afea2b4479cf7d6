"""All that a contract carries from one moment to the next, as arrays: what a snapshot stores."""

import math
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

    def mutable(self) -> dict[str, NDArray[np.generic]]:
        """What a snapshot must hold; the rest follows from the contract."""
        living = self.integers[at.K_LIVE]
        return {
            "position_floats": self.position_floats[:, :living],
            "position_ints": self.position_ints[:, :living],
            "integers": self.integers,
            "floats": self.floats,
            "rng": self.rng,
        }


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


def restore(contract: Contract, saved: dict[str, NDArray[np.generic]]) -> ContractState:
    """The state `mutable()` described. Raises KeyError or ValueError where the snapshot is of another layout."""
    state = _blank(contract, np.array(saved["rng"], np.uint64))
    living = saved["position_floats"].shape[1]
    state.position_floats[:, :living] = saved["position_floats"]
    state.position_ints[:, :living] = saved["position_ints"]
    state.integers[:] = saved["integers"]
    state.floats[:] = saved["floats"]
    return state
