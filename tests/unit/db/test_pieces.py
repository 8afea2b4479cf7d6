"""Small parts that need no server."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.market import Series, _batches
from db.migration_files import BadMigrationFiles, migration_files
from db.statements import statements
from db.times import at_ms, ms_at
from engine.market.values import Bars, Coin, Symbol, Venue


@given(st.integers(-10_000_000_000_000, 30_000_000_000_000))
def test_milliseconds_survive_the_way_through_a_datetime(ms: int) -> None:
    assert ms_at(at_ms(ms)) == ms


def test_a_time_is_aware_utc_and_rounded_down_to_the_millisecond() -> None:
    at = datetime(2026, 11, 21, 8, tzinfo=UTC) + timedelta(microseconds=1999)
    assert at_ms(ms_at(at)) == at - timedelta(microseconds=999)
    assert at_ms(0).tzinfo is UTC


@given(st.lists(st.integers(0, 45_000), max_size=6))
def test_batches_hold_every_bar_once_in_order_and_never_too_many(lengths: list[int]) -> None:
    series = [
        Series(Venue.BYBIT, Symbol(f"S{n}"), Coin("C"), Bars(1, np.arange(k), *(np.zeros(k) for _ in range(7))))
        for n, k in enumerate(lengths)
    ]
    seen: dict[str, list[int]] = {}
    for batch in _batches(series):
        assert 0 < sum(len(one.bars) for one in batch) <= 20_000
        for one in batch:
            seen.setdefault(one.symbol, []).extend(one.bars.open_ms.tolist())
    assert seen == {f"S{n}": list(range(k)) for n, k in enumerate(lengths) if k}


@pytest.mark.parametrize("subject", ["market", "records"])
def test_every_statement_has_a_name_and_takes_its_values_as_parameters(subject: str) -> None:
    found = statements(subject)
    assert found
    assert all("{" not in sql and sql for sql in found.values())


@pytest.mark.parametrize("flavour", ["plain", "timescale"])
def test_each_kind_has_all_numbers_once_in_order(flavour: str) -> None:
    numbers = [file.number for file in migration_files(flavour)]
    assert numbers == sorted(set(numbers))
    assert numbers[:4] == ["0001", "0002", "0003", "0004"]


@pytest.mark.parametrize("name", ["1_short.sql", "0001-dash.sql", "0001_Upper.sql", "0001_first.sql"])
def test_a_misnamed_or_doubled_migration_is_refused(tmp_path: Path, name: str) -> None:
    for folder in ("common", "plain"):
        (tmp_path / folder).mkdir()
    (tmp_path / "common" / "0001_other.sql").write_text("")
    (tmp_path / "plain" / name).write_text("")
    with pytest.raises(BadMigrationFiles):
        migration_files("plain", tmp_path)
