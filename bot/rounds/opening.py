"""Builds what the chat has of competitions and groups from the bot's dependencies."""

import asyncio
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.dependencies import BotDependencies
from bot.groups.desk import GroupDesk
from bot.groups.sweeper import AnswerSweeper
from bot.pictures.gallery import Gallery
from bot.rounds.bell_poster import BellPoster
from bot.rounds.claim_teller import ClaimTeller
from bot.rounds.desk import RoundDesk
from bot.rounds.follow_teller import FollowTeller
from bot.rounds.group_posts import GroupPosts
from bot.rounds.live_keeper import LiveBoardKeeper
from bot.rounds.payouts import PayoutDesk
from bot.rounds.trader_desk import TraderDesk
from bot.steady_redis import SteadyRedis
from bot.views.reader import Links


def round_desks(deps: BotDependencies, gallery: Gallery) -> dict[str, Any]:
    """What handlers name as parameters; None where there is no such thing here."""
    rounds, source = deps.rounds, deps.market.reader.source
    return {
        "round_desk": _desk(deps, gallery),
        "trader_desk": None if rounds is None else TraderDesk(rounds, source),
        "payout_desk": None if rounds is None else PayoutDesk(rounds, deps.stores.posts, source),
        "group_desk": _groups(deps),
    }


def group_posts(deps: BotDependencies, gallery: Gallery, links: Links) -> GroupPosts | None:
    desk, groups = _desk(deps, gallery), _groups(deps)
    return None if desk is None or groups is None else GroupPosts(desk, groups, links)


def _desk(deps: BotDependencies, gallery: Gallery) -> RoundDesk | None:
    if deps.rounds is None:
        return None
    return RoundDesk(deps.rounds, deps.market.reader.source, gallery, deps.pool)


def _groups(deps: BotDependencies) -> GroupDesk | None:
    if deps.groups is None:
        return None
    house = ZoneInfo(deps.zone) if deps.rounds is None else deps.rounds.zone
    return GroupDesk(deps.groups, deps.texts, house)


@dataclass(frozen=True, slots=True)
class RoundWork:
    """What runs by itself beside the chat. Each None where there is nothing of its kind."""

    poster: BellPoster | None = None
    keeper: LiveBoardKeeper | None = None
    claims: ClaimTeller | None = None
    follows: FollowTeller | None = None
    sweeper: AnswerSweeper | None = None

    def start(self, group: asyncio.TaskGroup) -> None:
        for name, work in (
            ("bell", self.poster),
            ("live boards", self.keeper),
            ("claims", self.claims),
            ("follows", self.follows),
            ("clean-up", self.sweeper),
        ):
            if work is not None:
                group.create_task(work.run(), name=name)


def round_work(deps: BotDependencies, links: Links) -> RoundWork:
    book, clock = deps.stores.posts, deps.market.clock
    posts = group_posts(deps, Gallery(SteadyRedis(deps.redis), deps.bot.id), links)
    claims = None
    if deps.rounds is not None:
        admins = deps.access.everyone_in_charge
        claims = ClaimTeller(deps.rounds.prizes, book, deps.market.reader.source, admins, clock)
    return RoundWork(
        None if posts is None else BellPoster(posts, book, clock),
        None if posts is None else LiveBoardKeeper(deps.bot, posts, book, clock),
        claims,
        _follows(deps),
        None if deps.groups is None else AnswerSweeper(deps.bot, deps.groups),
    )


def _follows(deps: BotDependencies) -> FollowTeller | None:
    rounds, paper = deps.rounds, deps.paper
    if rounds is None or paper is None:
        return None
    return FollowTeller(rounds.follows, paper.reader, paper.news, deps.stores.posts, paper.source, deps.market.clock)
