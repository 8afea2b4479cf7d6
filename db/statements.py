"""Named SQL from `db/sql/`: a line `-- name: save_bars` starts a statement."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("sql")
_NAME = re.compile(r"^-- name: (\w+)[^\n]*\n", re.MULTILINE)


@cache
def statements(subject: str) -> dict[str, str]:
    """Name -> SQL of `db/sql/<subject>.sql`."""
    parts = _NAME.split((_FOLDER / f"{subject}.sql").read_text(encoding="utf-8"))[1:]
    return {name: sql.strip() for name, sql in zip(parts[::2], parts[1::2], strict=True)}
