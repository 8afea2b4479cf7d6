"""What a start loads before anything else: the first seconds belong to the servers."""

import subprocess
import sys

LATE = ("aiogram", "PIL", "plotly")  # seconds of their own; loaded while the programs come up


def test_the_start_loads_nothing_that_can_wait() -> None:
    code = f"import cli.compose.up, sys; print([name for name in {LATE!r} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
