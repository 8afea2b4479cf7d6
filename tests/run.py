"""What `make test` runs, in two lanes for two cores; `--long` runs the campaigns alone.

One lane: linters, types, then the unit tests. The other: the tests with servers and whole programs, which print as they
go. The first lane prints when a part of it is done. Other arguments go to pytest, which then runs once, with them.
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
PYTEST = ("-m", "pytest", "--durations=10", "-m")


def main(arguments: Sequence[str]) -> int:
    die_with_parent()
    started = time.monotonic()
    chosen = [argument for argument in arguments if argument != "--long"]
    failed = _campaigns(chosen) if "--long" in arguments else _lanes(chosen)
    verdict = f"FAILED: {', '.join(failed)}" if failed else "All passed"
    _say(f"{verdict} ({time.monotonic() - started:.0f} s)")
    return 1 if failed else 0


def _campaigns(chosen: Sequence[str]) -> list[str]:
    return [] if _start(*PYTEST, "long and not live", *chosen).wait() == 0 else ["campaigns"]


def _lanes(chosen: Sequence[str]) -> list[str]:
    own = (*PYTEST, "not long and not live")
    slow = _start(*own, *(chosen or ("tests/integration", "tests/end_to_end")))
    quick = CHECKS if chosen else {**CHECKS, "unit tests": (*own, "-q", "tests/unit")}
    failed = [name for name, arguments in quick.items() if not _passes(name, arguments)]
    return failed if slow.wait() == 0 else [*failed, "tests"]


def _passes(name: str, arguments: Sequence[str]) -> bool:
    check = _start(*arguments, output=subprocess.PIPE)
    output = check.communicate()[0].decode(errors="replace").rstrip()
    last = output.splitlines()[-1:] if name == "unit tests" else []
    _say("\n".join([f"{name}: ok", *last]) if check.returncode == 0 else f"{output}\n{name}: FAILED")
    return check.returncode == 0


def _start(*arguments: str, output: int | None = None) -> "subprocess.Popen[bytes]":
    """A Python that ends with us."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        preexec_fn=partial(bind_to, os.getpid()),
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
