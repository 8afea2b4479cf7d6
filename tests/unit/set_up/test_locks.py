"""The locks hold what pyproject.toml asks for, by hash, and say nothing about where packages come from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = {
    "run.lock": PROJECT["project"]["dependencies"],
    "dev.lock": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
}


def entries(name: str) -> list[str]:
    text = (ROOT / "requirements" / name).read_text()
    return [entry for entry in re.split(r"(?m)^(?=[\w.-]+==)", text) if entry.strip()]


def pinned(name: str) -> dict[str, str]:
    found = (re.match(r"([\w.-]+)==([^\s;]+)", entry) for entry in entries(name))
    return {normal(match[1]): match[2] for match in found if match}


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("name", WANTED)
def test_every_dependency_is_locked_to_a_version_it_allows(name: str) -> None:
    versions = pinned(name)
    for line in WANTED[name]:
        asked = Requirement(line)
        assert asked.specifier.contains(versions[normal(asked.name)]), f"{line}: run `make lock`"


@pytest.mark.parametrize("name", WANTED)
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    assert all("--hash=sha256:" in entry for entry in entries(name))
    assert not re.search(r"https?://|file:|--index|--find-links|(?<!\w)/\w", (ROOT / "requirements" / name).read_text())


def test_both_locks_agree() -> None:
    run, dev = pinned("run.lock"), pinned("dev.lock")
    assert run.items() <= dev.items()
