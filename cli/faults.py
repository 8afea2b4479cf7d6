"""What goes wrong on purpose ends in one line and an exit code, never in a traceback."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from cli.compose.children import ChildFailed
from config import BadSettings
from db.embedded import EmbeddedError
from db.errors import MigrationFailed
from engine.errors import CoinEnded, HistoryLoading, NoData, Refused, Unavailable, UnknownCoin, UnknownWindow
from engine.market.windows import Window
from web.errors import PortTaken

BAD_INPUT, NOT_NOW, BAD_SET_UP = 2, 3, 4
_REASONS = {
    "reason-no-history": "no prices of it are stored here; helix up or helix engine brings them",
    "reason-no-such-venue": "it is not traded at that exchange",
    "reason-just-listed": "it was listed a moment ago and its first bar has not closed",
}


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
        case HistoryLoading(coin=coin, share=loaded):
            return f"No data for {coin} yet: its history is being loaded, {loaded:.0%} so far."
        case CoinEnded(coin=coin, ended_at=at):
            return f"No data for {coin}: it was delisted{'' if at is None else f' {at:%Y-%m-%d %H:%M} UTC'}."
        case NoData(coin=coin, reason=reason):
            return f"No data for {coin}: {_REASONS.get(reason, reason)}."
        case _:
            return str(error)


def verdict(error: BaseException) -> tuple[str, int] | None:
    """One line and an exit code for what is raised on purpose; None for a bug. Of several, the first that is known."""
    match error:
        case BaseExceptionGroup(exceptions=several):
            verdicts = [verdict(one) for one in several]
            return verdicts[0] if verdicts and None not in verdicts else None
        case Refused():
            return refusal(error), BAD_INPUT
        case Unavailable():
            return f"Not now: {error}", NOT_NOW
        case BadSettings() | EmbeddedError() | MigrationFailed() | ChildFailed():
            return str(error), BAD_SET_UP
        case PortTaken():
            return str(error), BAD_SET_UP
        case OSError(strerror=str(why), filename=str(name)):
            return f"{name}: {why}", BAD_SET_UP
    return _telegram(error)


def _telegram(error: BaseException) -> tuple[str, int] | None:
    """aiogram is looked up only where it raised: most commands do without it. Never its text where a token may be."""
    if not type(error).__module__.startswith("aiogram"):
        return None
    from aiogram.exceptions import (
        TelegramAPIError,
        TelegramNetworkError,
        TelegramRetryAfter,
        TelegramServerError,
        TelegramUnauthorizedError,
    )
    from aiogram.utils.token import TokenValidationError

    match error:
        case TelegramUnauthorizedError() | TokenValidationError():
            return "Telegram refuses TELEGRAM_BOT_TOKEN: copy it again from @BotFather.", BAD_SET_UP
        case TelegramNetworkError() | TelegramServerError() | TelegramRetryAfter():
            return "Not now: Telegram does not answer (TELEGRAM_API_BASE_URL says where it is asked).", NOT_NOW
        case TelegramAPIError(message=message):
            return f"Telegram refuses: {message}", BAD_SET_UP
    return None


@contextmanager
def explain() -> Iterator[None]:
    """Turns what is raised on purpose into one line on stderr and an exit code."""
    try:
        yield
    except Exception as error:
        known = verdict(error)
        if known is None:
            raise
        say(known[0])
        sys.exit(known[1])
