"""`helix engine`: the venues themselves, by as many processes as one likes; a simulated market belongs to `helix up`.

Each works on the coins it holds the leases of, from feed to store, board and records.
"""

import asyncio

import aiohttp
import structlog

from cli.compose.alarms import AlarmBell
from cli.compose.apart import Ground, run_apart
from cli.compose.feeds import tend_feeds
from cli.compose.ledger import ledger_work
from cli.compose.market import LiveMarket, Outlook, build_market
from cli.compose.members import MembersSide
from cli.compose.place import Place
from cli.compose.sharing import Sharing
from cli.compose.stored import desk_on
from cli.compose.vendor import follow_vendor
from cli.compose.whales import follow_whales
from db.alarms import AlarmStream
from db.leases import Leases
from engine.market.values import MarketSource

_ONE_ALARM_IN_S = 120.0  # of all engines: their back-offs differ by less
log = structlog.get_logger()


def engine(place: Place) -> None:
    run_apart("engine", place, _work)


async def _work(ground: Ground) -> None:
    async with aiohttp.ClientSession(trust_env=True) as session:
        bell = AlarmBell(AlarmStream(ground.redis, _ONE_ALARM_IN_S))
        outlook, settings, sharing = Outlook(MarketSource.LIVE), ground.place.settings, Sharing(ground.redis)
        market = build_market(
            outlook,
            settings,
            session,
            ground.database,
            ground.redis,
            bell.ring,
            ground.place.home,
            sharing.share,
            sharing.crowd,
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(bell.run(), name="alarms")
            group.create_task(sharing.keeper(market).run(), name="share")
            for work in _members(ground, market).exchange_on_stores(session, Leases(ground.redis)):
                group.create_task(work, name="paper")
            log.info("ready", process="engine", source=market.source.value)
            await sharing.share.settled.wait()  # so that a lone engine does not begin with nothing and then gain all
            for ingestion in market.ingestions:
                group.create_task(ingestion.run(), name="ingestion")
            group.create_task(tend_feeds(market, ground.redis), name="feeds")
            common = (settings, session, ground.database, market.clock, market.source)
            group.create_task(follow_vendor(*common, Leases(ground.redis)), name="vendor's stream")
            group.create_task(follow_whales(*common, Leases(ground.redis)), name="whales")
            group.create_task(market.scanners.run(), name="scanners")
            group.create_task(market.keeper.run(), name="records")
            group.create_task(ledger_work(market, ground.patient).run(), name="ledger")
            group.create_task(market.signals.run(), name="signals")
            group.create_task(market.mixes.run(), name="mixes")


def _members(ground: Ground, market: LiveMarket) -> MembersSide:
    """On the stores: this engine's memory has its own share of the coins only."""
    stored = desk_on(ground.database, ground.redis, market.source, market.clock).market
    settings = ground.place.settings
    return MembersSide.of(settings, ground.database, ground.redis, stored, market.source, market.clock)
