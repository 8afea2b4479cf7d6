"""A value that is made swiftly is in all else the frozen dataclass it was."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from engine.exchange.swift import swift


@swift
@dataclass(frozen=True, slots=True)
class Lot:
    symbol: str
    lots: int
    note: str = ""


LOT = Lot("BTCUSDT", 3)


def test_it_is_made_by_place_and_by_name_with_its_defaults() -> None:
    assert Lot("BTCUSDT", lots=3, note="") == LOT
    assert (type(LOT), LOT.note, repr(LOT)) == (Lot, "", "Lot(symbol='BTCUSDT', lots=3, note='')")


def test_it_cannot_be_changed_but_a_changed_one_can_be_made_of_it() -> None:
    with pytest.raises(FrozenInstanceError):
        LOT.lots = 4  # type: ignore[misc]
    assert replace(LOT, lots=4) == Lot("BTCUSDT", 4)


def test_it_is_copied_stored_and_hashed() -> None:
    assert {LOT, copy.deepcopy(LOT), pickle.loads(pickle.dumps(LOT))} == {LOT}


def test_what_is_missing_or_unknown_is_named() -> None:
    with pytest.raises(TypeError, match="'lots'"):
        Lot("BTCUSDT")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'colour'"):
        Lot("BTCUSDT", 3, colour="red")  # type: ignore[call-arg]
