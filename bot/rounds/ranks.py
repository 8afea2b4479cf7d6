"""My rank: one toast for whoever pressed."""

from bot.rounds import words
from bot.rounds.desk import RoundDesk
from bot.views.reader import Reader
from engine.club.rounds.values import Own, Period, Round, RoundKey


async def rank_toast(key: RoundKey | None, desk: RoundDesk, reader: Reader) -> str:
    """Maya: 212th of 1,104, +0.2 %, 3 trades. Saturday so far: +0.4 %."""
    t, boards = reader.t, desk.parts.boards
    running = await boards.running(Period.DAY if key is None else words.period_of(key), reader.now)
    now = await desk.own(running.key, reader)
    if key is None or key == running.key:
        if now is None:
            return t.plain("rank-nobody")
        return _said(now, "none", reader, is_running=True)
    about, then = await desk.round(key, Period.DAY, reader), await desk.own(key, reader)
    so_far = "none" if now is None else _so_far(running, now, desk, reader)
    if then is not None:
        return _said(then, so_far, reader, is_running=False)
    if now is None:
        return t.plain("rank-nobody")
    missed = words.round_name(about, reader, desk.parts.zone)
    return t.plain("rank-missed", name=_name(now, reader), round=missed, running=so_far)


def _said(own: Own, so_far: str, reader: Reader, *, is_running: bool) -> str:
    standing = words.standing(own, reader, is_running=is_running)
    return reader.t.plain("rank-toast", name=_name(own, reader), standing=standing, running=so_far)


def _so_far(running: Round, own: Own, desk: RoundDesk, reader: Reader) -> str:
    name = words.short_name(running, reader, desk.parts.zone)
    return reader.t.plain("rank-running", name=name[:1].upper() + name[1:], score=words.score(own.line.score_ppm))


def _name(own: Own, reader: Reader) -> str:
    return own.line.name or reader.t.plain("round-hidden")
