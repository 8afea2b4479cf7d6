"""Builds what the chat has of lessons and badges from the bot's dependencies."""

from bot.badge_keeper import BadgeKeeper
from bot.dependencies import BotDependencies
from bot.learn_desk import LearnDesk
from bot.lesson_parts import LessonParts
from bot.pictures.gallery import Gallery
from bot.replaying import ReplayKeeper
from bot.steady_redis import SteadyRedis
from bot.views.reader import Links
from engine.club.lessons.awards import AwardBadges, LookForBadges
from engine.club.lessons.member_facts import MemberFacts


def learn_desk(deps: BotDependencies, gallery: Gallery) -> LearnDesk | None:
    """None where nobody is taught."""
    parts = deps.lessons
    return None if parts is None else LearnDesk(parts, gallery, deps.pool, _looks(deps, parts))


def replay_keeper(deps: BotDependencies, links: Links) -> ReplayKeeper | None:
    desk = learn_desk(deps, Gallery(SteadyRedis(deps.redis), deps.bot.id))
    if desk is None:
        return None
    return ReplayKeeper(deps.bot, desk, deps.stores.people, deps.texts, links, deps.market.clock)


def badge_keeper(deps: BotDependencies, links: Links) -> BadgeKeeper | None:
    """None also where there is no paper exchange to hear of."""
    parts, paper = deps.lessons, deps.paper
    if parts is None or paper is None:
        return None
    look, stores = _looks(deps, parts), deps.stores
    return BadgeKeeper(
        deps.bot,
        paper.news,
        paper.reader,
        look,
        stores.people,
        deps.texts,
        links,
        deps.market.clock,
        parts.badges_every_s,
    )


def _looks(deps: BotDependencies, parts: LessonParts) -> LookForBadges:
    paper, rounds = deps.paper, deps.rounds
    facts = MemberFacts(
        deps.market.reader.source,
        None if paper is None else paper.reader,
        None if rounds is None else rounds.boards,
        None if rounds is None else rounds.joining,
    )
    return LookForBadges(facts, AwardBadges(parts.badges))
