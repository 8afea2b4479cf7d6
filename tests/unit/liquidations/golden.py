"""Worked cases from the shared folder; a test skips, saying so, where the folder is missing."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

_FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "execution" / "golden.json"


def golden_cases(category: str) -> list[Any]:
    if not _FILE.exists():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"no golden cases at {_FILE}"))]
    cases = json.loads(_FILE.read_text())["cases"]
    return [pytest.param(case, id=case["id"]) for case in cases if case["category"] == category]


def assert_close(got: Any, expected: Any, tolerance: dict[str, str]) -> None:
    """Every number inside `expected`; None stands for NaN in arrays and for None alone."""
    if isinstance(expected, list):
        assert len(got) == len(expected)
        for g, e in zip(got, expected, strict=True):
            assert_close(g, e, tolerance)
    elif expected is None:
        assert got is None or got != got
    elif isinstance(expected, int):
        assert got == expected
    else:
        e, g = Decimal(expected), Decimal(str(got))
        limit = Decimal(tolerance.get("abs", "0")) or Decimal(tolerance["rel"]) * max(Decimal(1), abs(e))
        assert abs(g - e) <= limit, f"{g} is not {e}"
