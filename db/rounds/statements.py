"""Named SQL from the files beside these repositories: `-- name: books_cash` starts a statement."""

import re
from functools import cache
from importlib import resources

_NAME = re.compile(r"^-- name: (\w+)[^\n]*\n", re.MULTILINE)


@cache
def statements(file: str) -> dict[str, str]:
    """Name -> SQL of one file of this package."""
    text = resources.files("db.rounds").joinpath(file).read_text(encoding="utf-8")
    parts = _NAME.split(text)[1:]
    return {name: sql.strip() for name, sql in zip(parts[::2], parts[1::2], strict=True)}
