"""What members who held something are told after the exchange was away: one quiet note, once a restart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.club.posts import Post, PostBook
from engine.exchange.outputs import Image
from engine.exchange.venues.paper.floor import Floor
from engine.exchange.venues.paper.ports import PaperReader
from engine.market.values import MarketSource

KIND = "paper-restart"
WORTH_TELLING = timedelta(minutes=1)
_GOOD_FOR = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class TellOfRestart:
    """Raises `StorageAway`."""

    posts: PostBook
    accounts: PaperReader
    source: MarketSource

    async def __call__(self, floor: Floor, since: datetime, now: datetime) -> int:
        """How many notes were put down. `since`: when the exchange was last seen alive."""
        if now - since < WORTH_TELLING:
            return 0
        return sum(
            [await self._put(floor.exchange.image(one), since, now) for one in sorted(floor.exchange.invested())]
        )

    async def _put(self, image: Image, since: datetime, now: datetime) -> bool:
        account = await self.accounts.account(image.account.account_id)
        if account is None or not account.is_open or not (image.positions or image.orders):
            return False
        body = {
            "away_s": (now - since).total_seconds(),
            "positions": len(image.positions),
            "orders": len(image.orders),
        }
        key = f"{KIND}:{account.account_id}:{since.isoformat()}"
        return await self.posts.put(Post(key, account.user_id, KIND, self.source, body, good_until=now + _GOOD_FOR))
