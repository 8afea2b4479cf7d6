"""Worked cases from the shared folder; a test skips, saying so, where the folder is missing."""

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

_FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "execution" / "golden.json"


def golden_cases(*categories: str) -> list[Any]:
    """Of these categories; of all without any."""
    if not _FILE.exists():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"no golden cases at {_FILE}"))]
    cases = json.loads(_FILE.read_text())["cases"]
    return [pytest.param(case, id=case["id"]) for case in cases if not categories or case["category"] in categories]


def assert_close(got: Any, expected: Any, tolerance: dict[str, str]) -> None:
    """Every number inside `expected`; None stands for NaN in arrays and for None alone. Words must be the same."""
    if isinstance(expected, list):
        assert len(got) == len(expected)
        for g, e in zip(got, expected, strict=True):
            assert_close(g, e, tolerance)
    elif isinstance(expected, dict):
        for name, value in expected.items():
            assert_close(got[name], value, tolerance)
    elif expected is None:
        assert got is None or got != got
    elif isinstance(expected, int) or not _is_number(expected):
        assert got == expected
    else:
        e, g = Decimal(expected), Decimal(str(got))
        limit = Decimal(tolerance["abs"]) if "abs" in tolerance else Decimal(tolerance["rel"]) * max(Decimal(1), abs(e))
        assert abs(g - e) <= limit, f"{g} is not {e}"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
