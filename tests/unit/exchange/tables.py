"""The risk tables a venue has published, whichever were recorded."""

import json
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]


def venue_tables(shared_data: Path) -> dict[str, Rows]:
    """By symbol, ascending by limit. The newest recording that holds a symbol counts."""
    tables: dict[str, Rows] = {}
    for file in sorted((shared_data / "bybit").glob("risk_limit_*.json")):
        tables |= json.loads(file.read_text())["tiers"]
    assert tables
    return {symbol: sorted(rows, key=lambda row: float(row["riskLimitValue"])) for symbol, rows in tables.items()}
