"""What `make test` runs: linters and types in one lane, the tests in the other. `--long` runs the campaigns alone.

Further arguments go to pytest. The tests print as they go; a check prints when it is done.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from cli.lifetime import bind_to, die_with_parent

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "import rules": ("-c", "from importlinter.cli import lint_imports_command as check; check()"),
    "mypy": ("-m", "mypy"),
}


def main(arguments: Sequence[str]) -> int:
    die_with_parent()
    started = time.monotonic()
    long = "--long" in arguments
    lane = "long and not live" if long else "not long and not live"
    chosen = [argument for argument in arguments if argument != "--long"]
    pytest = [sys.executable, "-m", "pytest", "-m", lane, "--durations=10", *chosen]
    tests = subprocess.Popen(pytest, cwd=ROOT, preexec_fn=partial(bind_to, os.getpid()))
    failed = [] if long else [name for name in CHECKS if not _passes(name)]
    if tests.wait() != 0:
        failed.append("tests")
    verdict = f"FAILED: {', '.join(failed)}" if failed else "All passed"
    _say(f"{verdict} ({time.monotonic() - started:.0f} s)")
    return 1 if failed else 0


def _passes(name: str) -> bool:
    done = subprocess.run(
        [sys.executable, *CHECKS[name]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=partial(bind_to, os.getpid()),
        check=False,
    )
    output = done.stdout.decode(errors="replace").rstrip()
    _say(f"{name}: ok" if done.returncode == 0 else f"{output}\n{name}: FAILED")
    return done.returncode == 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
