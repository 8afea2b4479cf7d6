"""What a newcomer does: a fresh copy, `make run`, two questions in the chat, stop. Fails when any of it does.

Standard library only. The copy lies in a path with a space and a letter beyond ASCII, and has no `.env`.
"""

import argparse
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = (".git", ".venv", "var", ".env", ".cache", ".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__")
INSTALL_S, SECOND_START_S, ANSWER_S, STOP_S = 900, 10, 60, 5
PNG = b"\x89PNG\r\n\x1a\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", help="the Python the environment is made with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newcomer ñ ", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "helix"
        shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
        with helix(clone, options.python) as (page, took):
            say(f"first start: {page} after {took:.0f} s, installation included")
            ask(page)
        with helix(clone, options.python) as (page, took):
            say(f"second start: {took:.1f} s")
            if took > SECOND_START_S:
                raise SystemExit(f"the second start took {took:.1f} s, more than {SECOND_START_S}")
    say("a newcomer is served")
    return 0


def say(line: str) -> None:
    sys.stdout.write(f"newcomer: {line}\n")
    sys.stdout.flush()


@contextmanager
def helix(clone: Path, python: str | None) -> Iterator[tuple[str, float]]:
    """`make run` until the page's address is printed; afterwards SIGTERM, and nothing may be left."""
    command = ["make", "run", *([f"PYTHON={python}"] if python else [])]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HELIX_", "TEST_"))}
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=clone,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        page = address(process)
        yield page, time.monotonic() - started
        stop(process, clone)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def address(process: "subprocess.Popen[str]") -> str:
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=read_lines, args=(process, lines), daemon=True).start()
    deadline = time.monotonic() + INSTALL_S
    while (line := lines.get(timeout=max(1.0, deadline - time.monotonic()))) is not None:
        found = re.search(r"http://[\w.:\[\]]+", line)
        if found:
            return found[0].rstrip("/.")
    raise SystemExit(f"make run ended with {process.wait()} before it was ready")


def read_lines(process: "subprocess.Popen[str]", lines: "queue.Queue[str | None]") -> None:
    for line in process.stdout or ():
        sys.stdout.write(f"    {line}")
        lines.put(line)
    lines.put(None)


def ask(page: str) -> None:
    call(page, "start", {"as": "admin"})
    scan = answer(page, "/scan BTC 12h", lambda message: "BTC 12h" in words(message))
    say("/scan: " + words(scan).splitlines()[0])
    heatmap = answer(page, "/heatmap BTC 7d", lambda message: "photo" in message)
    picture = read(f"{page}/media/{heatmap['photo'][-1]['file_id']}")
    if not picture.startswith(PNG) or "BTC 7d" not in words(heatmap):
        raise SystemExit(f"the heatmap is not a picture of BTC 7d: {words(heatmap)!r}")
    say(f"/heatmap: {len(picture)} bytes, {words(heatmap).splitlines()[0]}")


def answer(page: str, text: str, good: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Sends a line and waits for an answer, or an edit of one, that is good."""
    sent = call(page, "send", {"as": "admin", "text": text})["message_id"]
    deadline = time.monotonic() + ANSWER_S
    seen: list[dict[str, Any]] = []
    while time.monotonic() < deadline:
        query = f"as=admin&after={sent}&wait=1&from_bot=1"
        seen = json.loads(read(f"{page}/api/messages?{query}"))["messages"]
        found = [message for message in seen if good(message)]
        if found:
            return found[-1]
        time.sleep(0.2)
    raise SystemExit(f"no good answer to {text!r} within {ANSWER_S} s; the bot said {[words(m) for m in seen]}")


def words(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or json.dumps(message.get("rich_message", "")))


def call(page: str, action: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{page}/api/{action}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        result: dict[str, Any] = json.load(response)
    return result


def read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as response:
        content: bytes = response.read()
    return content


def stop(process: "subprocess.Popen[str]", clone: Path) -> None:
    asked = time.monotonic()
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired as late:
        raise SystemExit(f"still running {STOP_S} s after SIGTERM: {left_in(clone)}") from late
    say(f"stopped after {time.monotonic() - asked:.1f} s")
    while left := left_in(clone):
        if time.monotonic() - asked > STOP_S:
            raise SystemExit(f"left behind: {left}")
        time.sleep(0.05)


def left_in(folder: Path) -> list[str]:
    """Processes that work in the folder or name it in their command line."""
    mark, found = os.fsencode(folder), []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            place = os.fsencode(os.readlink(process / "cwd"))
        except OSError:
            continue
        if command and (mark in command or place.startswith(mark)):
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found


if __name__ == "__main__":
    sys.exit(main())
