"""The work of `helix ledger verify`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError

from bot.heads import Witness, read_back
from bot.posts.reading import ChatReader
from cli.compose.allowed import local_page
from cli.compose.chat import Line, line_of
from cli.compose.place import Place
from cli.compose.servers import Stores
from config import BadSettings, Fault
from db.ledger import LedgerRepository
from db.people.posts import PostRepository
from db.pool import Database, open_pool
from engine.club.posts import PostBook
from engine.errors import Unavailable
from engine.liquidations.ledger.heads import POST_KIND, PostedAt, head_from
from engine.liquidations.ledger.verify import GivenHead, Verification, given, verify
from engine.market.values import MarketSource

_PATIENT_S = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """`source` None: every source the ledger has."""

    source: MarketSource | None
    heads: Sequence[GivenHead]
    from_telegram: bool


@dataclass(frozen=True, slots=True)
class Report:
    chains: tuple[Verification, ...]
    witnesses: tuple[Witness, ...]
    strangers: tuple[GivenHead, ...]  # given heads of a source that has no entries at all

    @property
    def holds(self) -> bool:
        doubted = any(witness.why for witness in self.witnesses)
        return all(chain.holds for chain in self.chains) and not doubted and not self.strangers

    def as_json(self) -> dict[str, Any]:
        return {
            "holds": self.holds,
            "chains": [_chain_json(chain) for chain in self.chains],
            "posts": [{"day": w.day.isoformat(), "chat": w.chat_id, "doubt": w.why} for w in self.witnesses],
            "unknown_heads": [_head_json(head) for head in self.strangers],
        }


async def run_verification(stores: Stores, asked: Asked, line: Line | None) -> Report:
    """`line`: to read posted heads back. Raises `StorageAway`, and `Unavailable` where Telegram is away."""
    async with open_pool(stores.database_url, name="helix command", size=2) as pool:
        database = Database(pool, _PATIENT_S)
        repository, posts = LedgerRepository(database), PostRepository(database)
        known = await repository.sources()
        chains, witnesses = list[Verification](), list[Witness]()
        for source in [asked.source] if asked.source is not None else known:
            told = [] if line is None else await _read_back(line, posts, source)
            witnesses += told
            every = [*asked.heads, *(given(one.head) for one in told if one.head is not None)]
            chains.append(await verify(source, repository.every_entry(source), every))
        checked = {chain.source for chain in chains}
        strangers = [h for h in asked.heads if h.source not in checked and (h.source is not None or not chains)]
        return Report(tuple(chains), tuple(witnesses), _asked_for(strangers, asked.source))


def _asked_for(heads: Sequence[GivenHead], source: MarketSource | None) -> tuple[GivenHead, ...]:
    """Heads of sources nobody asked about are no fault."""
    return tuple(head for head in heads if source is None or head.source in (None, source))


async def _read_back(line: Line, posts: PostBook, source: MarketSource) -> list[Witness]:
    sent = await posts.sent(source, POST_KIND)
    at = [PostedAt(head_from(source, one.post.body).head.day, one.post.chat_id, one.message_id) for one in sent]
    bot = Bot(line.token, session=AiohttpSession(api=TelegramAPIServer.from_base(line.api_base)))
    try:
        return await read_back(ChatReader(bot, sorted(line.admins)), source, at)
    except TelegramAPIError as error:
        raise Unavailable(f"Telegram: {error}") from error
    finally:
        await bot.session.close()


def line_to(place: Place) -> Line:
    """Raises `BadSettings` where there is no Telegram or nobody to forward to."""
    local = local_page(place)
    if local is None and place.settings.telegram.bot_token is None:
        problem = "is missing, and no helix up with a chat page runs from this folder: heads cannot be read back"
        raise BadSettings([Fault("TELEGRAM_BOT_TOKEN", problem)])
    line = line_of(place.settings, local.page if local else None)
    if not line.admins:
        raise BadSettings([Fault("TELEGRAM_ADMIN_IDS", "is empty: a post is read by forwarding it to an admin")])
    return line


def report_lines(report: Report) -> Iterator[str]:
    if not report.chains:
        yield "The ledger is empty: nothing was frozen yet."
    for chain in report.chains:
        yield from _chain_lines(chain)
    for head in report.strangers:
        yield f"WRONG  the head of {head.day} was given, and there is no such chain"
    for witness in report.witnesses:
        if witness.why:
            yield f"WRONG  head of {witness.day} in {witness.chat_id}: {witness.why}"
    yield "The ledger is as it was written." if report.holds else "The ledger was changed, or a head is missing."


def _chain_lines(chain: Verification) -> Iterator[str]:
    gone = f", {chain.bodies_gone} only by hash, their bodies are too old to be kept" if chain.bodies_gone else ""
    if chain.fault is None:
        yield f"ok     {chain.source}: {chain.entries} entries, {chain.bodies} bodies{gone}"
    else:
        yield f"WRONG  {chain.source}: entry {chain.fault.number}: {chain.fault.why}"
    for head in chain.matched:
        yield f"ok     {chain.source}: head of {head.day} is in the chain"
    for head in chain.unmatched:
        yield f"WRONG  {chain.source}: head of {head.day} is not in the chain"
    if chain.unvouched_since is not None:
        since = chain.unvouched_since
        yield f"note   {chain.source}: from {since} on no posted head was given: only the chain itself vouches"


def _chain_json(chain: Verification) -> dict[str, Any]:
    fault = None if chain.fault is None else {"entry": chain.fault.number, "why": chain.fault.why}
    return {
        "source": chain.source.value,
        "holds": chain.holds,
        "entries": chain.entries,
        "bodies": chain.bodies,
        "bodies_gone": chain.bodies_gone,
        "first_fault": fault,
        "heads_matched": [_head_json(head) for head in chain.matched],
        "heads_unmatched": [_head_json(head) for head in chain.unmatched],
        "unvouched_since": None if chain.unvouched_since is None else chain.unvouched_since.isoformat(),
    }


def _head_json(head: GivenHead) -> dict[str, Any]:
    return {"day": head.day.isoformat(), "entry": head.number, "hash": head.hash.hex()}
