"""A result as it is hashed: canonical JSON in one chain a source, so that none can be changed or left out unseen."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from engine.club.rounds.ranking import Standing
from engine.club.rounds.values import BestTrade, Round, RoundKey
from engine.market.values import Coin, MarketSource, Side

VERSION = 1
PROOF_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Link:
    """A result's place in its chain. `hash`: sha256 of the result's text, which names the hash before it."""

    number: int
    hash: bytes

    @property
    def proof(self) -> str:
        return self.hash.hex()[:PROOF_DIGITS]


GENESIS = Link(0, bytes(32))


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """What a result says. Accounts, no names: names may change. `entries_digest`: of every entry's line, ranked or not.

    `winner`: user, account; None: nobody qualified, or the round has no prize.
    """

    source: MarketSource
    round: Round
    is_late: bool
    traders: int
    ranked: int
    entries_digest: str
    fills_replayed: int
    winner: tuple[int, int] | None
    prize_usd: Decimal
    best: BestTrade | None
    middle_ppm: int | None
    btc_ppm: int | None


def written(facts: ResultFacts, before: Link) -> str:
    """Canonical: sorted keys, no spaces, decimals as text, times in UTC."""
    body = {
        "v": VERSION,
        "number": before.number + 1,
        "before": before.hash.hex(),
        "source": facts.source.value,
        "round": facts.round.key,
        "period": facts.round.period.value,
        "starts_at": _stamp(facts.round.starts_at),
        "ends_at": _stamp(facts.round.ends_at),
        "is_late": facts.is_late,
        "traders": facts.traders,
        "ranked": facts.ranked,
        "entries": facts.entries_digest,
        "fills": facts.fills_replayed,
        "winner": None if facts.winner is None else list(facts.winner),
        "prize_usd": str(facts.prize_usd),
        "best": None if facts.best is None else _best(facts.best),
        "middle_ppm": facts.middle_ppm,
        "btc_ppm": facts.btc_ppm,
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def linked(result: str, before: Link) -> Link:
    return Link(before.number + 1, sha256(result.encode("ascii")).digest())


def read(result: str, of: Round) -> ResultFacts:
    body = json.loads(result)
    return ResultFacts(
        source=MarketSource(body["source"]),
        round=of,
        is_late=body["is_late"],
        traders=body["traders"],
        ranked=body["ranked"],
        entries_digest=body["entries"],
        fills_replayed=body["fills"],
        winner=None if body["winner"] is None else (body["winner"][0], body["winner"][1]),
        prize_usd=Decimal(body["prize_usd"]),
        best=None if body["best"] is None else _read_best(body["best"]),
        middle_ppm=body["middle_ppm"],
        btc_ppm=body["btc_ppm"],
    )


def first_broken(results: Iterable[tuple[Link, str]], before: Link = GENESIS) -> RoundKey | None:
    """The first result that does not follow from the one before it; None: the chain is whole."""
    for link, result in results:
        body = json.loads(result)
        if link != linked(result, before) or body["before"] != before.hash.hex() or body["number"] != link.number:
            return RoundKey(body["round"])
        before = link
    return None


def entry_line(rank: int | None, standing: Standing, opening_usdt: Decimal, closing_usdt: Decimal | None) -> str:
    """What the digest covers of an entry."""
    closing = "-" if closing_usdt is None else f"{closing_usdt:.10f}"
    why = "" if standing.why is None else standing.why.value
    parts = (
        "-" if rank is None else str(rank), str(standing.account_id), f"{opening_usdt:.10f}", closing,
        str(standing.score_ppm), str(standing.dip_ppm), str(standing.trades), _stamp(standing.reached_at), why,
    )  # fmt: skip
    return "|".join(parts)


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _best(trade: BestTrade) -> dict[str, Any]:
    return {
        "coin": trade.coin,
        "side": trade.side.value,
        "leverage": None if trade.leverage is None else str(trade.leverage),
        "entry": str(trade.entry_usd),
        "exit": str(trade.exit_usd),
        "move_ppm": trade.move_ppm,
    }


def _read_best(body: dict[str, Any]) -> BestTrade:
    leverage = None if body["leverage"] is None else Decimal(body["leverage"])
    entry, exit_ = Decimal(body["entry"]), Decimal(body["exit"])
    return BestTrade(Coin(body["coin"]), Side(body["side"]), leverage, entry, exit_, body["move_ppm"])
