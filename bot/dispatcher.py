"""Joins handlers, middlewares and what they ask for."""

from typing import Any

from aiogram import Dispatcher, Router
from redis.asyncio import Redis

from bot.accuracy_desk import AccuracyDesk
from bot.alertdesk import AlertDesk
from bot.comparing import Comparing
from bot.dependencies import BotDependencies
from bot.desk import Desk
from bot.flood import FloodGuard
from bot.handlers import (
    accuracy,
    alert_presses,
    alerts,
    card_presses,
    cards,
    compare,
    errors,
    group,
    hunting,
    learn,
    manual_signals,
    membership,
    paper_answers,
    paper_holds,
    paper_links,
    paper_lists,
    paper_off,
    paper_orders,
    paper_ticket_presses,
    paper_tickets,
    paper_typed,
    payouts,
    rest,
    round_profile,
    rounds,
    settings,
    signals,
    start,
    top,
    trader,
    tune,
    vendor,
    watch,
    whales,
)
from bot.health import OwnHealth
from bot.hunting import HuntDesk
from bot.learning import learn_desk
from bot.middlewares.anchors import AnchorMiddleware
from bot.middlewares.groups import GroupMiddleware
from bot.middlewares.patience import PatienceMiddleware
from bot.middlewares.presses import PressMiddleware
from bot.middlewares.reader import ReaderMiddleware
from bot.middlewares.rights import RightsMiddleware
from bot.paper.joining import paper_desks
from bot.pictures.gallery import Gallery
from bot.posted import PostedCards
from bot.rankings import Rankings
from bot.rounds.opening import round_desks
from bot.rounds.shown import RecentBoards
from bot.sending.anchors import Anchors
from bot.show import Show
from bot.signal_desk import signal_desks
from bot.states import ChatIsolation, DialogueStorage
from bot.steady_redis import SteadyRedis
from bot.topboard import TopBoard
from bot.vendors import VendorCards
from bot.watchdesk import WatchDesk

UPDATE_KINDS = ("message", "channel_post", "callback_query", "my_chat_member")

# In the order they are asked; `rest` takes what nobody wanted.
_MODULES = (
    errors,
    membership,
    paper_answers,
    paper_links,
    signals,
    manual_signals,
    tune,
    start,
    cards,
    vendor,
    card_presses,
    top,
    hunting,
    alerts,
    alert_presses,
    watch,
    learn,
    settings,
    accuracy,
    compare,
    whales,
    paper_typed,
    paper_tickets,
    paper_ticket_presses,
    paper_holds,
    paper_orders,
    paper_lists,
    paper_off,
    rounds,
    round_profile,
    trader,
    payouts,
    group,
    rest,
)
_OF_SIGNALS = (signals, manual_signals, tune)
_OF_LESSONS = (learn,)
_OF_PAPER = (
    paper_answers,
    paper_links,
    paper_typed,
    paper_tickets,
    paper_ticket_presses,
    paper_holds,
    paper_orders,
    paper_lists,
)


def build_dispatcher(deps: BotDependencies, bot_name: str) -> Dispatcher:
    """`bot_name` without the @."""
    links, redis = deps.links(bot_name), SteadyRedis(deps.redis)
    dispatcher = Dispatcher(
        storage=DialogueStorage(redis), events_isolation=ChatIsolation(redis), **_asked_for(deps, redis)
    )
    stores, market = deps.stores, deps.market
    knows = ReaderMiddleware(stores.people, deps.texts, deps.access, links, market.clock, deps.zone)
    dispatcher.update.outer_middleware(PatienceMiddleware(FloodGuard(redis, deps.flood), deps.texts))
    dispatcher.update.outer_middleware(knows)
    if deps.groups is not None:
        traders = None if deps.rounds is None else deps.rounds.traders
        dispatcher.update.outer_middleware(GroupMiddleware(deps.groups, stores.chats, deps.texts, traders))
    dispatcher.channel_post.outer_middleware(AnchorMiddleware(Anchors(redis, deps.bot.id)))
    dispatcher.callback_query.middleware(PressMiddleware())
    for observer in (dispatcher.message, dispatcher.channel_post):
        observer.middleware(RightsMiddleware())
    dispatcher.include_routers(*(_copied(module.router) for module in _MODULES if _is_offered(module, deps)))
    return dispatcher


def _is_offered(module: object, deps: BotDependencies) -> bool:
    left_out = (
        *(_OF_SIGNALS if deps.signals is None else ()),
        *(_OF_PAPER if deps.paper is None else (paper_off,)),
        *(_OF_LESSONS if deps.lessons is None else ()),
    )
    return module not in left_out


def _copied(router: Router) -> Router:
    """A router belongs to one dispatcher for good; a process may build several."""
    copy = Router(name=router.name)
    for kind, observer in router.observers.items():
        copy.observers[kind].handlers.extend(observer.handlers)
    return copy


def _asked_for(deps: BotDependencies, redis: Redis) -> dict[str, Any]:
    """What handlers name as parameters."""
    stores, market = deps.stores, deps.market
    desk = Desk(market.reader, market.scans, market.maps, market.clock)
    gallery = Gallery(redis, deps.bot.id)
    vendors = VendorCards(deps.vendor, gallery, deps.pool)
    hunting = HuntDesk(desk, market.hunts, gallery, deps.pool)
    posted = PostedCards(redis)
    show = Show(desk, gallery, deps.pool, vendors, deps.whales)
    return {
        **signal_desks(deps, desk, show),
        **paper_desks(deps.paper, desk, show),
        "learn_desk": learn_desk(deps, gallery),
        **round_desks(deps, gallery),
        "desk": desk,
        "show": show,
        "hunting": hunting,
        "vendors": vendors,
        "whales": deps.whales,
        "compare": Comparing(desk, vendors, gallery, deps.pool),
        "posted": posted,
        "recent_boards": RecentBoards(posted),
        "board": TopBoard(desk, market.boards, Rankings(market.reader, market.clock), hunting),
        "people": stores.people,
        "chats": stores.chats,
        "alert_desk": AlertDesk(desk, stores.alerts),
        "watch_desk": WatchDesk(desk, market.boards, stores.watches),
        "texts": deps.texts,
        "accuracy_desk": AccuracyDesk(desk, market.ledger, market.accuracy, gallery, deps.pool),
        "health": deps.health or OwnHealth(deps.bot.id, stores.inbox, deps.redis, desk),
    }
