"""Who writes which kind of post. A new kind is one line here."""

from collections.abc import Mapping

from bot.dependencies import BotDependencies
from bot.posts.letters import Writer
from bot.posts.levels_day import WriteLevelsDay
from engine.liquidations.aftermath.story import TellDay


def writers_of(deps: BotDependencies) -> Mapping[str, Writer]:
    market = deps.market
    return {"levels-day": WriteLevelsDay(TellDay(market.reader, market.clock, market.mixes), deps.pool)}
