"""REST: what contracts there are, their risk tiers, the server's time."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, unquote

from sandbox.market.coins import Contract
from sandbox.market.live import LiveMarket
from sandbox.market.margin import TIER_DEDUCTION, TIER_LEVERAGE, TIER_LIMIT, TIER_RATE
from sandbox.market.queries import Query, check_category, find_listing, read_limit
from sandbox.market.schedule import DAY_MS
from sandbox.market.wire import BadRequest, Json, plain, spelling
from sandbox.market.world import Listing

RISK_SYMBOLS_A_PAGE = 15
LONG_LISTED_MS = 1_585_526_400_000


def server_time(live: LiveMarket, query: Query) -> Json:
    now_ms = live.clock.now_ms()
    return {"timeSecond": str(now_ms // 1000), "timeNano": str(now_ms * 1_000_000)}


def _page(query: Query, count: int, size: int) -> tuple[int, str]:
    """Start of the page a cursor asks for, and the cursor of the next one."""
    cursor = query.get("cursor", "")
    text = parse_qs(unquote(cursor)).get("first", ["0"])[0] if cursor else "0"
    if not text.isdigit():
        raise BadRequest("params error: cursor invalid")
    start = int(text)
    return start, f"first%3D{start + size}" if start + size < count else ""


def launched_ms(live: LiveMarket, contract: Contract) -> int:
    if contract.listed_days is None:
        return LONG_LISTED_MS
    return (live.market.epoch_ms - int(contract.listed_days * DAY_MS)) // DAY_MS * DAY_MS


def _instrument(live: LiveMarket, contract: Contract) -> Json:
    spell, most = spelling(contract), contract.oi_usd / 100 / contract.anchor
    biggest = spell.quantity(max(round(most), 100 * float(contract.lot)))
    cap = "0.00375" if contract.max_leverage > 75 else "0.02"
    return {
        "symbol": contract.symbol,
        "contractType": "LinearPerpetual",
        "status": "Closed" if live.is_over(contract.symbol) else "Trading",
        "baseCoin": contract.symbol.removesuffix("USDT"),
        "quoteCoin": "USDT",
        "launchTime": str(launched_ms(live, contract)),
        "deliveryTime": str(live.endings.at_ms(contract.symbol) or 0),
        "deliveryFeeRate": "",
        "priceScale": str(spell.price_digits),
        "leverageFilter": {"minLeverage": "1", "maxLeverage": f"{contract.max_leverage}.00", "leverageStep": "0.01"},
        "priceFilter": {
            "minPrice": contract.tick,
            "maxPrice": spell.price(contract.anchor * 20),
            "tickSize": contract.tick,
        },
        "lotSizeFilter": {
            "maxOrderQty": biggest,
            "minOrderQty": contract.lot,
            "qtyStep": contract.lot,
            "postOnlyMaxOrderQty": biggest,
            "maxMktOrderQty": biggest,
            "minNotionalValue": "5",
        },
        "unifiedMarginTrade": True,
        "fundingInterval": contract.funding_hours * 60,
        "settleCoin": "USDT",
        "copyTrading": "none",
        "upperFundingRate": cap,
        "lowerFundingRate": f"-{cap}",
        "isPreListing": False,
        "preListingInfo": None,
        "displayName": "",
        "symbolType": "",
        "riskParameters": {"priceLimitRatioX": "0.05", "priceLimitRatioY": "0.1"},
    }


def instruments(live: LiveMarket, query: Query) -> Json:
    """`/v5/market/instruments-info`, paged. A contract that is over is told to who asks for it by name."""
    check_category(query)
    chosen = [live.market.listings[symbol].state.contract for symbol in live.listed()]
    if query.get("symbol"):
        chosen = [find_listing(live, query).state.contract]
    if query.get("baseCoin"):
        chosen = [c for c in chosen if c.symbol == f"{query['baseCoin']}USDT"]
    if query.get("status", "Trading") != "Trading":
        chosen = []
    limit = read_limit(query, 500, 1000)
    start, cursor = _page(query, len(chosen), limit)
    rows = [_instrument(live, contract) for contract in chosen[start : start + limit]]
    return {"category": "linear", "list": rows, "nextPageCursor": cursor}


def _tiers(listing: Listing, first_id: int) -> Sequence[Json]:
    rows = []
    for n, tier in enumerate(listing.state.tiers):
        rows.append(
            {
                "id": first_id + n,
                "symbol": listing.state.contract.symbol,
                "riskLimitValue": plain(tier[TIER_LIMIT]),
                "maintenanceMargin": plain(tier[TIER_RATE]),
                "initialMargin": plain(round(1 / tier[TIER_LEVERAGE], 6)),
                "isLowestRisk": 1 if n == 0 else 0,
                "maxLeverage": f"{tier[TIER_LEVERAGE]:.2f}",
                "mmDeduction": plain(tier[TIER_DEDUCTION]) if n else "",
            }
        )
    return rows


def risk_limits(live: LiveMarket, query: Query) -> Json:
    """`/v5/market/risk-limit`: one symbol, or fifteen symbols a page."""
    check_category(query)
    listings: Mapping[str, Listing] = live.market.listings
    chosen = [find_listing(live, query)] if query.get("symbol") else [listings[symbol] for symbol in live.listed()]
    start, cursor = _page(query, len(chosen), RISK_SYMBOLS_A_PAGE)
    order = {symbol: n for n, symbol in enumerate(listings)}
    rows: list[Json] = []
    for listing in chosen[start : start + RISK_SYMBOLS_A_PAGE]:
        rows.extend(_tiers(listing, 1 + 100 * order[listing.state.contract.symbol]))
    return {"category": "linear", "list": rows, "nextPageCursor": cursor}
