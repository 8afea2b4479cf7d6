"""Kernels over one profile: peaks by prominence with edges at half of it, running means, quantiles."""

import numpy as np

from engine.liquidations.jit import compiled
from engine.market.values import FloatArray, IntArray


@compiled
def find_peaks(profile: FloatArray) -> tuple[IntArray, FloatArray, IntArray, IntArray]:
    """Places, prominences and the first and last bin above half prominence.

    A peak is higher than what stands before it and not lower than what follows (a plateau counts once, at its start).
    Prominence as in scipy.signal.peak_prominences, where the ends of the profile count as ground at zero.
    """
    n = profile.shape[0]
    places = np.empty(n, np.int64)
    prominences = np.empty(n, np.float64)
    firsts = np.empty(n, np.int64)
    lasts = np.empty(n, np.int64)
    found = 0
    for i in range(n):
        top = profile[i]
        if top <= 0.0 or (i > 0 and profile[i - 1] >= top):
            continue
        j = i
        while j + 1 < n and profile[j + 1] == top:
            j += 1
        if j + 1 < n and profile[j + 1] > top:
            continue
        left_low = top
        a = i - 1
        while a >= 0 and profile[a] <= top:
            left_low = min(left_low, profile[a])
            a -= 1
        if a < 0:
            left_low = min(left_low, 0.0)
        right_low = top
        b = j + 1
        while b < n and profile[b] <= top:
            right_low = min(right_low, profile[b])
            b += 1
        if b >= n:
            right_low = min(right_low, 0.0)
        prominence = top - max(left_low, right_low)
        if prominence <= 0.0:
            continue
        floor = top - prominence / 2.0
        first = i
        while first > 0 and profile[first - 1] > floor:
            first -= 1
        last = j
        while last + 1 < n and profile[last + 1] > floor:
            last += 1
        places[found] = (i + j) // 2
        prominences[found] = prominence
        firsts[found] = first
        lasts[found] = last
        found += 1
    return places[:found], prominences[:found], firsts[:found], lasts[:found]


@compiled
def smooth(profile: FloatArray, half_width: int) -> FloatArray:
    """(n,) running mean over 2 * half_width + 1 bins; the window shrinks at the ends."""
    n = profile.shape[0]
    sums = np.empty(n + 1, np.float64)
    sums[0] = 0.0
    for i in range(n):
        sums[i + 1] = sums[i] + profile[i]
    out = np.empty(n, np.float64)
    for i in range(n):
        low = max(i - half_width, 0)
        high = min(i + half_width + 1, n)
        out[i] = (sums[high] - sums[low]) / (high - low)
    return out


@compiled
def quantile(values: FloatArray, q: float) -> float:
    """Linear interpolation at (n - 1) q on the sorted sample (Hyndman-Fan type 7); NaN for an empty one."""
    n = values.shape[0]
    if n == 0:
        return np.nan
    ordered = np.sort(values)
    place = (n - 1) * q
    below = int(place)
    above = min(below + 1, n - 1)
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))
