"""What `make test` runs: linters and types, and beside them the tests in three lanes; `--long`: the campaigns alone.

A check and a lane print when they are done. Other arguments go to pytest, which then runs once, with them.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from cli.lifetime import bind_to, die_with_parent

ROOT = Path(__file__).resolve().parent.parent
LANES = {
    "unit and integration": ("tests/unit", "tests/integration"),
    "the bot": ("tests/end_to_end/bot",),
    "whole processes": ("tests/end_to_end/lifecycle", "tests/end_to_end/page", "tests/end_to_end/processes"),
}
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
    chosen = [argument for argument in arguments if argument != "--long"]
    lanes = [Lane("tests", chosen)] if chosen or long else [Lane(*lane) for lane in LANES.items()]
    marks = "long and not live" if long else "not long and not live"
    with TemporaryDirectory() as folder:
        running = [(lane, lane.start(marks, folder)) for lane in lanes]
        failed = [] if long else [name for name in CHECKS if not _passes(name)]
        failed += [lane.name for lane, process in running if not lane.passed(process)]
    verdict = f"FAILED: {', '.join(failed)}" if failed else "All passed"
    _say(f"{verdict} ({time.monotonic() - started:.0f} s)")
    return 1 if failed else 0


class Lane:
    """One pytest beside others: most of the tests wait more than they calculate.

    What failed is tried once more, alone: a test that fails under load and then passes is named, and is to be mended.
    """

    def __init__(self, name: str, chosen: Sequence[str]) -> None:
        self.name = name
        self._chosen = chosen
        self._command: tuple[str, ...] = ()
        self._output = Path()

    def start(self, marks: str, folder: str) -> "subprocess.Popen[bytes]":
        self._output = Path(folder, self.name.replace(" ", "-"))
        cache = f"cache_dir={self._output}.cache"
        self._command = (sys.executable, "-m", "pytest", "-m", marks, "-o", cache, "--durations=10", *self._chosen)
        return self._run()

    def passed(self, process: "subprocess.Popen[bytes]") -> bool:
        """Waits, then prints the lane whole, so that lanes do not mix."""
        is_good = process.wait() == 0
        self._print(self.name)
        if process.returncode == 1:  # tests failed; anything else is not a matter of luck
            is_good = self._run("--last-failed").wait() == 0
            self._print(f"{self.name}, what failed once more" + (": UNSTEADY, it passed now" if is_good else ""))
        return is_good

    def _run(self, *more: str) -> "subprocess.Popen[bytes]":
        with self._output.open("wb") as output:
            return subprocess.Popen(
                [*self._command, *more],
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=partial(bind_to, os.getpid()),
            )

    def _print(self, title: str) -> None:
        _say(f"--- {title}\n{self._output.read_text(errors='replace').rstrip()}")


def _passes(name: str) -> bool:
    check = subprocess.Popen(
        [sys.executable, *CHECKS[name]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=partial(bind_to, os.getpid()),
    )
    output = check.communicate()[0].decode(errors="replace").rstrip()
    _say(f"{name}: ok" if check.returncode == 0 else f"{output}\n{name}: FAILED")
    return check.returncode == 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
