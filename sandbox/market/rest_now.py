"""REST: what is. Tickers, order book, recent trades."""

from sandbox.market import book
from sandbox.market.live import LiveMarket
from sandbox.market.queries import Query, check_category, find_listing, read_limit
from sandbox.market.recent import RecentTrades
from sandbox.market.tape import Trade
from sandbox.market.tickers import Tickers
from sandbox.market.wire import Json, spelling
from sandbox.market.world import Listing

_TICKER_EXTRAS = {
    "predictedDeliveryPrice": "",
    "basisRate": "",
    "deliveryFeeRate": "",
    "deliveryTime": "0",
    "basis": "",
    "preOpenPrice": "",
    "preQty": "",
    "curPreListingPhase": "",
    "basisRateYear": "",
}


def tickers(live: LiveMarket, all_tickers: Tickers, query: Query) -> Json:
    """`/v5/market/tickers`: all contracts, or one by symbol or base coin."""
    check_category(query)
    symbols = live.listed()
    if query.get("symbol"):
        asked = find_listing(live, query).state.contract.symbol
        symbols = [one for one in symbols if one == asked]
    elif query.get("baseCoin"):
        symbols = [s for s in symbols if s == f"{query['baseCoin']}USDT"]
    rows = []
    for symbol in symbols:
        fields = all_tickers.fields(symbol)
        del fields["tickDirection"]
        rows.append({**fields, **_TICKER_EXTRAS})
    return {"category": "linear", "list": rows}


def order_book(live: LiveMarket, query: Query) -> Json:
    """`/v5/market/orderbook`, up to 500 levels."""
    check_category(query)
    listing = find_listing(live, query)
    limit = read_limit(query, 25, book.LEVELS)
    state = listing.state
    return {
        "s": state.contract.symbol,
        "b": book.side(state, True, limit),
        "a": book.side(state, False, limit),
        "ts": live.market.now_ms,
        "u": state.now_ms // 1000,
        "seq": state.now_ms,
        "cts": live.market.now_ms,
    }


def trade_id(listing: Listing, trade: Trade) -> str:
    """Same trade, same id, in the venue's UUID form."""
    tail = sum(ord(c) << (8 * (n % 5)) for n, c in enumerate(listing.state.contract.symbol)) & 0xFFFFFFFFFFFF
    n = trade.number
    return f"{n >> 32 & 0xFFFFFFFF:08x}-{n >> 16 & 0xFFFF:04x}-5{n >> 4 & 0xFFF:03x}-8{n & 0xF:03x}-{tail:012x}"


def recent_trades(live: LiveMarket, recent: RecentTrades, query: Query) -> Json:
    """`/v5/market/recent-trade`, newest first."""
    check_category(query)
    listing = find_listing(live, query)
    limit = read_limit(query, 500, 1000)
    contract = listing.state.contract
    spell, lot = spelling(contract), float(contract.lot)
    rows = [
        {
            "execId": trade_id(listing, trade),
            "symbol": contract.symbol,
            "price": spell.price(trade.price),
            "size": spell.quantity(trade.lots * lot),
            "side": "Buy" if trade.is_buy else "Sell",
            "time": str(trade.at_ms),
            "isBlockTrade": False,
            "isRPITrade": False,
            "seq": str(trade.number),
        }
        for trade in recent.last(contract.symbol, limit)
    ]
    return {"category": "linear", "list": rows}
