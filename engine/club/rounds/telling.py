"""What competitions have to say, put down in the post office: kinds and bodies. Whoever writes them is in the bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from engine.club.posts import Post, PostBook
from engine.club.rounds.values import BestTrade, Line, Prize, RoundKey, RoundResult, Unranked
from engine.market.values import Coin, MarketSource

_PUBLIC = timedelta(hours=24)
_PRIVATE = timedelta(days=7)


class RoundPost(StrEnum):
    """Kinds of posts. Public ones go to every chat of `Chats`, private ones to the person, the last to admins."""

    END = "round-end"
    CANCELLED = "round-cancelled"
    PRIZE_UNCLAIMED = "prize-unclaimed"
    PRIZE_ASK = "prize-ask"
    OUT = "round-out"  # why somebody who joined is not counted
    REVIEW = "round-review"  # their account is looked at
    ALARM = "round-alarm"


class Chats(Protocol):
    async def chats(self) -> Sequence[int]: ...


@dataclass(frozen=True, slots=True)
class Teller:
    """`public`: the channel; `admins`: their private chats. `groups` get results at their own hour from the keeper of
    their boards, and the rest from here."""

    posts: PostBook
    public: Chats
    admins: Chats
    source: MarketSource
    groups: Chats | None = None

    async def end(self, result: RoundResult, now: datetime) -> None:
        await self._everywhere(RoundPost.END, result.round.key, result_body(result), now)

    async def cancelled(self, key: RoundKey, why: str, now: datetime) -> None:
        await self._everywhere(RoundPost.CANCELLED, key, {"round": key, "why": why}, now)
        await self._in_groups(RoundPost.CANCELLED, key, {"round": key, "why": why}, now)

    async def unclaimed(self, prize: Prize, name: str | None, now: datetime) -> None:
        body = {"round": prize.key, "name": name, "amount_usd": str(prize.amount_usd)}
        about = f"{prize.key}:{prize.prize_id}"
        await self._everywhere(RoundPost.PRIZE_UNCLAIMED, about, body, now)
        await self._in_groups(RoundPost.PRIZE_UNCLAIMED, about, body, now)

    async def ask(self, prize: Prize, now: datetime) -> None:
        body = {"round": prize.key, "prize_id": prize.prize_id, "amount_usd": str(prize.amount_usd)}
        await self._private(RoundPost.PRIZE_ASK, str(prize.prize_id), prize.user_id, body, now)

    async def out(
        self, key: RoundKey, user_id: int, why: Unranked, now: datetime, coins: Sequence[Coin] = (), equity: str = ""
    ) -> None:
        about = ":".join((key, why, *coins))
        body = {"round": key, "why": why.value, "coins": list(coins), "equity_usdt": equity}
        await self._private(RoundPost.OUT, about, user_id, body, now)

    async def review(self, key: RoundKey, user_id: int, now: datetime) -> None:
        await self._private(RoundPost.REVIEW, key, user_id, {"round": key}, now)

    async def alarm(self, key: RoundKey, what: str, account_ids: Sequence[int], now: datetime) -> None:
        """`what`: disputed, suspicions."""
        body = {"round": key, "what": what, "accounts": list(account_ids)}
        for chat_id in await self.admins.chats():
            await self._put(RoundPost.ALARM, f"{key}:{what}", chat_id, body, now + _PRIVATE)

    async def _everywhere(self, kind: RoundPost, about: str, body: Mapping[str, Any], now: datetime) -> None:
        for chat_id in await self.public.chats():
            await self._put(kind, about, chat_id, body, now + _PUBLIC)

    async def _in_groups(self, kind: RoundPost, about: str, body: Mapping[str, Any], now: datetime) -> None:
        for chat_id in () if self.groups is None else await self.groups.chats():
            await self._put(kind, about, chat_id, body, now + _PUBLIC)

    async def _private(self, kind: RoundPost, about: str, user_id: int, body: Mapping[str, Any], now: datetime) -> None:
        await self._put(kind, about, user_id, body, now + _PRIVATE)

    async def _put(
        self, kind: RoundPost, about: str, chat_id: int, body: Mapping[str, Any], good_until: datetime
    ) -> None:
        key = f"{kind}:{self.source}:{about}"
        await self.posts.put(Post(key, chat_id, kind.value, self.source, body, good_until=good_until))


def result_body(result: RoundResult) -> dict[str, Any]:
    """Everything the post at the bell is written from, but the group's own ranks, which are asked of `Boards`."""
    return {
        "round": result.round.key,
        "starts_at": result.round.starts_at.isoformat(),
        "ends_at": result.round.ends_at.isoformat(),
        "traders": result.traders,
        "ranked": result.ranked,
        "top": [_line(line) for line in result.top],
        "prize_usd": str(result.prize_usd),
        "prize_user_id": result.prize_user_id,
        "prize_name": result.prize_name,
        "fills_replayed": result.fills_replayed,
        "proof": result.proof,
        "best": None if result.best is None else _best(result.best),
        "middle_ppm": result.middle_ppm,
        "btc_ppm": result.btc_ppm,
        "is_late": result.is_late,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "rank": line.rank,
        "user_id": line.user_id,
        "name": line.name,
        "score_ppm": line.score_ppm,
        "trades": line.trades,
        "dip_ppm": line.dip_ppm,
    }


def _best(trade: BestTrade) -> dict[str, Any]:
    return {
        "coin": trade.coin,
        "side": trade.side.value,
        "leverage": None if trade.leverage is None else str(trade.leverage),
        "entry_usd": str(trade.entry_usd),
        "exit_usd": str(trade.exit_usd),
        "move_ppm": trade.move_ppm,
    }
