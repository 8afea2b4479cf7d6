"""The numbered SQL files of one kind of database, in the order they run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("migrations")
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


class BadMigrationFiles(Exception):
    """Two files claim one number, or a file is misnamed: a mistake in the code, not in the database."""


@dataclass(frozen=True, slots=True)
class MigrationFile:
    """`number` orders all files; the first two digits are its block, in which files are only ever added at the end."""

    number: str
    name: str
    path: Path

    @property
    def block(self) -> str:
        return self.number[:2]

    def sql(self) -> str:
        return self.path.read_text(encoding="utf-8")


def migration_files(flavour: str, folder: Path = FOLDER) -> Sequence[MigrationFile]:
    """All of `common/` and of the flavour's own folder (`plain` or `timescale`), by number."""
    found: dict[str, MigrationFile] = {}
    for path in sorted([*(folder / "common").glob("*.sql"), *(folder / flavour).glob("*.sql")]):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise BadMigrationFiles(f"{path} is not named like 0001_what_it_makes.sql")
        if match[1] in found:
            raise BadMigrationFiles(f"{path} and {found[match[1]].path} have the same number")
        found[match[1]] = MigrationFile(match[1], path.stem, path)
    return [found[number] for number in sorted(found)]
