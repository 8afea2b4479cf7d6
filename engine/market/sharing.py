"""Which engine process works on which coins. Pure: shards, members, and who is to own what."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import NewType

from engine.market.values import Coin

Shard = NewType("Shard", int)
Member = NewType("Member", str)  # one engine process for as long as it lives
SHARDS = 64
"""Fixed: processes that count differently would not agree. Some eight coins each with 500 coins listed."""
TTL_S = 5.0
"""How long a lease is good for after the last word of its holder."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a member says of itself, for whoever asks how the market is shared."""

    name: str
    coins: int  # it works on now
    of: int  # listed at the venues it hears
    contracts: int


@dataclass(frozen=True, slots=True)
class Table:
    """As it stood at one instant: who lives, and who holds what."""

    members: Collection[Member]
    holders: Mapping[Shard, Member]


def shard_of(coin: Coin, shards: int = SHARDS) -> Shard:
    """The same in every process and version. By coin, not contract: a map joins all venues of a coin."""
    return Shard(int.from_bytes(blake2b(coin.encode(), digest_size=8).digest(), "big") % shards)


def share_out(members: Collection[Member], held: Mapping[Shard, Member], shards: int = SHARDS) -> dict[Shard, Member]:
    """Who is to own each shard; empty where nobody lives.

    Everybody keeps what they hold, as far as it is not more than their part, and parts differ by one at most. So a
    member that comes is given only what it is to have, and one that goes leaves only its own. All who see the same
    members and holders come to the same answer.
    """
    room = _parts(members, held, shards)
    owners: dict[Shard, Member] = {}
    for shard in map(Shard, range(shards)):
        holder = held.get(shard)
        if holder is not None and room.get(holder, 0) > 0:
            owners[shard] = holder
            room[holder] -= 1
    free = [shard for shard in map(Shard, range(shards)) if shard not in owners]
    takers = [member for member in sorted(room) for _ in range(room[member])]
    return owners | dict(zip(free, takers, strict=False))


def _parts(members: Collection[Member], held: Mapping[Shard, Member], shards: int) -> dict[Member, int]:
    """How many each is to own: those who hold most have the one more, where it does not come out even."""
    if not members:
        return {}
    holds = Counter(held.values())
    ranked = sorted(set(members), key=lambda member: (-holds[member], member))
    each, over = divmod(shards, len(ranked))
    return {member: each + (place < over) for place, member in enumerate(ranked)}
