"""Runs the bot: intake, workers, alerts. One call a process."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from aiogram.types import User

from bot.badge_keeper import BadgeKeeper
from bot.dependencies import BotDependencies
from bot.desk import Desk
from bot.dispatcher import UPDATE_KINDS, build_dispatcher
from bot.intake.lease import PollingLease
from bot.intake.notices import Notices
from bot.intake.polling import Poller
from bot.intake.webhook import WebhookIntake
from bot.intake.worker import InboxWorker
from bot.learning import badge_keeper, replay_keeper
from bot.menus import set_menus
from bot.paper.joining import card_desk
from bot.paper.keeper import PaperKeeper
from bot.posts.office import PostOffice
from bot.posts.opening import office_of
from bot.replaying import ReplayKeeper
from bot.rounds.opening import RoundWork, round_work
from bot.sending.anchors import Anchors
from bot.steady_redis import SteadyRedis
from bot.telling import AlertTeller
from bot.views.reader import Links
from bot.watchdesk import WatchDesk
from bot.watching import WatchKeeper
from engine.club.watch import WatchAlerts

log = structlog.get_logger()

_ASK_AGAIN_S = (0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Webhook:
    """`url` is what Telegram calls; `secret` comes back in a header. The route is `WebhookIntake.handle`."""

    url: str
    secret: str


@dataclass(frozen=True, slots=True)
class RunningBot:
    """The parts of one bot process. `intake` takes updates over HTTP where a webhook is used."""

    deps: BotDependencies
    me: User
    worker: InboxWorker
    notices: Notices
    intake: WebhookIntake
    teller: AlertTeller
    watches: WatchKeeper
    office: PostOffice
    rounds: RoundWork
    paper: PaperKeeper | None = None
    replays: ReplayKeeper | None = None  # of practice trades
    badges: BadgeKeeper | None = None

    async def poll(self) -> None:
        """Until cancelled. Raises `TelegramUnauthorizedError` when the token is revoked."""
        bot = self.deps.bot
        await bot.delete_webhook()
        lease = PollingLease(self.deps.leases, bot.id)
        poller = Poller(bot, self.deps.stores.inbox, lease, self.notices, self.worker.look, UPDATE_KINDS)
        await self._with(poller.run)

    async def serve(self, webhook: Webhook) -> None:
        """As `poll`, with updates brought to `intake` by whoever serves HTTP."""
        await self.deps.bot.set_webhook(
            webhook.url, secret_token=webhook.secret, allowed_updates=list(UPDATE_KINDS), max_connections=40
        )
        await self._with(None)

    async def _with(self, poll: Callable[[], Coroutine[Any, Any, None]] | None) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(set_menus(self.deps.bot, self.deps.texts, self.deps.access), name="menus")
            group.create_task(self.deps.pool.warm(), name="painters")
            group.create_task(self.teller.run(), name="alerts")
            group.create_task(self.watches.run(), name="watch cards")
            group.create_task(self.office.run(), name="posts")
            if self.paper is not None:
                group.create_task(self.paper.run(), name="paper cards")
            self.rounds.start(group)
            group.create_task(self.worker.run(), name="inbox")
            if self.replays is not None:
                group.create_task(self.replays.run(), name="replays")
            if self.badges is not None:
                group.create_task(self.badges.run(), name="badges")
            if poll is not None:
                group.create_task(poll(), name="poller")


async def prepare_bot(deps: BotDependencies) -> RunningBot:
    """Asks Telegram who we are, patiently. Raises `TelegramUnauthorizedError` for a wrong token."""
    me = await _who_am_i(deps)
    bot_name = me.username or ""
    dispatcher, links = build_dispatcher(deps, bot_name), deps.links(bot_name)
    stores = deps.stores
    notices = Notices(deps.bot, deps.texts, deps.access.everyone_in_charge)
    worker = InboxWorker(
        deps.bot, dispatcher, stores.inbox, stores.answers, notices, pace=deps.pace, is_alone=deps.is_alone
    )
    return RunningBot(
        deps,
        me,
        worker,
        notices,
        WebhookIntake(deps.bot, stores.inbox, notices, worker.look),
        _teller(deps, links),
        _watches(deps, links),
        office_of(deps, links),
        round_work(deps, links),
        _paper(deps, links),
        replay_keeper(deps, links),
        badge_keeper(deps, links),
    )


def _teller(deps: BotDependencies, links: Links) -> AlertTeller:
    stores, market = deps.stores, deps.market
    return AlertTeller(
        deps.bot,
        WatchAlerts(stores.book, market.reader, market.scans, market.clock),
        stores.firings,
        stores.people,
        deps.texts,
        links,
        market.clock,
        Anchors(SteadyRedis(deps.redis), deps.bot.id),
    )


def _watches(deps: BotDependencies, links: Links) -> WatchKeeper:
    stores, market = deps.stores, deps.market
    desk = Desk(market.reader, market.scans, market.maps, market.clock)
    shown = WatchDesk(desk, market.boards, stores.watches)
    return WatchKeeper(deps.bot, shown, stores.people, deps.texts, links, market.clock)


def _paper(deps: BotDependencies, links: Links) -> PaperKeeper | None:
    if deps.paper is None:
        return None
    return PaperKeeper(deps.bot, card_desk(deps.paper), deps.stores.people, deps.texts, links, deps.market.clock)


async def _who_am_i(deps: BotDependencies) -> User:
    for pause_s in (*_ASK_AGAIN_S, None):
        try:
            return await deps.bot.get_me()
        except TelegramAPIError as error:
            if pause_s is None or isinstance(error, TelegramUnauthorizedError):
                raise
            log.warning("telegram_not_reached", error=str(error)[:200], pause_s=pause_s)
            await asyncio.sleep(pause_s)
    raise AssertionError("the last try returns or raises")
