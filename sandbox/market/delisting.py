"""The door through which a contract is taken off the list: `{"symbol": "BTCUSDT", "in_s": 60}`."""

from aiohttp import web

from sandbox.market.live import LiveMarket

MOST_AHEAD_S = 10 * 365 * 86_400.0


def add_delisting_routes(app: web.Application, live: LiveMarket) -> None:
    async def read_delistings(request: web.Request) -> web.Response:
        return web.json_response(live.endings.announced())

    async def delist(request: web.Request) -> web.Response:
        """Announced now, over so many simulated seconds later; at once without `in_s`."""
        try:
            wanted = await request.json()
            symbol, in_s = wanted["symbol"], float(wanted.get("in_s", 0))
            if symbol not in live.market.listings or not 0 <= in_s < MOST_AHEAD_S:
                raise ValueError("a listed symbol and a time in seconds are expected")
        except (ValueError, TypeError, KeyError, AttributeError) as bad:
            raise web.HTTPBadRequest(text=f"{bad}\n") from bad
        live.endings.announce(symbol, live.market.now_ms + int(in_s * 1000))
        return web.json_response(live.endings.announced())

    async def take_back_delistings(request: web.Request) -> web.Response:
        live.endings.take_back()
        return web.json_response(live.endings.announced())

    app.router.add_get("/sandbox/delistings", read_delistings)
    app.router.add_post("/sandbox/delistings", delist)
    app.router.add_delete("/sandbox/delistings", take_back_delistings)
