"""What the chat asks of competitions. Every object is of one market source. All raise `StorageAway`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from engine.club.rounds.naming import NameChoice
from engine.club.rounds.values import BoardPage, Line, Membership, Own, Period, Prize, Round, RoundKey, RoundResult


class Joining(Protocol):
    """Free, by a press. Whoever joined stays in for the following rounds of that kind until they leave or reset."""

    async def join(self, user_id: int, period: Period, now: datetime) -> Membership:
        """Idempotent. What was made before joining does not count, what was lost since the bell does."""
        ...

    async def leave(self, user_id: int, period: Period, now: datetime) -> bool:
        """Final for the round that runs. False: was not in."""
        ...

    async def memberships(self, user_id: int, now: datetime) -> Mapping[Period, Membership]: ...


class Boards(Protocol):
    """Ranks of rounds that run or ended, each answer in milliseconds for a million accounts."""

    async def running(self, period: Period, now: datetime) -> Round:
        """By the calendar alone: there is always one."""
        ...

    async def last_ended(self, period: Period, now: datetime) -> Round: ...

    async def page(self, key: RoundKey, page: int, size: int = 10) -> BoardPage:
        """A page beyond the last is the last. A round nobody entered is one empty page."""
        ...

    async def own(self, key: RoundKey, user_id: int) -> Own | None:
        """None: not in this round."""
        ...

    async def around(self, key: RoundKey, user_id: int, each_side: int = 2) -> Sequence[Line]:
        """The neighbours with the person between them; empty without a rank."""
        ...

    async def group_page(self, key: RoundKey, chat_id: int, page: int, size: int = 10) -> BoardPage: ...

    async def group_own(self, key: RoundKey, chat_id: int, user_id: int) -> Own | None: ...

    async def result(self, key: RoundKey) -> RoundResult | None:
        """None until it is published."""
        ...


class GroupTraders(Protocol):
    """Who is counted in a group's own ranking: whoever pressed or wrote there."""

    async def seen(self, chat_id: int, user_id: int) -> None: ...

    async def gone(self, chat_id: int, user_id: int) -> None: ...

    async def groups(self, user_id: int) -> Sequence[int]: ...


class TraderNames(Protocol):
    """Everybody has a name from the first look; it says nothing of their Telegram account."""

    async def name(self, user_id: int) -> str: ...

    async def names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        """Of those who do not hide. A hidden one is missing."""
        ...

    async def choose(self, user_id: int, typed: str, now: datetime) -> NameChoice: ...

    async def find(self, typed: str) -> int | None:
        """Whose name it is, however it is spelled; hidden ones are not found."""
        ...

    async def handle(self, user_id: int) -> str:
        """What stands for them in links and buttons; it says nothing of their Telegram account either."""
        ...

    async def of_handle(self, handle: str) -> int | None:
        """None: nobody's."""
        ...


class Privacy(Protocol):
    async def is_hidden(self, user_id: int) -> bool: ...

    async def hide(self, user_id: int, hidden: bool) -> None: ...

    async def may_be_followed(self, user_id: int) -> bool:
        """Off until they allow it. Who hides cannot be followed."""
        ...

    async def allow_following(self, user_id: int, allowed: bool) -> None:
        """Taking it back ends who follows."""
        ...


class Follows(Protocol):
    async def follow(self, follower_id: int, trader_id: int, now: datetime) -> bool:
        """False: that trader does not allow it (any more)."""
        ...

    async def unfollow(self, follower_id: int, trader_id: int) -> bool: ...

    async def followers(self, trader_id: int, by: datetime | None = None) -> Sequence[int]:
        """Of those who followed at that instant already; None: all."""
        ...

    async def following(self, follower_id: int) -> Sequence[int]: ...

    async def followed(self) -> Sequence[int]:
        """Everybody who has a follower."""
        ...


class Prizes(Protocol):
    """Changes only forward; each says whether it did anything, so a double tap is one."""

    async def prize(self, prize_id: int) -> Prize | None: ...

    async def of(self, user_id: int) -> Sequence[Prize]:
        """Newest first."""
        ...

    async def open(self) -> Sequence[Prize]:
        """Due, asked, claimed or held: what admins have to see to. Oldest first."""
        ...

    async def asked(self, prize_id: int, now: datetime) -> bool: ...

    async def claim(self, prize_id: int, user_id: int, how: str, now: datetime) -> bool:
        """False: not theirs, claimed before, or too late."""
        ...

    async def paid(self, prize_id: int, now: datetime) -> bool: ...

    async def release(self, prize_id: int, now: datetime) -> bool:
        """A held one is due after all."""
        ...

    async def refuse(self, prize_id: int, now: datetime) -> bool:
        """A held one is taken away: the account cheated."""
        ...
