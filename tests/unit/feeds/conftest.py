"""Recorded payloads of the venues, read from beside the repository."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("calm", deadline=None, max_examples=60)  # a busy machine is no failure
settings.load_profile("calm")

PERPS = Path("../shared/data/perps")


def needs(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"recorded data is not there: {path}")
    return path


def recorded_json(path: Path) -> Any:
    return json.loads(needs(path).read_text())


@pytest.fixture(scope="session")
def bybit_documented() -> list[dict[str, Any]]:
    """Every JSON example of the venue's documentation that parses, with where it stands."""
    path = needs(PERPS / "raw/bybit_v5_doc_examples.jsonl.gz")
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


@pytest.fixture(scope="session")
def liquidation_frames() -> list[dict[str, Any]]:
    lines = needs(PERPS / "raw/live_liquidation_frames.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]
