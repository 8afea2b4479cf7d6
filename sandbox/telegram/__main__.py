"""`python -m sandbox.telegram --folder DIR --port N`: the local Telegram as a process of its own."""

import argparse
import asyncio
import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import structlog

from sandbox.telegram.clock import Clock, frozen_clock
from sandbox.telegram.people import TOKEN
from sandbox.telegram.server import FolderInUse, serve

log = structlog.get_logger()
PARENT_CHECK_S = 0.5
NEAR = 20


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox.telegram", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where history and files are kept")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--or-near", action="store_true", help="when the port is taken, one of the next, or any")
    parser.add_argument("--token", default=TOKEN, help="the bot's token; its number before the colon is the bot's id")
    parser.add_argument("--parent-pid", type=int, help="end when this process is gone")
    parser.add_argument("--frozen-at", help="date every message at this moment, e.g. 2026-02-06T12:00:00Z")
    parser.add_argument("--insecure-webhooks", action="store_true", help="allow http webhooks to loopback")
    return parser.parse_args(arguments)


def clock_of(frozen_at: str | None) -> Clock:
    if not frozen_at:
        return Clock()
    moment = datetime.fromisoformat(frozen_at)
    return frozen_clock((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def stop_on_signals() -> asyncio.Event:
    """Set from before the address is printed: who reads it may end us at once."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def until_stopped(stop: asyncio.Event, parent_pid: int | None) -> None:
    """Returns when told to stop, or when the parent is gone."""
    while not stop.is_set():
        if parent_pid is not None and os.getppid() != parent_pid:
            log.info("telegram_parent_gone", parent_pid=parent_pid)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(PARENT_CHECK_S if parent_pid is not None else None):
                await stop.wait()


async def run(options: argparse.Namespace) -> None:
    stop = stop_on_signals()
    near = [*range(options.port + 1, min(options.port + NEAR, 65_536)), 0] if options.or_near else []
    for port in [options.port, *near]:
        with suppress_taken(not port or not near):  # asking first and binding later would lose a race
            await run_on(port, stop, options)
            return


@contextmanager
def suppress_taken(is_last: bool) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE or is_last:
            raise


async def run_on(port: int, stop: asyncio.Event, options: argparse.Namespace) -> None:
    async with serve(
        options.folder, port, options.token, clock_of(options.frozen_at),
        insecure_webhooks=options.insecure_webhooks,
    ) as sandbox:  # fmt: skip
        sys.stdout.write(f"{sandbox.base_url}\n")
        sys.stdout.flush()
        log.info("telegram_sandbox_ready", address=sandbox.base_url, folder=str(options.folder))
        await until_stopped(stop, options.parent_pid)
    log.info("telegram_sandbox_stopped")


def main() -> int:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        asyncio.run(run(read_arguments()))
    except FolderInUse as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except OSError as error:
        sys.stderr.write(f"cannot listen: {error}\n")
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
