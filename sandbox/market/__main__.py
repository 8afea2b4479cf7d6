"""`python -m sandbox.market --folder DIR --port N`: the simulated venue as a process of its own.

Prints its address in one line when it is ready. Exit codes: 3 folder in use or foreign, 4 cannot listen or write.
"""

import argparse
import asyncio
import os
import signal
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

import structlog

from sandbox.market.server import Options, serve
from sandbox.market.store import FolderForeign, FolderTaken

log = structlog.get_logger()
PARENT_CHECK_S = 0.5


def moment(text: str) -> datetime:
    """ISO 8601 with its zone. Raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time zone is needed")
    return found


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox.market", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the market is kept")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another market (default 1)")
    parser.add_argument("--speed", type=float, default=1.0, help="simulated seconds a second (default 1)")
    parser.add_argument(
        "--stepped", type=moment, help="stand there (2026-02-06T05:30:00Z) until moved by /sandbox/step"
    )
    parser.add_argument("--coins", help="comma separated, e.g. BTC,ETH (default: all)")
    parser.add_argument("--history-days", type=float, default=370.0, help="past made at the first start (default 370)")
    parser.add_argument(
        "--ip-limit", type=int, default=600, help="requests in 5 s before a ban, 0 for none (default 600)"
    )
    parser.add_argument("--parent-pid", type=int, help="end when this process is gone")
    return parser.parse_args(arguments)


def end_with(parent_pid: int) -> None:
    """Watch the parent from a thread, also while the past is being made; every moment is a safe one to end at."""

    def watch() -> None:
        while os.getppid() == parent_pid:
            time.sleep(PARENT_CHECK_S)
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


async def run(options: Options) -> None:
    async with serve(options) as server:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        sys.stdout.write(f"{server.base_url}\n")
        sys.stdout.flush()
        log.info("market_sandbox_ready", address=server.base_url, folder=str(options.folder), seed=options.seed)
        await stop.wait()
    log.info("market_sandbox_stopped")


def main() -> int:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    given = read_arguments()
    if given.parent_pid is not None:
        end_with(given.parent_pid)
    coins = tuple(given.coins.split(",")) if given.coins else None
    options = Options(
        given.folder, given.port, given.seed, given.speed, coins, given.history_days, given.ip_limit,
        stepped_from=given.stepped,
    )  # fmt: skip
    try:
        asyncio.run(run(options))
    except (FolderTaken, FolderForeign) as refused:
        sys.stderr.write(f"{refused}\n")
        return 3
    except KeyError as unknown:
        sys.stderr.write(f"unknown coin {unknown}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"cannot start: {error}\n")
        return 4
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
