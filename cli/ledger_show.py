"""The work of `helix ledger show` and `helix ledger head`."""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

from cli.compose.servers import Stores
from db.ledger import LedgerRepository
from db.ledger_heads import HeadRepository
from db.pool import Database, open_pool
from engine.liquidations.ledger.chain import Entry
from engine.liquidations.ledger.heads import MadeHead, head_line
from engine.liquidations.ledger.standing import CoinStanding
from engine.liquidations.ledger.standing_json import standing_to_json
from engine.liquidations.ledger.verdict import MINE, Answer
from engine.market.universe import parse_coin
from engine.market.values import Coin, MarketSource

_PATIENT_S = 60.0
Told = Sequence[tuple[Entry, bytes | None]]


@asynccontextmanager
async def _open(stores: Stores) -> AsyncIterator[tuple[LedgerRepository, HeadRepository]]:
    async with open_pool(stores.database_url, name="helix command", size=2) as pool:
        database = Database(pool, _PATIENT_S)
        yield LedgerRepository(database), HeadRepository(database)


async def show(
    stores: Stores, typed: str | None, most: int, source: MarketSource | None, *, with_bodies: bool, as_json: bool
) -> str:
    """Raises `UnknownCoin` for a coin that no entry is about."""
    async with _open(stores) as (repository, _):
        found = list[str]()
        trees = []
        for one in [source] if source is not None else await repository.sources():
            coin = None if typed is None else await _coin(repository, one, typed)
            told = await repository.newest_entries(one, coin, most)
            standing = None if coin is None else await repository.standing(one, coin)
            found += [*_standing_lines(standing), *_entry_lines(told, with_bodies)]
            trees.append({"source": one.value, "standing": _tree(standing), "entries": [_json(*pair) for pair in told]})
    if as_json:
        return json.dumps(trees, indent=2)
    return "\n".join(found) or "The ledger is empty: nothing was frozen yet."


async def heads_of(stores: Stores, source: MarketSource | None) -> str:
    async with _open(stores) as (repository, heads):
        sources = [source] if source is not None else await repository.sources()
        made: list[MadeHead] = [head for one in sources for head in await heads.newest(one)]
    return (
        "\n".join(head_line(one.head) for one in made) or "No day is over yet: the first head comes after midnight UTC."
    )


async def _coin(repository: LedgerRepository, source: MarketSource, typed: str) -> Coin:
    return parse_coin(typed, await repository.coins(source))


def _entry_lines(told: Told, with_bodies: bool) -> Iterator[str]:
    for entry, body in told:
        yield (
            f"{entry.source} {entry.number:>8}  {entry.kind.value:<7} {entry.coin:<10} {entry.hour_at:%Y-%m-%d %H:%M}"
            f"  written {entry.written_at:%Y-%m-%d %H:%M:%S}  {entry.hash.hex()[:16]}"
        )
        if with_bodies:
            yield "    " + (
                "(too old to be kept)" if body is None else body.decode("utf-8", "replace").replace("\n", "\n    ")
            )


def _standing_lines(standing: CoinStanding | None) -> Iterator[str]:
    if standing is None:
        return
    hours = standing.hours
    yield f"{standing.coin}, {standing.source}, judged {standing.judged_at:%Y-%m-%d %H:%M} UTC:"
    yield f"  {hours.counted} hours count, {hours.left_out_hours} left out {dict(hours.left_out)}"
    yield f"  {hours.waiting} waiting, {hours.missed} missed {dict(hours.reasons)}"
    for answer in standing.answers.values():
        yield from _answer_lines(answer)


def _answer_lines(answer: Answer) -> Iterator[str]:
    chance = "too little data" if answer.chance is None else f"chance {answer.chance:.4f}"
    yield f"  {answer.question.value}: {answer.hours} hours on {answer.days} days, {chance}"
    for one, interval in answer.figures.items():
        mark = " <- judged" if one is MINE[answer.question] else ""
        yield f"    {one.value:<9} {interval.value:7.3f}  [{interval.low:.3f}, {interval.high:.3f}]{mark}"


def _tree(standing: CoinStanding | None) -> object:
    return None if standing is None else json.loads(standing_to_json(standing))


def _json(entry: Entry, body: bytes | None) -> dict[str, object]:
    return {
        "number": entry.number,
        "kind": entry.kind.value,
        "coin": entry.coin,
        "hour_at": entry.hour_at.isoformat(),
        "written_at": entry.written_at.isoformat(),
        "digest": entry.digest.hex(),
        "hash": entry.hash.hex(),
        "body": None if body is None else body.decode("utf-8", "replace"),
    }
