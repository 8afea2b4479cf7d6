"""What a process may not be started with, known before anything heavy is loaded. All raise `BadSettings`."""

from cli.compose.place import Place
from cli.run_state import RunState, running_here
from config import BadSettings, Fault
from engine.market.values import MarketSource


def allow_bot(place: Place) -> None:
    """Simulated and recorded prices belong to a `helix up`; a bot of its own has Telegram and the venues' prices."""
    settings = place.settings
    if settings.telegram.bot_token is None:
        if local_page(place) is None:
            problem = "is missing, and no helix up with a chat page runs from this folder: there is nothing to talk to"
            raise BadSettings([Fault("TELEGRAM_BOT_TOKEN", problem)])
    elif settings.market.source not in ("auto", MarketSource.LIVE):
        problem = "is refused beside a bot token: real chats get real prices or none"
        raise BadSettings([Fault("MARKET_SOURCE", problem, given=settings.market.source)])


def allow_engine(place: Place) -> None:
    wanted = place.settings.market.source
    if wanted not in ("auto", MarketSource.LIVE):
        raise BadSettings([Fault("MARKET_SOURCE", "is for helix up alone", "live or auto with helix engine", wanted)])


def local_page(place: Place) -> RunState | None:
    """The `helix up` of this folder whose chat page a bot without a token helps with."""
    if place.settings.telegram.bot_token is not None:
        return None
    state = running_here(place.home)
    return state if state is not None and state.page is not None else None
