"""`make` on a machine that lacks something says in one line what to install."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = ("make", "sh", "env")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with our Makefile, and `bin/` as the whole PATH: no Python yet."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "bin").mkdir()
    for program in PROGRAMS:
        found = shutil.which(program)
        assert found is not None
        (tmp_path / "bin" / program).symlink_to(found)
    return tmp_path


def add_python(machine: Path, name: str, *, fits: bool, has_venv: bool) -> None:
    """Answers the two questions the Makefile asks, and shows what it was run with."""
    answers = f"""#!/bin/sh
case "$3" in
    *version_info*) exit {0 if fits else 1} ;;
    *ensurepip*) exit {0 if has_venv else 1} ;;
esac
echo "{name} runs $*"
"""
    (machine / "bin" / name).write_text(answers)
    (machine / "bin" / name).chmod(0o755)


def make(machine: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": str(machine / "bin"), "HOME": "/proc/none", "LANG": "C"}
    return subprocess.run(
        ["make", *arguments], cwd=machine, env=environment, capture_output=True, text=True, check=False
    )


def said(done: "subprocess.CompletedProcess[str]") -> list[str]:
    return [line for line in done.stderr.splitlines() if not line.startswith("make:")]


def test_without_a_fitting_python_one_line_says_which_is_needed(machine: Path) -> None:
    add_python(machine, "python3", fits=False, has_venv=True)
    done = make(machine, "install")
    assert done.returncode != 0
    (line,) = said(done)
    assert "3.11, 3.12 or 3.13" in line


def test_without_venv_one_line_names_the_package(machine: Path) -> None:
    add_python(machine, "python3", fits=True, has_venv=False)
    done = make(machine, "install")
    assert done.returncode != 0
    (line,) = said(done)
    assert "python3-venv" in line


def test_a_python_with_venv_is_preferred_to_a_newer_one_without(machine: Path) -> None:
    add_python(machine, "python3.13", fits=True, has_venv=False)
    add_python(machine, "python3.11", fits=True, has_venv=True)
    assert make(machine, "install").stdout == "python3.11 runs -I cli/set_up.py run\n"


def test_a_chosen_python_is_taken_or_refused_never_replaced(machine: Path) -> None:
    add_python(machine, "python3", fits=True, has_venv=True)
    add_python(machine, "mine", fits=True, has_venv=True)
    add_python(machine, "old", fits=False, has_venv=True)
    assert make(machine, "install", "PYTHON=mine").stdout == "mine runs -I cli/set_up.py run\n"
    assert make(machine, "install", "PYTHON=old").returncode != 0


def test_help_lists_the_two_commands_first_hand(machine: Path) -> None:
    os.symlink(str(shutil.which("sed")), machine / "bin" / "sed")
    listed = make(machine, "help").stdout
    assert "make run" in listed
    assert "make test" in listed
