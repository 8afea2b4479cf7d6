"""Random numbers for the kernels: SplitMix64 with its state in an array, so that a snapshot holds it."""

import math

import numpy as np
from numpy.typing import NDArray

from sandbox.market.compiled import inner

Seed = NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@inner
def uniform(rng: Seed) -> float:
    """In (0, 1), never 0. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014."""
    rng[0] = rng[0] + _GOLDEN
    z = rng[0]
    z = (z ^ (z >> _S30)) * _MIX_A
    z = (z ^ (z >> _S27)) * _MIX_B
    z = z ^ (z >> _S31)
    return (float(z >> _S11) + 0.5) / 9007199254740992.0


@inner
def normal(rng: Seed) -> float:
    """Standard normal by Box and Muller."""
    return math.sqrt(-2.0 * math.log(uniform(rng))) * math.cos(2.0 * math.pi * uniform(rng))


@inner
def poisson(rng: Seed, mean: float) -> int:
    """Knuth's product method for small means, the normal's approximation for large ones."""
    if mean <= 0.0:
        return 0
    if mean > 60.0:
        return int(mean + math.sqrt(mean) * normal(rng) + 0.5)
    limit = math.exp(-mean)
    product = uniform(rng)
    n = 0
    while product > limit:
        n += 1
        product *= uniform(rng)
    return n


@inner
def below(rng: Seed, n: int) -> int:
    """Integer in [0, n)."""
    return min(int(uniform(rng) * n), n - 1)
