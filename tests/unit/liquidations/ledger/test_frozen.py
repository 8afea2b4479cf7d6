"""What is frozen has one spelling, and what is read back is what was written."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.liquidations.ledger.frozen import WINDOWS, Sides, frozen_body, read_frozen
from engine.liquidations.ledger.grid import BINS, EDGES, LOCATED, amounts, on_grid, overlap, quantised
from engine.liquidations.ledger.spelling import BadBody
from engine.market.values import Side
from engine.market.windows import Window
from tests.unit.liquidations.ledger.made import frozen, inputs, sides

PRICE = st.floats(1e-9, 1e7, allow_nan=False)
STEPS = st.lists(st.integers(0, 900), min_size=BINS, max_size=BINS).map(lambda rows: np.array(rows, np.int64))


def test_equal_values_give_equal_bytes_for_ever() -> None:
    """If this fails, bodies of another version are written: give them another first line."""
    ramp = np.arange(BINS) * 1000.0
    body = frozen_body(frozen(week=sides(ramp, ramp[::-1]), given=inputs(profile=sides(5e6, 1e6)), flags=("short",)))
    assert sha256(body).hexdigest() == "9ecef6fc3873b71164b787269f2ba81796e9960c8ca130b20b6890487c955f33"


@settings(max_examples=50)
@given(PRICE, PRICE, STEPS, STEPS)
def test_what_is_read_back_is_spelt_the_same(price: float, sigma: float, below: np.ndarray, above: np.ndarray) -> None:
    one = replace(frozen(week=Sides(below, above), given=inputs(sigma=sigma)), price_usd=price)
    body = frozen_body(one)
    read = read_frozen(body)
    assert frozen_body(read) == body
    assert np.array_equal(read.maps[Window.D7].below, below)


def test_any_change_of_a_bin_changes_the_bytes() -> None:
    plain = frozen_body(frozen())
    for window in WINDOWS:
        steps = np.zeros(BINS, np.int64)
        steps[17] = 1
        changed = frozen()
        changed = replace(changed, maps={**changed.maps, window: Sides(steps, steps)})
        assert frozen_body(changed) != plain


@pytest.mark.parametrize("spoilt", [b"", b"helix-map 2\n", b"helix-map 1\nsource live\n", b"\xff\xfe"])
def test_what_the_ledger_did_not_write_is_refused(spoilt: bytes) -> None:
    with pytest.raises(BadBody):
        read_frozen(spoilt)


@pytest.mark.parametrize("line", ["source live", "7d-below 1 2 3", "price x", "hour noon", "venues mtgox"])
def test_a_spoilt_line_is_refused_by_name(line: str) -> None:
    name = line.split()[0]
    lines = [line if old.startswith(name + " ") else old for old in frozen_body(frozen()).decode().split("\n")]
    if line != "source live":
        with pytest.raises(BadBody):
            read_frozen("\n".join(lines).encode())


def test_a_map_keeps_its_mass_on_the_grid_and_loses_what_lies_beyond() -> None:
    edges = 100 * np.exp(np.linspace(-0.3, 0.3, 601))
    usd = np.ones(600)
    below, above = (on_grid(edges, usd, 100.0, side) for side in (Side.LONG, Side.SHORT))
    assert below.sum() == pytest.approx(150.0)
    assert above.sum() == pytest.approx(150.0)
    assert below[:LOCATED] == pytest.approx(np.ones(LOCATED))


def test_amounts_are_kept_within_three_percent_and_zero_stays_zero() -> None:
    usd = np.array([0.0, 1.0, 1e3, 1e6, 1e9])
    assert amounts(quantised(usd)) == pytest.approx(usd, rel=0.03)
    assert amounts(quantised(usd))[0] == 0.0


def test_an_overlap_is_the_stretch_inside_each_bin() -> None:
    part = overlap(0.0005, 0.0025)
    assert part[:4] == pytest.approx([0.0005, 0.001, 0.0005, 0.0])
    assert overlap(0.0, 1.0).sum() == pytest.approx(EDGES[-1])
