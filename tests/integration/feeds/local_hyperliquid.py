"""Hyperliquid's info endpoint and leaderboard served from this process, with accounts the tests make up."""

from collections import Counter
from typing import Any

from aiohttp import web

Json = dict[str, Any]
NAMES = {"BTC": (27_353.17682, 66_586.0), "ETH": (605_822.0, 1_950.0), "kPEPE": (5e9, 0.0041), "xyz:GOLD": (10.0, 4e3)}


def address(number: int) -> str:
    return f"0x{number:040x}"


def position(coin: str, size: float, entry: float, ends: float | None, leverage: int = 20, kind: str = "cross") -> Json:
    """As `clearinghouseState` spells it: numbers are texts, shorts negative."""
    mark = NAMES[coin][1]
    return {
        "type": "oneWay",
        "position": {
            "coin": coin,
            "szi": str(size),
            "leverage": {"type": kind, "value": leverage},
            "entryPx": str(entry),
            "positionValue": str(abs(size) * mark),
            "unrealizedPnl": "0.0",
            "returnOnEquity": "0.0",
            "liquidationPx": None if ends is None else str(ends),
            "marginUsed": str(abs(size) * mark / leverage),
            "maxLeverage": 40,
            "cumFunding": {"allTime": "0", "sinceOpen": "0", "sinceChange": "0"},
        },
    }


class LocalHyperliquid:
    """Faults: `refuse` the next questions with these answers, `is_board_away`, `broken` accounts."""

    def __init__(self) -> None:
        self.accounts: dict[str, list[Json]] = {}
        self.values: dict[str, float] = {}
        self.asked: Counter[str] = Counter()
        self.users: list[str] = []
        self.refuse: list[web.Response] = []
        self.is_board_away = False
        self.broken: set[str] = set()

    def hold(self, number: int, *positions: Json, value: float = 1e6) -> str:
        account = address(number)
        self.accounts[account], self.values[account] = list(positions), value
        return account

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/info", self._info)
        app.router.add_get("/Mainnet/leaderboard", self._leaderboard)
        return app

    async def _info(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.asked[asked["type"]] += 1
        if self.refuse:
            return self.refuse.pop(0)
        if asked["type"] == "metaAndAssetCtxs":
            return web.json_response(self._contexts())
        if asked["type"] != "clearinghouseState":
            return web.Response(status=422, text="Failed to deserialize the JSON body into the target type")
        self.users.append(asked["user"])
        if asked["user"] in self.broken:
            return web.json_response({"assetPositions": "soon"})
        held = self.accounts.get(asked["user"], [])
        return web.json_response({"assetPositions": held, "withdrawable": "0", "time": 1_770_000_000_000})

    def _contexts(self) -> list[Any]:
        universe = [{"name": name, "szDecimals": 2, "maxLeverage": 40} for name in NAMES]
        figures = [{"openInterest": str(oi), "markPx": str(mark), "funding": "0"} for oi, mark in NAMES.values()]
        return [{"universe": universe}, figures]

    async def _leaderboard(self, request: web.Request) -> web.StreamResponse:
        self.asked["leaderboard"] += 1
        if self.is_board_away:
            return web.Response(status=403, text="blocked")
        rows = [
            {
                "ethAddress": account.upper().replace("0X", "0x"),
                "accountValue": str(value),
                "windowPerformances": [["day", {"pnl": "1", "roi": "0", "vlm": "2"}]] * 40,
                "prize": 0,
                "displayName": None,
            }
            for account, value in self.values.items()
        ]
        return web.json_response({"leaderboardRows": rows})
