"""What goes wrong on purpose ends in one line and an exit code, never in a traceback."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from cli.compose.children import ChildFailed
from config import BadSettings
from db.embedded import EmbeddedError
from db.migrate import MigrationFailed
from engine.errors import NoData, Refused, Unavailable, UnknownCoin, UnknownWindow
from engine.market.windows import Window

BAD_INPUT, NOT_NOW, BAD_SET_UP = 2, 3, 4


def keep_quiet() -> None:
    """A command's output is its answer: of the log only warnings, on stderr. What keeps running sets up its own."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def say(line: str) -> None:
    sys.stderr.write(line.rstrip() + "\n")


def refusal(error: Refused) -> str:
    match error:
        case UnknownCoin(typed=typed, nearest=nearest):
            hint = f" Nearest: {', '.join(nearest)}." if nearest else ""
            return f"There is no coin {typed!r} here.{hint}"
        case UnknownWindow(typed=typed):
            return f"{typed!r} is not a window. Windows: {' '.join(Window)}."
        case NoData(coin=coin, reason=reason):
            return f"No data for {coin}: {reason}."
        case _:
            return str(error)


@contextmanager
def explain() -> Iterator[None]:
    """Turns what is raised on purpose into one line on stderr and an exit code."""
    try:
        yield
    except Refused as error:
        say(refusal(error))
        sys.exit(BAD_INPUT)
    except Unavailable as error:
        say(f"Not now: {error}")
        sys.exit(NOT_NOW)
    except (BadSettings, EmbeddedError, MigrationFailed, ChildFailed) as error:
        say(str(error))
        sys.exit(BAD_SET_UP)
