"""Reading `.env`: `KEY=value` lines, taken as they stand (a `$` in a password stays a `$`)."""

from dataclasses import dataclass
from pathlib import Path

from dotenv.parser import parse_stream


@dataclass(frozen=True, slots=True)
class EnvFile:
    """Values by key; `broken_lines` and `repeated` keys are for the caller to complain about."""

    values: dict[str, str]
    broken_lines: tuple[int, ...] = ()
    repeated: tuple[str, ...] = ()


def read_env_file(path: Path) -> EnvFile:
    """A missing file is an empty one. Raises OSError or UnicodeDecodeError where it cannot be read."""
    if not path.exists():
        return EnvFile({})
    values: dict[str, str] = {}
    broken: list[int] = []
    repeated: list[str] = []
    with path.open(encoding="utf-8-sig") as stream:
        for line in parse_stream(stream):
            if line.error:
                broken.append(line.original.line)
            elif line.key is not None:
                if line.key in values:
                    repeated.append(line.key)
                values[line.key] = line.value or ""
    return EnvFile(values, tuple(broken), tuple(repeated))
