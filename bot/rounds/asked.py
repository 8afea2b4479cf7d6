"""Understands which board somebody means."""

from bot.rounds.presses import BoardPress
from engine.club.rounds.values import Period

_PERIODS = {
    Period.DAY: frozenset({"day", "today", "daily", "d", "dia", "día", "hoy", "день", "сегодня"}),
    Period.WEEK: frozenset({"week", "weekly", "w", "semana", "неделя", "неделю"}),
    Period.MONTH: frozenset({"month", "monthly", "m", "mes", "месяц"}),
}
_GROUP = frozenset({"group", "us", "grupo", "группа"})


def board_asked(typed: str, chat_id: int) -> BoardPress | None:
    """`week`, `day group` and the like; nothing is the day. `chat_id`: of the group it was asked in, 0 in private.

    None where a word means nothing here.
    """
    asked = BoardPress()
    for word in typed.lower().replace(",", " ").split():
        period = next((one for one, names in _PERIODS.items() if word in names), None)
        if period is not None:
            asked = asked.but(period=period)
        elif word in _GROUP and chat_id:
            asked = asked.but(chat=chat_id)
        else:
            return None
    return asked


def board_linked(payload: str) -> BoardPress | None:
    """`board_week`, `board_day-2026-02-06`: from a link in a post."""
    what = payload.removeprefix("board_")
    if what in set(Period):
        return BoardPress(period=Period(what))
    name = what.partition("-")[0]
    if name not in set(Period):
        return None
    try:
        return BoardPress(period=Period(name), key=what)
    except ValueError:
        return None
