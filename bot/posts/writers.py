"""Who writes which kind of post. A new kind is one line here."""

from collections.abc import Mapping

from bot.dependencies import BotDependencies
from bot.desk import Desk
from bot.pictures.gallery import Gallery
from bot.posts import trouble
from bot.posts.drift import write_drift
from bot.posts.heads import write_head
from bot.posts.letters import Writer
from bot.posts.levels_day import WriteLevelsDay
from bot.posts.restart import write_restart
from bot.posts.rounds import round_writers
from bot.posts.signals import WriteSignal, WriteSignalEnd
from bot.rounds.opening import group_posts
from bot.show import Show
from bot.signal_desk import SignalDesk
from bot.views.reader import Links
from engine.club import restart_notes
from engine.exchange import drift_day
from engine.liquidations.aftermath.story import TellDay
from engine.liquidations.ledger import heads
from engine.signals.news import NewsKind

# What needs neither a market nor pictures.
PLAIN_WRITERS: Mapping[str, Writer] = {
    heads.POST_KIND: write_head,
    trouble.KIND: trouble.write_trouble,
    drift_day.POST_KIND: write_drift,
    restart_notes.KIND: write_restart,
}


def writers_of(deps: BotDependencies, gallery: Gallery, links: Links) -> Mapping[str, Writer]:
    market = deps.market
    day = WriteLevelsDay(TellDay(market.reader, market.clock, market.mixes), deps.pool, gallery)
    return {"levels-day": day, **PLAIN_WRITERS, **_of_signals(deps, gallery), **_of_rounds(deps, gallery, links)}


def _of_rounds(deps: BotDependencies, gallery: Gallery, links: Links) -> Mapping[str, Writer]:
    posts = group_posts(deps, gallery, links)
    return {} if posts is None else round_writers(posts)


def _of_signals(deps: BotDependencies, gallery: Gallery) -> Mapping[str, Writer]:
    """None where nothing makes signals."""
    if deps.signals is None:
        return {}
    market = deps.market
    desk = Desk(market.reader, market.scans, market.maps, market.clock)
    signals = SignalDesk(deps.signals, desk, Show(desk, gallery, deps.pool), market.accuracy)
    return {NewsKind.CONFIRMED.value: WriteSignal(signals), NewsKind.ENDED.value: WriteSignalEnd(signals)}
