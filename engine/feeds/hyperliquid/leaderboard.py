"""The public leaderboard: some forty megabytes of JSON, read as it comes, of which a few hundred addresses are kept."""

import heapq
import re
from collections.abc import AsyncIterator

import aiohttp

from engine.errors import VenueAway
from engine.feeds.hyperliquid.parsing import NAME

STATS_URL = "https://stats-data.hyperliquid.xyz"
_PATH = "/Mainnet/leaderboard"
_TIMEOUT = aiohttp.ClientTimeout(total=300, connect=10, sock_read=60)
_MOST_BYTES = 400 * 2**20
_CHUNK = 2**16
_CARRIED = 512  # more than a row's beginning, in case a chunk ends inside it
_ROW = re.compile(rb'"ethAddress"\s*:\s*"(0x[0-9a-fA-F]{40})"\s*,\s*"accountValue"\s*:\s*"([0-9.eE+-]{1,40})"')


async def largest_accounts(session: aiohttp.ClientSession, base_url: str, count: int) -> list[str]:
    """Lower case, largest account value first. Raises `VenueAway`, also for an answer without a single row."""
    try:
        async with session.get(base_url.rstrip("/") + _PATH, timeout=_TIMEOUT) as response:
            if response.status != 200:
                raise VenueAway(f"{NAME} leaderboard: HTTP {response.status}")
            rows = [row async for row in _rows(response.content)]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise VenueAway(f"{NAME} leaderboard: {error!r}") from error
    if not rows:
        raise VenueAway(f"{NAME} leaderboard: no rows in it")
    return [account for _, account in heapq.nlargest(count, rows)]


async def _rows(content: aiohttp.StreamReader) -> AsyncIterator[tuple[float, str]]:
    """(account value in USD, address) of each row, without ever holding the whole."""
    held, read = b"", 0
    async for chunk in content.iter_chunked(_CHUNK):
        read += len(chunk)
        if read > _MOST_BYTES:
            raise VenueAway(f"{NAME} leaderboard: over {_MOST_BYTES} bytes")
        held += chunk
        end = 0
        for match in _ROW.finditer(held):
            end = match.end()
            yield float(match[2]), match[1].decode().lower()
        held = held[max(end, len(held) - _CARRIED) :]
