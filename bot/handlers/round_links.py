"""Links in groups and channels that open a board, an entry or a trader in the private chat."""

from aiogram.types import Message

from bot.handlers.rounds import show_board
from bot.rounds.asked import board_linked
from bot.rounds.desk import RoundDesk
from bot.rounds.presses import BoardPress
from bot.rounds.shown import RecentBoards
from bot.rounds.trader_desk import TraderDesk
from bot.speech import say
from bot.views.reader import Reader
from engine.club.rounds.values import Period


async def answer_round_link(
    message: Message,
    payload: str,
    reader: Reader,
    rounds: RoundDesk | None,
    traders: TraderDesk | None,
    recent: RecentBoards,
) -> bool:
    """False: it is none of these, or leads nowhere any more."""
    if rounds is None or traders is None:
        return False
    what, _, detail = payload.partition("_")
    if what in ("board", "leaderboard"):
        await show_board(message, board_linked(payload) or BoardPress(), reader, rounds, recent)
        return True
    if what == "compete":
        period = Period(detail) if detail in set(Period) else Period.DAY
        await say(message, await rounds.compete(period, reader))
        return True
    if what == "trader":
        trader_id = await traders.parts.names.of_handle(detail)
        card = None if trader_id is None else await traders.card(trader_id, reader)
        if card is not None:
            await say(message, card)
            return True
    return False
