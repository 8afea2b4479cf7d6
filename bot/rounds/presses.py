"""What buttons about competitions say. Each is judged by who pressed it."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks import OWNER, SHARED
from engine.club.rounds.handles import HANDLE
from engine.club.rounds.values import Period, RoundKey

KEY = r"^(day|week|month)-[0-9-]{7,10}$"


class BoardPress(CallbackData, prefix="lb"):
    """A page of a round's board. `key` empty: the round that runs. `chat`: of that group only; 0 of all."""

    period: Period = Period.DAY
    key: str = Field(default="", pattern=r"^$|" + KEY)
    page: int = Field(default=1, ge=1, le=999_999)
    chat: int = 0
    owner: str = Field(default=SHARED, pattern=OWNER)

    @property
    def round_key(self) -> RoundKey | None:
        return RoundKey(self.key) if self.key else None

    def but(self, **changes: object) -> "BoardPress":
        return self.model_copy(update=changes)


class RankPress(CallbackData, prefix="rk"):
    """My rank, as a toast for whoever pressed. `key`: the round the post is about, empty for the one that runs."""

    key: str = Field(default="", pattern=r"^$|" + KEY)


class GroupRankPress(CallbackData, prefix="rg"):
    """This group's own ranking."""

    key: str = Field(default="", pattern=r"^$|" + KEY)


class CompeteTask(StrEnum):
    SHOW = "s"
    JOIN = "j"
    ASK_LEAVE = "a"
    LEAVE = "l"


class CompetePress(CallbackData, prefix="rc"):
    do: CompeteTask = CompeteTask.SHOW
    period: Period = Period.DAY
    owner: str = Field(default=SHARED, pattern=OWNER)


class ProfileTask(StrEnum):
    SHOW = "s"
    NAME = "n"
    HIDE = "h"
    UNHIDE = "u"
    ALLOW = "a"
    FORBID = "f"


class ProfilePress(CallbackData, prefix="pf"):
    """One's own name and what others may see."""

    do: ProfileTask = ProfileTask.SHOW


class TraderTask(StrEnum):
    SHOW = "s"
    FOLLOW = "f"
    UNFOLLOW = "u"


class TraderPress(CallbackData, prefix="td"):
    """`trader`: their handle."""

    do: TraderTask
    trader: str = Field(pattern=f"^{HANDLE.pattern}$")


class PayWay(StrEnum):
    TRON = "tron"
    TON = "ton"
    BYBIT = "bybit"
    OTHER = "other"


class PrizePress(CallbackData, prefix="pz"):
    """The winner's choice how to be paid."""

    prize_id: int = Field(ge=1)
    way: PayWay


class PayoutTask(StrEnum):
    LIST = "l"
    ASK = "a"
    PAID = "p"
    RELEASE = "r"
    REFUSE = "x"


class PayoutPress(CallbackData, prefix="ry"):
    """For admins; asked again at every press whether they are."""

    do: PayoutTask = PayoutTask.LIST
    prize_id: int = Field(default=0, ge=0)
