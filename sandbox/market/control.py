"""The doors no real venue has: the truth, the faults, the state of the simulation. All under `/sandbox/`."""

import json
from typing import Any

from aiohttp import web

from sandbox.market.faults import Faults
from sandbox.market.live import LiveMarket
from sandbox.market.queries import find_listing, read_integer
from sandbox.market.stream import Stream
from sandbox.market.truth import true_levels
from sandbox.market.wire import BadRequest


def add_control_routes(app: web.Application, live: LiveMarket, stream: Stream, faults: Faults) -> None:
    async def levels(request: web.Request) -> web.Response:
        """Columns of all outstanding liquidation levels, per coin, longest standing anywhere in the list."""
        try:
            listing = find_listing(live, request.query)
            since = read_integer(request.query, "opened_since", 0)
        except BadRequest as bad:
            raise web.HTTPBadRequest(text=f"{bad.message}\n") from bad
        truth = true_levels(listing.state, since)
        columns: dict[str, Any] = {
            "side": ["long" if sign > 0 else "short" for sign in truth.sign.tolist()],
            "liquidation_price_usd": truth.liquidation_price_usd.tolist(),
            "notional_usd": truth.notional_usd.tolist(),
            "quantity_base": truth.quantity_base.tolist(),
            "entry_price_usd": truth.entry_price_usd.tolist(),
            "opened_at": truth.opened_ms.tolist(),
            "leverage": truth.leverage.tolist(),
            "margin_mode": ["cross" if cross else "isolated" for cross in truth.is_cross.tolist()],
        }
        body = {"symbol": listing.state.contract.symbol, "at": truth.at_ms, "mark_price_usd": truth.mark_price_usd}
        return web.json_response({**body, **columns})

    async def state(request: web.Request) -> web.Response:
        market = live.market
        standing = {s: one.state.living for s, one in market.listings.items()}
        body = {"seed": market.seed, "epoch_ms": market.epoch_ms, "now_ms": market.now_ms, "speed": live.clock.speed}
        return web.json_response({**body, "positions": standing})

    async def read_faults(request: web.Request) -> web.Response:
        return web.json_response(faults.values())

    async def set_faults(request: web.Request) -> web.Response:
        """A JSON object of faults to change; `drop` cuts all connections once."""
        try:
            wanted = await request.json()
            if not isinstance(wanted, dict):
                raise ValueError("an object of faults is expected")
            dropped = stream.drop_all() if wanted.pop("drop", False) else 0
            faults.set(wanted)
        except (ValueError, json.JSONDecodeError) as bad:
            raise web.HTTPBadRequest(text=f"{bad}\n") from bad
        return web.json_response({**faults.values(), "dropped": dropped})

    async def clear_faults(request: web.Request) -> web.Response:
        faults.clear()
        return web.json_response(faults.values())

    app.router.add_get("/sandbox/true-levels", levels)
    app.router.add_get("/sandbox/state", state)
    app.router.add_get("/sandbox/faults", read_faults)
    app.router.add_post("/sandbox/faults", set_faults)
    app.router.add_delete("/sandbox/faults", clear_faults)
