"""From `.env` and the environment to one checked settings object, or one message that lists every fault."""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.agreement import disagreements
from config.dotenv import EnvFile, read_env_file
from config.faults import BadSettings, Fault
from config.keys import Group, Key, keys_of
from config.settings import Settings, all_keys, groups

ENVIRONMENT = "the environment"


def load_settings(env: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """Settings from `env` (None: this process's environment), which wins over `env_file` (None: no file).

    An empty value counts as not set. Raises `BadSettings`, which lists every fault at once.
    """
    file, faults = _read(env_file)
    given = _Given(os.environ if env is None else env, file.values, str(env_file))
    known = all_keys()
    faults += [fault for key in known for fault in given.conflicts(key)]
    parts: dict[str, Any] = {}
    for name, group in groups().items():
        parts[name], refused = _build(group, given)
        faults += refused
    settings = Settings(**parts, warnings=tuple(_warnings(file, known, env_file)))
    named = {fault.key for fault in faults}
    faults += [fault for fault in disagreements(settings) if fault.key not in named]
    if faults:
        raise BadSettings(faults, settings.warnings)
    return settings


def _build(group: type[Group], given: "_Given") -> tuple[Group, list[Fault]]:
    """The group; values that are refused are reported and left at their default, so that the rest is checked too."""
    values = {key.name: value for key in keys_of(group) if (value := given.value(key)) is not None}
    try:
        return group.model_validate(values), []
    except ValidationError as refused:
        bad = {str(error["loc"][0]) for error in refused.errors(include_url=False, include_input=False)}
        rest = {name: value for name, value in values.items() if name not in bad}
        return group.model_validate(rest), list(_faults(refused, group, given))


class _Given:
    """What was given for a key, under any of its spellings, and where."""

    def __init__(self, env: Mapping[str, str], file: Mapping[str, str], file_name: str) -> None:
        self._places = ((ENVIRONMENT, env), (file_name, file))

    def spellings(self, key: Key) -> list[tuple[str, str, str]]:
        """(spelling, value, place), the winning place only; empty values are not given."""
        for place, values in self._places:
            found = [
                (name, values[name].strip(), place) for name in (key.name, *key.also) if values.get(name, "").strip()
            ]
            if found:
                return found
        return []

    def value(self, key: Key) -> str | None:
        found = self.spellings(key)
        return found[0][1] if found else None

    def conflicts(self, key: Key) -> Iterator[Fault]:
        found = self.spellings(key)
        if len({value for _, value, _ in found}) > 1:
            names = " and ".join(name for name, _, _ in found)
            yield Fault(names, "mean the same and have different values", f"only {key.name}", place=found[0][2])


def _read(env_file: Path | None) -> tuple[EnvFile, list[Fault]]:
    if env_file is None:
        return EnvFile({}), []
    try:
        file = read_env_file(env_file)
    except UnicodeDecodeError:
        return EnvFile({}), [Fault(str(env_file), "is not UTF-8 text")]
    except OSError as unreadable:
        return EnvFile({}), [Fault(str(env_file), f"cannot be read: {unreadable.strerror}")]
    return file, [Fault(f"{env_file} line {n}", "cannot be understood", "KEY=value") for n in file.broken_lines]


def _faults(refused: ValidationError, group: type[Group], given: _Given) -> Iterator[Fault]:
    keys = {key.name: key for key in keys_of(group)}
    seen: set[str] = set()
    for error in refused.errors(include_url=False, include_input=False):
        key = keys[str(error["loc"][0])]
        if key.name in seen:  # one fault a key, though a list may have several bad parts
            continue
        seen.add(key.name)
        spelling, value, place = given.spellings(key)[0]
        yield Fault(spelling, _problem(error["msg"]), key.works, None if key.is_secret else value, place)


def _problem(message: str) -> str:
    """pydantic's sentence after the name of the key."""
    text = message.removeprefix("Value error, ").removeprefix("Input ")
    return text.replace("should be", "must be")


def _warnings(file: EnvFile, known: list[Key], env_file: Path | None) -> Iterator[str]:
    names = {name for key in known for name in (key.name, *key.also)}
    for name in file.values:
        if name not in names:
            near = get_close_matches(name.upper(), names, n=1, cutoff=0.84)
            if near:
                yield f"{env_file}: {name} is not a setting; did you mean {near[0]}?"
    for name in file.repeated:
        yield f"{env_file}: {name} is given more than once; the last one counts"
