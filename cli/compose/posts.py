"""What is said in public by the clock."""

from zoneinfo import ZoneInfo

from bot.run import RunningBot
from jobs.levels_day import LevelsDay


def levels_day(running: RunningBot) -> LevelsDay:
    """Puts the day's post down; any process with a bot may, since a post is put once."""
    deps = running.deps
    return LevelsDay(
        deps.stores.posts, running.audience, deps.market.clock, deps.market.reader.source, ZoneInfo(deps.zone)
    )
